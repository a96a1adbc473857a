"""What an approval says beside yes: when, on what conditions, and how long it is good for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from types import EllipsisType
from typing import Any, TypedDict

from publisher.accounts.policy import lasts_of
from publisher.review.errors import NoSlots, SlotGone, TimePassed
from publisher.schedule.local_time import GRACE, AlreadyPast, zone_of
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.models import Move, Thread
from publisher.thread.states import ThreadState
from publisher.thread.transitions import EMBARGO
from publisher.web.templatetags.desk import Wall, full

#: What is due shortly before midnight may be late too, this long at most.
AT_LEAST = timedelta(hours=1)


class Lasts(StrEnum):
    """How long an approval is good for; the word is what a form sends."""

    DAY = "day"
    WEEK = "week"
    NEVER = "never"


class Stood(TypedDict, total=False):
    """What a page showed of the terms its thread had; `start` is when it was to leave."""

    not_before: datetime | None
    start: datetime | None
    breaking: bool
    late_after: int
    lasts: Lasts


class Terms(TypedDict, total=False):
    """What `approve` takes; what is not said stays as the thread has it.

    Of `at`, `now`, `slot` and `later`, without a time, one; or none for the time the thread had.
    `wall` is the time as typed; `expected` the slot that stood on the page, `seen` the fingerprint
    that stood there: where either is another by now, nothing is approved. `not_before` is None only
    where an embargo is to be lifted. `stood` is what the page showed that these were chosen on.
    """

    at: datetime | None
    now: bool
    slot: bool
    later: bool
    expected: datetime | None
    wall: str
    not_before: datetime | None
    breaking: bool
    late_after: int | None
    lasts: Lasts
    seen: str
    stood: Stood


def due_of(thread: Thread, terms: Terms, moment: datetime) -> datetime | None:
    """The instant these terms mean. Raises AlreadyPast, TimePassed, NoSlots or SlotGone."""
    if terms.get("now"):
        return moment
    if terms.get("slot"):
        return _slot(thread, terms.get("expected"), moment)
    due, typed = terms.get("at"), terms.get("wall", "")
    if due is None:
        return None if terms.get("later") else _had(thread, terms, moment)
    if due < moment - GRACE:
        zone = thread.account.newsroom.zone if typed else "UTC"
        raise AlreadyPast(typed or f"{due:%Y-%m-%d %H:%M}", zone)
    return due


def start_had(thread: Thread) -> datetime | None:
    """When a thread was to leave by the last approval that gave it a time; None without one."""
    begins = max(filter(None, (thread.due_at, thread.not_before)), default=None)
    return begins if thread.due_at and begins else None


def embargo_of(thread: Thread, terms: Terms) -> datetime | None:
    """The embargo on these terms: as the thread has it unless they say another, or none."""
    return terms.get("not_before", thread.not_before)


def changes_embargo(thread: Thread, terms: Terms, moment: datetime) -> bool:
    """Whether these terms lift or move an embargo that is still in force."""
    stands = thread.not_before and thread.not_before > moment
    return bool(stands) and embargo_of(thread, terms) != thread.not_before


def _had(thread: Thread, terms: Terms, moment: datetime) -> datetime | None:
    """The time the thread had, while it can still be met."""
    if thread.due_at is None:
        return None
    begins = max(filter(None, (thread.due_at, embargo_of(thread, terms))))
    if begins < moment - GRACE:
        raise TimePassed(full(begins, Wall(thread.account.newsroom.zone, moment)))
    return thread.due_at


def start_of(thread: Thread, terms: Terms, moment: datetime) -> datetime:
    """When its first post would leave on these terms: now where no time is said. Raises as `due_of`."""
    due, not_before = due_of(thread, terms, moment), embargo_of(thread, terms)
    return max(filter(None, (due, not_before, moment)))


def conditions_of(
    thread: Thread, terms: Terms, due: datetime | None, moment: datetime
) -> dict[str, Any]:
    """The columns of a thread that these terms set."""
    not_before, late = embargo_of(thread, terms), terms.get("late_after")
    late = thread.late_after if late is None else late
    start = max(filter(None, (due, not_before, moment)))
    newsroom = thread.account.newsroom
    return {
        "not_before": not_before,
        "approved_until": good_until(
            start, newsroom.zone, late, terms.get("lasts") or lasts_had(thread, sealed_at(thread))
        ),
        "breaking": terms.get("breaking", thread.breaking),
        "late_after": late,
    }


def embargo_approved(thread: Thread, moves: Iterable[Move]) -> datetime | None:
    """The embargo of its last approval: what the first change since says it was, or as it is now."""
    since: list[Move] = []
    for move in moves:
        if move.subject == "thread" and move.after == ThreadState.APPROVED:
            since = []
        elif move.subject == EMBARGO:
            since.append(move)
    if not since:
        return thread.not_before
    return datetime.fromisoformat(since[0].before) if since[0].before else None


def lasts_had(
    thread: Thread, sealed: datetime | None, embargo: datetime | EllipsisType | None = ...
) -> Lasts:
    """How long its last approval, given at `sealed`, was to be good; the house's where it had none.

    `embargo` is the one it was given with, looked up where it is not said.
    """
    if sealed is None:
        return Lasts(lasts_of(thread.account.newsroom))
    if thread.approved_until is None:
        return Lasts.NEVER
    if isinstance(embargo, EllipsisType):
        moves = thread.moves.filter(subject__in=("thread", EMBARGO)).order_by("id")
        embargo = embargo_approved(thread, moves)
    begins = max(filter(None, (thread.due_at, embargo, sealed)))
    # A day ends within a day, or an hour after its time; a week beyond that is more than both.
    return Lasts.WEEK if thread.approved_until - begins > timedelta(days=2) else Lasts.DAY


def sealed_at(thread: Thread) -> datetime | None:
    """When it was approved last, if ever."""
    rows = thread.revisions.filter(sealed_at__isnull=False).order_by("-sealed_at")
    return rows.values_list("sealed_at", flat=True).first()


def good_until(start: datetime, zone: str, late: int, lasts: Lasts) -> datetime | None:
    """When an approval for this start lapses by itself; None for never."""
    if lasts == Lasts.NEVER:
        return None
    if lasts == Lasts.WEEK:
        return end_of_local_day(start, zone, days=7)
    return max(end_of_local_day(start, zone), start + min(timedelta(seconds=late), AT_LEAST))


def end_of_local_day(due: datetime, zone: str, days: int = 0) -> datetime:
    """The end of the local day of this instant, or of the day so many days later."""
    tz = zone_of(zone)
    after = due.astimezone(tz).date() + timedelta(days=days + 1)
    return datetime.combine(after, time(), tz).astimezone(UTC)


def _slot(thread: Thread, expected: datetime | None, moment: datetime) -> datetime:
    free = next_free_slot(thread.account, moment, but=thread)
    if free is None:
        raise NoSlots
    if expected and expected != free:
        wall = Wall(thread.account.newsroom.zone, moment)
        raise SlotGone(full(expected, wall), full(free, wall), passed=expected <= moment)
    return free
