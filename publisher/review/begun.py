"""How an approval form begins: with the time and conditions its threads have, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.accounts.policy import lasts_of
from publisher.review.forms import format_day, parse_untouched_time
from publisher.review.terms import Lasts, lasts_had, start_had
from publisher.review.thread_rows import LoadedRows
from publisher.schedule.local_time import GRACE, TimeError, wall_time
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
    approved: bool = False

    def passed(self, moment: datetime) -> bool:
        return self.start is not None and self.start < moment - GRACE


def current_terms_of(thread: Thread, behind: LoadedRows) -> Had:
    """Of one thread, with the rows behind its page."""
    sealed, embargo = behind.approved_at(thread), behind.embargo_had(thread)
    lasts = lasts_had(thread, sealed, embargo)
    return Had(thread, start_had(thread), lasts, sealed is not None)


def initial_form_values(hads: Sequence[Had], wall: Wall) -> dict[str, str]:
    """What stands in the form, by field: what all threads share, and as it is where they differ."""
    threads = [each.thread for each in hads]
    form = {"when": _when(hads, wall), "day": "", "embargo_day": "", "embargo_time": ""}
    starts = {each.start for each in hads}
    if len(starts) == 1:
        start = starts.pop()
        form["had_time"] = start.isoformat() if start else ""
        form |= _stands(start, wall, "day", "time") if start and form["when"] == "time" else {}
    for name, values in (
        ("late_after", (str(each.late_after) for each in threads)),
        ("lasts", (str(each.lasts) for each in hads)),
    ):
        form[name] = form[f"had_{name}"] = _same(values)
    breaking = {each.breaking for each in threads}
    if len(breaking) == 1:
        is_ = breaking.pop()
        form |= {"had_breaking": "on" if is_ else "off"} | ({"breaking": "on"} if is_ else {})
    return form | _embargo(threads, wall)


def hidden_fields_of(begins: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields nobody sees that say what stood in the form, by name."""
    return [(name, value) for name, value in begins.items() if name.startswith("had_")]


def refresh_form_values(
    typed: Mapping[str, str], begins: Mapping[str, str], wall: Wall
) -> dict[str, str]:
    """What was typed, to be drawn again: what nobody had touched stands there as it is by now."""
    fresh = dict(typed)
    if typed.get("when") == "time" and parse_untouched_time(typed, wall, "time"):
        fresh |= {name: begins.get(name, "") for name in ("when", "day", "time")}
    for name in ("late_after", "lasts"):
        if typed.get(name) and typed.get(name) == typed.get(f"had_{name}"):
            fresh[name] = begins[name]
    if typed.get("had_breaking") == ("on" if "breaking" in typed else "off"):
        _replace(fresh, begins, "breaking")
    if _embargo_untouched(typed, wall):
        _replace(fresh, begins, "embargo", "embargo_day", "embargo_time")
    elif "embargo" not in typed and parse_untouched_time(typed, wall, "embargo_time"):
        _replace(fresh, begins, "embargo_day", "embargo_time")
    return fresh | dict(hidden_fields_of(begins))


def _embargo_untouched(typed: Mapping[str, str], wall: Wall) -> bool:
    if typed.get("had_embargo_time"):
        return "embargo" in typed and parse_untouched_time(typed, wall, "embargo_time") is not None
    return "embargo" not in typed and not typed.get("embargo_time", "").strip()


def _replace(fresh: dict[str, str], begins: Mapping[str, str], *names: str) -> None:
    for name in names:
        fresh.pop(name, None)
        if name in begins:
            fresh[name] = begins[name]


def describe_previous_times(hads: Sequence[Had], wall: Wall) -> list[str]:
    """What became of the times they had, in sentences: kept, or passed."""
    timed = [each for each in hads if each.start]
    several = len(hads) > 1
    return [_told(each, wall, several=several) for each in timed]


def list_differing_embargoes(threads: Sequence[Thread], wall: Wall) -> list[str]:
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
        return _untimed(hads)
    if not all(starts) or any(each.passed(wall.now) for each in hads):
        return ""
    return "time" if len(set(starts)) == 1 else "had"


def _untimed(hads: Sequence[Had]) -> str:
    """What was approved without a time is not sent now because it was changed."""
    if hads[0].thread.state != ThreadState.IN_REVIEW:
        return "time"
    approved = {each.approved for each in hads}
    return "" if len(approved) > 1 else "later" if approved.pop() else "now"


def _embargo(threads: Sequence[Thread], wall: Wall) -> dict[str, str]:
    until = {_in_force(each, wall) for each in threads}
    if len(until) > 1:
        return {}
    stands = until.pop()
    if stands is None:
        return {"had_embargo_time": ""}
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


def build_submit_button(
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
    return time if on == today else f"{format_day(on, today)} {time}"
