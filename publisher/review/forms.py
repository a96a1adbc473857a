"""What an editor's forms say, as values. A form that no page of ours draws is a BadRequest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import BadRequest

from publisher.accounts.policy import lasts_of
from publisher.review.errors import TwoTimes
from publisher.review.terms import Lasts, Terms
from publisher.schedule.wall import TimeError, instant
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState
from publisher.web.here import number
from publisher.web.templatetags.desk import DAY, MINUTE, Wall, many

#: How far ahead the list of days reaches.
DAYS_AHEAD = 28
#: Beyond this a day was never in the list; near its ends the calendar itself gives out.
FAR = timedelta(days=3660)
MIN_YEAR, MAX_YEAR = 1970, 9000
#: As long as a fingerprint is.
FINGERPRINT = 9
_CHOICES = {"now": "Now", "slot": "At the next free posting time", "later": "Without a time"}
#: How late a thread may get and still go out by itself, in seconds.
LATENESS = (20 * 60, 0, 86_400)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a thread goes out: now, in the next free slot, at an instant, or not said yet.

    `wall` is the instant as typed; `expected` the slot that stood on the page.
    """

    now: bool = False
    at: datetime | None = None
    wall: str = ""
    slot: bool = False
    expected: datetime | None = None


def timing(data: Mapping[str, str], wall: Wall) -> Timing:
    """The choice of the approval form. Raises a TimeError, or TwoTimes."""
    typed = data.get("time", "").strip()
    match data.get("when"):
        case "now" if not typed:
            return Timing(now=True)
        case "slot" if not typed:
            return Timing(
                slot=True, expected=instant_in(data, "slot") if data.get("slot") else None
            )
        case "later" if not typed:
            return Timing()
        case "now" | "slot" | "later" as chosen:
            raise TwoTimes(typed, f"chose “{_CHOICES[chosen]}”")
        case "time":
            at = instant(_day(data.get("day", ""), wall), typed, wall.zone, now=wall.now)
            return Timing(at=at, wall=f"{wall.on(at):%Y-%m-%d %H:%M}")
    raise BadRequest("no choice of when")


def conditions(data: Mapping[str, str], wall: Wall) -> Terms:
    """All terms of an approval but what differs from thread to thread. Raises as `timing` does."""
    when = timing(data, wall)
    return Terms(
        now=when.now,
        at=when.at,
        wall=when.wall,
        slot=when.slot,
        not_before=embargo(data, wall),
        breaking="breaking" in data,
        late_after=lateness(data),
        lasts=lasting(data),
    )


def terms(data: Mapping[str, str], wall: Wall) -> Terms:
    """The same with what the page said of its one thread: the slot, and what would be sent."""
    when = timing(data, wall)
    return {
        **conditions(data, wall),
        "expected": when.expected,
        "seen": data.get("seen", "")[:FINGERPRINT],
    }


def embargo(data: Mapping[str, str], wall: Wall) -> datetime | None:
    """The instant before which nothing goes out, if asked for. Raises a TimeError, or TwoTimes."""
    typed = data.get("embargo_time", "").strip()
    if "embargo" in data:
        return instant(_day(data.get("embargo_day", ""), wall), typed, wall.zone, now=wall.now)
    if typed:
        raise TwoTimes(typed, "did not tick “Embargo”")
    return None


def wrong_times(data: Mapping[str, str], wall: Wall) -> dict[str, str]:
    """Why a time cannot be used, by the field it was typed in; nothing where all can."""
    if "when" not in data:
        return {}
    tried = {"time": timing, "embargo_time": embargo}
    return {name: why for name, read in tried.items() if (why := _wrong(read, data, wall))}


def _wrong(
    read: Callable[[Mapping[str, str], Wall], object], data: Mapping[str, str], wall: Wall
) -> str:
    try:
        read(data, wall)
    except (TimeError, TwoTimes) as error:
        return str(error)
    return ""


def lateness(data: Mapping[str, str]) -> int:
    """Seconds a thread may be late and still go out by itself."""
    return number(data, "late_after")


def as_usual(typed: Mapping[str, str], thread: Thread) -> bool:
    """Whether lateness and lasting are what the house begins with: then they are folded away."""
    house = thread.account.newsroom
    usual = (str(house.late_after), str(Lasts(lasts_of(house))))
    return (typed.get("late_after"), str(typed.get("lasts"))) == usual


def lasting(data: Mapping[str, str]) -> Lasts:
    """How long the approval is good for: to the end of the day unless the form says otherwise."""
    try:
        return Lasts(data.get("lasts", Lasts.DAY))
    except ValueError as error:
        raise BadRequest("no such time to lapse") from error


def started(thread: Thread, wall: Wall) -> dict[str, str]:
    """How the form begins: with the conditions the thread has, and no time chosen for an editor."""
    begun = {
        # Said though nothing is chosen: each day of a list asks whether it is the one.
        "day": "",
        "embargo_day": "",
        "embargo_time": "",
        "when": "now" if thread.state == ThreadState.IN_REVIEW else "time",
        "late_after": str(thread.late_after),
        "lasts": _lasts(thread),
    }
    if thread.breaking:
        begun["breaking"] = "on"
    if thread.not_before and thread.not_before > wall.now:
        local = wall.on(thread.not_before)
        begun |= {
            "embargo": "on",
            "embargo_day": f"{local:%Y-%m-%d}",
            "embargo_time": f"{local:%H:%M}",
        }
    return begun


def days(wall: Wall, also: str = "") -> list[tuple[str, str]]:
    """The days that can be chosen: their ISO form and how they are called; `also` is one more."""
    today = wall.today.date()
    listed = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    if also and date.fromisoformat(also) > listed[-1]:
        listed.append(date.fromisoformat(also))
    return [(each.isoformat(), _called(each, today)) for each in listed]


def latenesses(thread: Thread) -> list[tuple[str, str]]:
    """What may be chosen for when it gets late: seconds, and the words for them."""
    choices = dict.fromkeys([thread.late_after, *LATENESS])
    return [(str(seconds), _late(seconds)) for seconds in choices]


def _late(seconds: int) -> str:
    if seconds == 0:
        return "Never send late, ask me"
    if seconds >= DAY:
        return "Send whenever it is possible that day"
    return f"Send up to {many(seconds // MINUTE, 'minute', 'minutes')} late, then ask me"


def lastings() -> list[tuple[str, str]]:
    """What may be chosen for when an approval lapses by itself."""
    return [
        (Lasts.DAY, "Until the end of its day"),
        (Lasts.WEEK, "A week longer"),
        (Lasts.NEVER, "It does not lapse"),
    ]


def _lasts(thread: Thread) -> str:
    # How it was approved last, where it stands approved; as the house has it otherwise.
    if thread.approved and not thread.approved_until:
        return Lasts.NEVER
    return Lasts(lasts_of(thread.account.newsroom))


def instant_in(data: Mapping[str, str], name: str) -> datetime:
    """An instant that a page of ours drew into its form."""
    try:
        moment = datetime.fromisoformat(data.get(name, ""))
    except ValueError as error:
        raise BadRequest(f"{name} is no instant") from error
    if moment.tzinfo is None or not MIN_YEAR < moment.year < MAX_YEAR:
        raise BadRequest(f"{name} is no instant of ours")
    return moment


def _called(each: date, today: date) -> str:
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
