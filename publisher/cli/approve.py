"""`publisher approve`: the same rules as on the desk."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, datetime

from publisher.cli import desk
from publisher.cli.queue import SHOWN
from publisher.cli.runner import CommandError
from publisher.review.approve import approve
from publisher.review.embargo_reading import record_embargo_read
from publisher.review.errors import DeskError, EmbargoStands
from publisher.review.lifting import change_embargo
from publisher.review.terms import Lasts, Terms
from publisher.schedule.local_time import TimeError, resolve_local_time, zone_of
from publisher.thread.clock import now
from publisher.thread.models import Person, Thread
from publisher.thread.states import ThreadState
from publisher.thread.transitions import Overtaken


def run(given: argparse.Namespace) -> int:
    """Approve the version that was read."""
    thread = desk.find_thread(given.id)
    who = desk.find_person(given.person)
    chosen = Terms()
    try:
        if given.embargo_read:
            record_embargo_read(thread, rev=given.rev, who=who)
        chosen = _terms(given, thread)
        approve(thread, rev=given.rev, who=who, **chosen)
    except EmbargoStands:
        return _embargo(thread, given.rev, chosen.get("not_before"), who)
    except (DeskError, TimeError) as error:
        raise CommandError(str(error)) from error
    when = f" for {_told(thread)}" if thread.due_at else ", without a time"
    print(f"Version {given.rev} is approved{when}.")  # noqa: T201
    for line in _not_among(thread):
        print(line)  # noqa: T201
    return 0


def _not_among(thread: Thread) -> Iterator[str]:
    """Name the threads of the same explainer that stay as they are."""
    rows = thread.article.threads.exclude(pk=thread.pk).exclude(state=ThreadState.CANCELLED)
    others = list(rows.select_related("account").order_by("account_id", "id"))
    if others:
        yield f"1 of {len(others) + 1} accounts: {thread.account}. Not among them:"
    for other in others:
        stands = SHOWN.get(ThreadState(other.state), other.state.replace("_", " "))
        yield f"  {other.public_id}  {other.account}  {stands}"


def _told(thread: Thread) -> str:
    """The time that was typed, or the end of an embargo that is later."""
    if thread.start == thread.due_at or thread.start is None:
        return f"{thread.due_wall} ({thread.due_zone})"
    zone = thread.account.newsroom.zone
    return (
        f"{thread.start.astimezone(zone_of(zone)):%Y-%m-%d %H:%M} ({zone}), when its embargo ends"
    )


def _embargo(thread: Thread, rev: int, until: datetime | None, who: Person) -> int:
    """Change the embargo alone: who does that, where two are wanted, does not approve it too."""
    try:
        change_embargo(thread, rev=rev, until=until, who=who)
    except (DeskError, Overtaken) as error:
        raise CommandError(str(error)) from error
    done = "moved" if until else "lifted"
    raise CommandError(
        f"The embargo is {done}. Nothing is approved: somebody else has to approve it."
    )


def _terms(given: argparse.Namespace, thread: Thread) -> Terms:
    """What was typed; all else stays as the thread has it."""
    zone = thread.account.newsroom.zone
    said = Terms(now=given.now, slot=given.slot, later=given.later)
    if given.at:
        said |= Terms(at=_instant(given.at, zone), wall=given.at)
    if given.breaking:
        said["breaking"] = True
    if given.embargo:
        said["not_before"] = None if given.embargo == "none" else _instant(given.embargo, zone)
    if given.until:
        said["lasts"] = Lasts(given.until)
    return said


def _instant(typed: str, zone: str) -> datetime:
    day, _, time = typed.strip().partition(" ")
    try:
        return resolve_local_time(date.fromisoformat(day), time, zone, now=now())
    except ValueError as error:
        if isinstance(error, TimeError):
            raise
        raise CommandError(f"“{typed}” is no day and time: write 2026-05-01 07:30.") from error
