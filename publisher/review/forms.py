"""What an editor's forms say, as values. A form that no page of ours draws is a BadRequest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import BadRequest

from publisher.review.errors import TwoTimes
from publisher.review.terms import Lasts, Stood, Terms
from publisher.schedule.local_time import TimeError, resolve_local_time
from publisher.web.here import parse_number
from publisher.web.templatetags.desk import DAY, MINUTE, Wall, format_count

#: How far ahead the list of days reaches.
DAYS_AHEAD = 28
#: Beyond this a day was never in the list; near its ends the calendar itself gives out.
FAR = timedelta(days=3660)
MIN_YEAR, MAX_YEAR = 1970, 9000
#: As long as a fingerprint is.
FINGERPRINT = 9
_CHOICES = {
    "now": "Now",
    "slot": "At the next free posting time",
    "later": "Without a time",
    "had": "At the time each had",
}
#: How a page says whether its thread was breaking.
_SHOWN = {"on": True, "off": False}
#: How late a thread may get and still go out by itself, in seconds.
LATENESS = (20 * 60, 0, 86_400)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a thread goes out: now, in the next free slot, at an instant, or not said yet.

    `wall` is the instant as typed; `expected` the slot that stood on the page. `later` is without a
    time; where nothing is chosen a thread keeps the time it had.
    """

    now: bool = False
    at: datetime | None = None
    wall: str = ""
    slot: bool = False
    expected: datetime | None = None
    later: bool = False


def parse_timing(data: Mapping[str, str], wall: Wall) -> Timing:
    """The choice of the approval form. Raises a TimeError, or TwoTimes."""
    typed, had = data.get("time", "").strip(), parse_untouched_time(data, wall, "time")
    # What stood there already was not typed.
    own = "" if had else typed
    match data.get("when"):
        case "now" if not own:
            return Timing(now=True)
        case "slot" if not own:
            return Timing(
                slot=True, expected=instant_in(data, "slot") if data.get("slot") else None
            )
        case "later" if not own:
            return Timing(later=True)
        case "had" if not own:
            return Timing()
        case "now" | "slot" | "later" | "had" as chosen:
            raise TwoTimes(typed, f"chose “{_CHOICES[chosen]}”")
        case "time":
            at = had or resolve_local_time(
                _day(data.get("day", ""), wall), typed, wall.zone, now=wall.now
            )
            return Timing(at=at, wall=f"{wall.on(at):%Y-%m-%d %H:%M}")
    raise BadRequest("no choice of when")


def parse_untouched_time(data: Mapping[str, str], wall: Wall, name: str) -> datetime | None:
    """The instant that stood in a field of a time when it was drawn, where it still stands there.

    A time the clocks are put back over comes twice: what was not touched means what it meant.
    """
    had = instant_in(data, f"had_{name}") if data.get(f"had_{name}") else None
    if had is None or abs(had - wall.now) > FAR:
        return None
    day = data.get("day" if name == "time" else "embargo_day", "")
    stood = wall.on(had)
    same = (day, data.get(name, "").strip()) == (f"{stood:%Y-%m-%d}", f"{stood:%H:%M}")
    return had if same else None


def parse_shared_terms(data: Mapping[str, str], wall: Wall) -> Terms:
    """All terms of an approval but what differs from thread to thread. Raises as `parse_timing` does.

    What the form leaves out is left out here: it stays as it is.
    """
    when = parse_timing(data, wall) if data.get("when") else Timing()
    said = Terms(now=when.now, at=when.at, wall=when.wall, slot=when.slot, later=when.later)
    if "breaking" in data or "had_breaking" in data:
        said["breaking"] = "breaking" in data
    if data.get("late_after"):
        said["late_after"] = parse_late_after(data)
    if data.get("lasts"):
        said["lasts"] = parse_approval_validity(data)
    said.update(parse_embargo(data, wall))
    if shown := parse_shown_terms(data):
        said["stood"] = shown
    return said


def parse_shown_terms(data: Mapping[str, str]) -> Stood:
    """What the page showed of the terms the thread had; nothing of what it did not show."""
    shown = Stood()
    if "had_embargo_time" in data:
        shown["not_before"] = _instant_or_none(data, "had_embargo_time")
    if "had_time" in data:
        shown["start"] = _instant_or_none(data, "had_time")
    if data.get("had_breaking") in _SHOWN:
        shown["breaking"] = _SHOWN[data["had_breaking"]]
    if data.get("had_late_after"):
        shown["late_after"] = parse_number(data, "had_late_after")
    if data.get("had_lasts"):
        shown["lasts"] = parse_approval_validity(data, "had_lasts")
    return shown


def _instant_or_none(data: Mapping[str, str], name: str) -> datetime | None:
    return instant_in(data, name) if data[name] else None


def parse_terms(data: Mapping[str, str], wall: Wall) -> Terms:
    """The same with what the page said of its one thread: the slot, and what would be sent."""
    when = parse_timing(data, wall) if data.get("when") else Timing()
    return {
        **parse_shared_terms(data, wall),
        "expected": when.expected,
        "seen": data.get("seen", "")[:FINGERPRINT],
    }


def parse_embargo(data: Mapping[str, str], wall: Wall) -> Terms:
    """The instant before which nothing goes out, or None to lift it; nothing where it stays as it is.

    It is lifted only by a form that showed it. Raises a TimeError, or TwoTimes.
    """
    typed, had = (
        data.get("embargo_time", "").strip(),
        parse_untouched_time(data, wall, "embargo_time"),
    )
    if "embargo" in data:
        day = data.get("embargo_day", "")
        return Terms(
            not_before=had or resolve_local_time(_day(day, wall), typed, wall.zone, now=wall.now)
        )
    if typed and not had:
        raise TwoTimes(typed, "did not tick “Embargo”")
    return Terms(not_before=None) if data.get("had_embargo_time") else Terms()


def wrong_times(data: Mapping[str, str], wall: Wall) -> dict[str, str]:
    """Why a time cannot be used, by the field it was typed in; nothing where all can."""
    if not data.get("when"):
        return {}
    tried = {"time": parse_timing, "embargo_time": parse_embargo}
    return {name: why for name, read in tried.items() if (why := _wrong(read, data, wall))}


def _wrong(
    read: Callable[[Mapping[str, str], Wall], object], data: Mapping[str, str], wall: Wall
) -> str:
    try:
        read(data, wall)
    except (TimeError, TwoTimes) as error:
        return str(error)
    return ""


def parse_late_after(data: Mapping[str, str]) -> int:
    """Seconds a thread may be late and still go out by itself."""
    return parse_number(data, "late_after")


def parse_approval_validity(data: Mapping[str, str], name: str = "lasts") -> Lasts:
    """How long the approval is good for."""
    try:
        return Lasts(data.get(name, ""))
    except ValueError as error:
        raise BadRequest("no such time to lapse") from error


def list_day_choices(wall: Wall, *also: str) -> list[tuple[str, str]]:
    """The days that can be chosen: their ISO form and how they are called; `also` are some more."""
    today = wall.today.date()
    listed = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    further = {date.fromisoformat(each) for each in also if each}
    listed += sorted(each for each in further if each > listed[-1])
    return [(each.isoformat(), format_day(each, today)) for each in listed]


def list_late_after_choices(*kept: int) -> list[tuple[str, str]]:
    """What may be chosen for when it gets late: seconds, and the words for them."""
    return [(str(seconds), _late(seconds)) for seconds in dict.fromkeys([*kept, *LATENESS])]


def _late(seconds: int) -> str:
    if seconds == 0:
        return "Never send late, ask me"
    if seconds >= DAY:
        return "Send whenever it is possible that day"
    return f"Send up to {format_count(seconds // MINUTE, 'minute', 'minutes')} late, then ask me"


def list_validity_choices() -> list[tuple[str, str]]:
    """What may be chosen for when an approval lapses by itself."""
    return [
        (Lasts.DAY, "Until the end of its day"),
        (Lasts.WEEK, "A week longer"),
        (Lasts.NEVER, "It does not lapse"),
    ]


def instant_in(data: Mapping[str, str], name: str) -> datetime:
    """An instant that a page of ours drew into its form."""
    try:
        moment = datetime.fromisoformat(data.get(name, ""))
    except ValueError as error:
        raise BadRequest(f"{name} is no instant") from error
    if moment.tzinfo is None or not MIN_YEAR < moment.year < MAX_YEAR:
        raise BadRequest(f"{name} is no instant of ours")
    return moment


def format_day(each: date, today: date) -> str:
    """A day as the list of days names it."""
    plain = f"{each:%a} {each.day} {each:%b}"
    return f"Today, {plain}" if each == today else plain


def _day(typed: str, wall: Wall) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise BadRequest("not a day") from error
    if abs(day - wall.today.date()) > FAR:
        raise BadRequest("not a day of the list")
    return day
