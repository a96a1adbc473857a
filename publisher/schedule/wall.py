"""What an editor types, a day and a time on the newsroom's wall clock, as one instant.

TimeError           the time cannot be used; the sentence says why
├── NotATime        not hours and minutes
├── UnknownZone     no such time zone
├── AlreadyPast     it lies in the past
├── SkippedTime     the clocks are put forward over it: it does not exist that day
└── DoubledTime     the clocks are put back over it: it comes twice that day
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
#: "07:30" typed at 07:30:20 means now.
GRACE = timedelta(minutes=1)


class TimeError(ValueError):
    """This time cannot be used."""


class NotATime(TimeError):
    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a time: write hours and minutes, such as 07:30.")


class UnknownZone(TimeError):
    def __init__(self, zone: str) -> None:
        super().__init__(f"“{zone}” is no time zone: write one like Europe/Brussels.")


class AlreadyPast(TimeError):
    def __init__(self, typed: str, zone: str) -> None:
        super().__init__(f"{typed} ({zone}) is already past: choose a later time, or “Now”.")


class SkippedTime(TimeError):
    def __init__(self, typed: str, zone: str) -> None:
        super().__init__(
            f"{typed} does not exist in {zone}: the clocks are put forward over it. "
            "Choose a time before or after the gap."
        )


class DoubledTime(TimeError):
    def __init__(self, typed: str, zone: str) -> None:
        super().__init__(
            f"{typed} comes twice in {zone}: the clocks are put back that night. "
            "Choose a time outside the doubled hour."
        )


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


def wall_time(typed: str) -> time:
    """Hours and minutes as typed, 24 hours. Raises NotATime."""
    found = _TIME.fullmatch(typed.strip())
    if not found:
        raise NotATime(typed)
    return time(int(found[1]), int(found[2]))


def instant(day: date, typed: str, zone: str, *, now: datetime) -> datetime:
    """The UTC instant of a wall time. Raises a TimeError if there is none, two, or it is past."""
    tz = zone_of(zone)
    wall = datetime.combine(day, wall_time(typed))
    words = f"{wall:%Y-%m-%d %H:%M}"
    first, second = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first != second:
        exists = first.astimezone(tz).replace(tzinfo=None) == wall
        raise DoubledTime(words, zone) if exists else SkippedTime(words, zone)
    if first < now - GRACE:
        raise AlreadyPast(words, zone)
    return first
