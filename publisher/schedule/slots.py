"""Weekly posting times on a wall clock, as instants. Pure.

A slot keeps its wall time when the clocks change. One in a skipped hour moves to the first instant
after the gap; one in a doubled hour takes the first of the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Weekly:
    """A time that comes once a week; weekday 0 is Monday."""

    weekday: int
    wall: time


def next_free(
    slots: Collection[Weekly], tz: ZoneInfo, *, after: datetime, taken: Iterable[datetime] = ()
) -> datetime | None:
    """The first slot after an instant, UTC, in whose minute nothing is due; None without slots."""
    if not slots:
        return None
    full = {_minute(at) for at in taken}
    coming = _coming(slots, tz, after.astimezone(tz).date())
    return next(at for at in coming if at > after and _minute(at) not in full)


def instant_of(day: date, wall: time, tz: ZoneInfo) -> datetime:
    """The instant, UTC, at which a slot comes on this day."""
    local = datetime.combine(day, wall.replace(second=0, microsecond=0))
    first, second = (local.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    # In a gap the two are reversed, with the change of the clocks between them.
    return _change(second, first, tz) if second < first else first


def _coming(slots: Collection[Weekly], tz: ZoneInfo, today: date) -> Iterator[datetime]:
    # From yesterday on: where a whole day is skipped, its slots come on the next.
    for ahead in count(-1):
        day = today + ahead * DAY
        walls = sorted({slot.wall for slot in slots if slot.weekday == day.weekday()})
        yield from (instant_of(day, wall, tz) for wall in walls)


def _change(before: datetime, after: datetime, tz: ZoneInfo) -> datetime:
    """The instant between two at which the clocks change, to the second."""
    old = before.astimezone(tz).utcoffset()
    seconds = range(int(before.timestamp()), int(after.timestamp()) + 1)
    place = bisect_left(
        seconds, 1, key=lambda at: datetime.fromtimestamp(at, tz).utcoffset() != old
    )
    return datetime.fromtimestamp(seconds[place], UTC)


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)
