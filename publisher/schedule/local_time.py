"""What an editor types, a day and a time on the newsroom's wall clock, as one instant.

TimeError           the time cannot be used; the sentence says why
├── NotATime        not hours and minutes
├── NotADay         not a day of the calendar
├── OtherWeekday    a day, but not on the weekday typed with it
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
_DAY = re.compile(r"(?:([a-z]{3,9})\.?,? +)?(\d{1,2})\.? +([a-z]{3,9})\.?,?(?: +(\d{4}))?")
_MONTHS = tuple(f"{date(2000, n, 1):%B}".lower() for n in range(1, 13))
_WEEKDAYS = tuple(f"{date(2000, 1, n):%A}".lower() for n in range(3, 10))
#: "07:30" typed at 07:30:20 means now.
GRACE = timedelta(minutes=1)
#: As much of what was typed as is said again.
MOST = 40


class TimeError(ValueError):
    """This time cannot be used."""


class NotATime(TimeError):
    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a time: write hours and minutes, such as 07:30.")


class NotADay(TimeError):
    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a day: write it like 24 Nov 2026, or 2026-11-24.")


class OtherWeekday(TimeError):
    def __init__(self, typed: str, day: date) -> None:
        super().__init__(f"“{typed}” cannot be: {day.day} {day:%b %Y} is a {day:%A}.")


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


def day_of(typed: str, today: date) -> date:
    """A day as typed: "2026-11-24", "24 Nov 2026", "Tue 24 Nov"; without a year, this one's.

    Raises NotADay, or OtherWeekday.
    """
    plain = " ".join(typed.split())
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return _spelled(plain, today)


def _spelled(typed: str, today: date) -> date:
    found = _DAY.fullmatch(typed.lower())
    if not found:
        raise NotADay(typed[:MOST])
    weekday, number, month, year = found.groups()
    try:
        day = date(int(year or today.year), _nth(month, _MONTHS) + 1, int(number))
        on = _nth(weekday, _WEEKDAYS) if weekday else day.weekday()
    except ValueError as error:
        raise NotADay(typed[:MOST]) from error
    if on != day.weekday():
        raise OtherWeekday(typed, day)
    return day


def _nth(typed: str, names: tuple[str, ...]) -> int:
    return next((n for n, name in enumerate(names) if name.startswith(typed)), -1)


def resolve_local_time(day: date, typed: str, zone: str, *, now: datetime) -> datetime:
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
