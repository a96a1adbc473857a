"""From the embargo lines of an explainer to the time before which its threads must not begin.

What they leave open is said by a code, for an editor to read: `no time`, `no day`, `no year`, `no zone`,
`two readings`, `words only`, `kept` where the words stand in the text as well, and `past`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

from publisher.explainer.model import Embargo, Moment, Zone
from publisher.schedule.local_time import zone_of

#: Two years of which neither has a 29 February may follow each other, and once seven do.
_YEARS = 9
_WEEK = 7
_DAY_ENDS = 24
#: What each code says to an editor.
_DOUBTS = {
    "words only": "it names no time",
    "no time": "it names no time of day",
    "no day": "it names no day",
    "no year": "it names no year, so the next such day was taken",
    "no zone": "it names no time zone, so the newsroom’s was taken",
    "two readings": "it can be read in more than one way, and the latest was taken",
    "kept": "it may be part of the story, so its words are still in the text",
    "past": "its time has passed",
}
#: Beside it nothing else is doubtful: it was an embargo.
PAST = "past"


@dataclass(frozen=True, slots=True)
class EmbargoFound:
    """Until when a text is held back, if that could be read, and what is doubtful about it."""

    until: datetime | None
    doubts: tuple[str, ...]

    @property
    def asks(self) -> bool:
        """Whether an editor has to read the lines before the thread can be approved."""
        return bool(self.doubts) and self.doubts != (PAST,)


def resolve_embargo(lines: Sequence[Embargo], zone: str, received: datetime) -> EmbargoFound | None:
    """Read embargo lines as they were meant when they came, on the clocks of the newsroom's zone.

    Gives the latest of all readings that the lines allow; None where there are no lines.
    """
    if not lines:
        return None
    doubts: dict[str, None] = {}
    instants: set[datetime] = set()
    for line in lines:
        read = _instants(line, zone, received, doubts) if not line.kept else {}
        doubts.update(dict.fromkeys(["kept"] if line.kept else [] if read else ["words only"]))
        instants.update(read)
    return _judged(instants, tuple(doubts), received)


def in_words(doubts: Iterable[str]) -> str:
    """What is doubtful, as an editor reads it."""
    return "; ".join(_DOUBTS.get(code, code) for code in doubts)


def embargo_as_json(lines: Sequence[Embargo], found: EmbargoFound) -> dict[str, Any]:
    """The same as JSON, for a version's content."""
    return {
        "lines": [line.words for line in lines],
        "until": found.until.isoformat() if found.until else None,
        "doubts": list(found.doubts),
        "asks": found.asks,
    }


def until_of(content: Mapping[str, Any]) -> datetime | None:
    """The embargo that a version's content notes, if one could be read."""
    until = content.get("embargo", {}).get("until")
    return datetime.fromisoformat(until) if until else None


def _judged(instants: set[datetime], doubts: tuple[str, ...], received: datetime) -> EmbargoFound:
    if len(instants) > 1:
        doubts = (*dict.fromkeys([*doubts, "two readings"]),)
    until = max(instants, default=None)
    if until and until <= received:
        others = tuple(each for each in doubts if each in ("kept", "words only"))
        return EmbargoFound(None, (*others, PAST))
    return EmbargoFound(until, doubts)


def _instants(
    line: Embargo, zone: str, received: datetime, doubts: dict[str, None]
) -> dict[datetime, None]:
    """Every instant the line may mean; what it leaves open is added to `doubts`."""
    found: dict[datetime, None] = {}
    for moment in line.moments:
        doubts.update(dict.fromkeys(_open(moment, unclear=line.unclear)))
        for hour in moment.hours or (0,):
            for tz in _zones(moment.zone, zone):
                found.update(dict.fromkeys(_nearest(moment, hour, tz, received)))
    if line.moments and not found:
        doubts["two readings"] = None
    return found


def _open(moment: Moment, *, unclear: bool) -> Iterator[str]:
    if not moment.hours:
        yield "no time"
    if moment.day is None:
        yield "no day"
    elif moment.year is None:
        yield "no year"
    if moment.zone is None or unclear:
        yield "no zone"


def _zones(named: Zone | None, house: str) -> Iterator[tzinfo]:
    """The clocks that a zone's name may mean: with a name such as EST, its own and those of its place."""
    if named is None:
        yield zone_of(house)
        return
    if named.minutes is not None:
        yield timezone(timedelta(minutes=named.minutes))
    if named.place:
        yield zone_of(named.place)


def _nearest(moment: Moment, hour: int, tz: tzinfo, received: datetime) -> list[datetime]:
    """The nearest such time that is not before it came; a day with its year is what it is."""
    for day in _days(moment, received.astimezone(tz).date()):
        found = _at(day, hour, moment.minute, tz)
        if moment.year is not None or max(found) >= received:
            odd = moment.weekday not in (None, day.weekday()) and moment.day is not None
            # On another weekday than it says, it may be the day after as well.
            return [*found, *(each + timedelta(days=1) for each in found if odd)]
    return []


def _days(moment: Moment, today: date) -> Iterator[date]:
    if moment.month is not None and moment.day is not None:
        years = [moment.year] if moment.year else range(today.year, today.year + _YEARS)
        for year in years:
            try:
                yield date(year, moment.month, moment.day)
            except ValueError:
                continue
        return
    for ahead in range(_WEEK + 1):
        day = today + timedelta(days=ahead)
        if moment.weekday in (None, day.weekday()):
            yield day


def _at(day: date, hour: int, minute: int, tz: tzinfo) -> list[datetime]:
    """The instants of a wall time: two where the clocks are put back over it or forward."""
    start = datetime(day.year, day.month, day.day, hour % _DAY_ENDS, minute)  # noqa: DTZ001 put on its clock below
    wall = start + timedelta(days=hour // _DAY_ENDS)
    both = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    return list(dict.fromkeys(both))
