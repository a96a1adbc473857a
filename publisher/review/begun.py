"""How an approval form begins: with the time and conditions its threads have, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.accounts.policy import lasts_of
from publisher.review.behind import Behind
from publisher.review.forms import called
from publisher.review.terms import Lasts, lasts_had, start_had
from publisher.schedule.wall import GRACE, TimeError, wall_time
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState
from publisher.web.templatetags.desk import Wall, short

#: A choice that leaves each thread of a bundle what it has.
AS_IT_IS = ""


@dataclass(frozen=True, slots=True)
class Had:
    """What a thread had: the time it was to leave, and how long its approval was to be good."""

    thread: Thread
    start: datetime | None
    lasts: Lasts

    def passed(self, moment: datetime) -> bool:
        return self.start is not None and self.start < moment - GRACE


def had(thread: Thread, behind: Behind) -> Had:
    """Of one thread, with the rows behind its page."""
    sealed = behind.approved_at(thread)
    return Had(thread, start_had(thread), lasts_had(thread, sealed))


def begun(hads: Sequence[Had], wall: Wall) -> dict[str, str]:
    """What stands in the form, by field: what all threads share, and as it is where they differ."""
    threads = [each.thread for each in hads]
    form = {"when": _when(hads, wall), "day": "", "embargo_day": "", "embargo_time": ""}
    starts = {each.start for each in hads}
    if form["when"] == "time" and len(starts) == 1 and (start := starts.pop()):
        form |= _stands(start, wall, "day", "time")
    form["late_after"] = _same(str(each.late_after) for each in threads)
    form["lasts"] = _same(str(each.lasts) for each in hads)
    breaking = {each.breaking for each in threads}
    if len(breaking) == 1:
        form |= {"had_breaking": "yes"} | ({"breaking": "on"} if breaking.pop() else {})
    return form | _embargo(threads, wall)


def lost(hads: Sequence[Had], wall: Wall) -> list[str]:
    """What became of the times they had, in sentences: kept, or passed."""
    timed = [each for each in hads if each.start]
    several = len(hads) > 1
    return [_told(each, wall, several=several) for each in timed]


def embargoes(threads: Sequence[Thread], wall: Wall) -> list[str]:
    """Which embargo each keeps, where they differ."""
    found = [_in_force(each, wall) for each in threads]
    if len(set(found)) == 1:
        return []
    return [
        f"{thread.account}: {f'until {short(until, wall)}' if until else 'none'}"
        for thread, until in zip(threads, found, strict=True)
    ]


def as_usual(typed: Mapping[str, str], thread: Thread) -> bool:
    """Whether lateness and lasting are what the house begins with: then they are folded away."""
    house = thread.account.newsroom
    usual = (str(house.late_after), str(Lasts(lasts_of(house))))
    return (typed.get("late_after"), str(typed.get("lasts"))) == usual


def _told(each: Had, wall: Wall, *, several: bool) -> str:
    when = short(each.start or wall.now, wall)
    what = f"{each.thread.account}: it" if several else "It"
    if each.passed(wall.now):
        return f"{what} was scheduled for {when}; that time has passed."
    whose = f"{each.thread.account}: the" if several else "The"
    return f"{whose} time {when} it had is kept."


def _when(hads: Sequence[Had], wall: Wall) -> str:
    """Nothing is chosen for an editor where a time was lost."""
    starts = [each.start for each in hads]
    if not any(starts):
        return "now" if hads[0].thread.state == ThreadState.IN_REVIEW else "time"
    if not all(starts) or any(each.passed(wall.now) for each in hads):
        return ""
    return "time" if len(set(starts)) == 1 else "had"


def _embargo(threads: Sequence[Thread], wall: Wall) -> dict[str, str]:
    until = {_in_force(each, wall) for each in threads}
    stands = until.pop() if len(until) == 1 else None
    if stands is None:
        return {}
    return {"embargo": "on"} | _stands(stands, wall, "embargo_day", "embargo_time")


def _in_force(thread: Thread, wall: Wall) -> datetime | None:
    return thread.not_before if thread.not_before and thread.not_before > wall.now else None


def _stands(moment: datetime, wall: Wall, day: str, time: str) -> dict[str, str]:
    local = wall.on(moment)
    return {
        day: f"{local:%Y-%m-%d}",
        time: f"{local:%H:%M}",
        f"had_{time}": moment.isoformat(),
    }


def _same(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else AS_IT_IS


@dataclass(frozen=True, slots=True)
class Press:
    """What the button says: `words` now, and what a script makes others of when the choice changes.

    `second` is set where an embargo that stands is for two people to change; times are on the wall.
    """

    words: str
    verb: str
    now: str
    slot: str = ""
    embargo: str = ""
    second: bool = False


def press(
    typed: Mapping[str, str],
    begins: Mapping[str, str],
    wall: Wall,
    slot: datetime | None,
    *,
    second: bool,
    verb: str = "Approve",
) -> Press:
    """The button of a form in which this is typed, and which began so."""
    local = f"{wall.on(slot):{_LOCAL}}" if slot else ""
    until = f"{begins['embargo_day']} {begins['embargo_time']}" if "embargo" in begins else ""
    plain = Press("", verb, f"{wall.today:{_LOCAL}}", local, until, second)
    return replace(plain, words=_words(typed, plain, wall))


def _words(typed: Mapping[str, str], plain: Press, wall: Wall) -> str:
    until = _local(typed, "embargo_day", "embargo_time") if "embargo" in typed else ""
    if plain.second and plain.embargo and until != plain.embargo:
        return f"Move the embargo to {_said(until, wall)}" if until else "Lift the embargo"
    starts = {
        "now": plain.now,
        "slot": plain.slot,
        "time": _local(typed, "day", "time"),
    }
    when = typed.get("when", "")
    if start := starts.get(when, ""):
        late = max(start, until)
        now_ = when == "now" and late == start
        return f"{plain.verb} and post now" if now_ else f"{plain.verb} for {_said(late, wall)}"
    return plain.verb + _OTHERWISE.get(when, "")


_LOCAL = "%Y-%m-%d %H:%M"
_OTHERWISE = {
    "later": ", schedule later",
    "slot": " for the next posting time",
    "had": " for the time each had",
}


def _local(typed: Mapping[str, str], day: str, time: str) -> str:
    """A day and a time as typed, to be compared; nothing where it is no time."""
    try:
        return f"{typed.get(day, '')} {wall_time(typed.get(time, '')):%H:%M}"
    except TimeError:
        return ""


def _said(local: str, wall: Wall) -> str:
    day, _, time = local.partition(" ")
    today = wall.today.date()
    try:
        on = datetime.fromisoformat(day).date()
    except ValueError:
        return time
    return time if on == today else f"{called(on, today)} {time}"
