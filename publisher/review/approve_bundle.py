"""One explainer for several accounts: its threads are approved, or sent back, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from publisher.accounts.models import Person
from publisher.review.approve import approve, send_back
from publisher.review.errors import Again, DeskError, NeedsReason, NotTogether
from publisher.review.reschedule import reschedule_thread
from publisher.review.terms import Terms
from publisher.schedule.local_time import TimeError
from publisher.schedule.next_slot import lock_schedule
from publisher.thread.models import Thread
from publisher.thread.transitions import Overtaken


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thread of a bundle, as it stood on the page.

    `rev` is the version that was read, `seen` its fingerprint, `slot` the account's next free slot
    there; `epoch` is given where the thread is approved already and gets another time.
    """

    thread: Thread
    rev: int
    seen: str = ""
    slot: datetime | None = None
    epoch: int | None = None


def approve_together(chosen: Sequence[Chosen], *, who: Person, terms: Terms) -> None:
    """Approve all of these on the same terms, each sealed by itself.

    Raises NotTogether, naming each thread that cannot be and why; then not one of them is approved.
    Raises Again where all of them are approved as read already.
    """
    with transaction.atomic():
        # All accounts before any thread, in the order of their ids, as everybody takes them.
        for account in sorted({each.thread.account for each in chosen}, key=lambda one: one.pk):
            lock_schedule(account)
        tried = [
            (each.thread, _refused(each, who, terms))
            for each in sorted(chosen, key=lambda one: one.thread.pk)
        ]
        if refused := [(thread, error) for thread, error in tried if error]:
            raise _told(refused, len(chosen))


def send_back_together(chosen: Sequence[Chosen], *, who: Person, why: str) -> None:
    """Return all of these to their writer for one reason.

    Raises NeedsReason, or NotTogether, naming each that cannot be and why; then none is sent back.
    """
    if not why.strip():
        raise NeedsReason
    with transaction.atomic():
        tried = [(each.thread, _kept_back(each, who, why)) for each in chosen]
        if refused := [(str(thread.account), str(error)) for thread, error in tried if error]:
            raise NotTogether(refused, "sent back")


def _kept_back(each: Chosen, who: Person, why: str) -> Exception | None:
    """Send one back, or give why not."""
    try:
        with transaction.atomic():
            send_back(each.thread, rev=each.rev, who=who, why=why)
    except (DeskError, Overtaken) as error:
        return error
    return None


def _refused(each: Chosen, who: Person, terms: Terms) -> Exception | None:
    """Approve one, or give why not."""
    its: Terms = {**terms, "seen": each.seen, "expected": each.slot}
    try:
        with transaction.atomic():
            if each.epoch is None:
                approve(each.thread, rev=each.rev, who=who, **its)
            else:
                reschedule_thread(each.thread, rev=each.rev, epoch=each.epoch, who=who, **its)
    except (DeskError, TimeError, Overtaken) as error:
        return error
    return None


def _told(refused: Sequence[tuple[Thread, Exception]], chosen: int) -> DeskError:
    again = [error for _, error in refused if isinstance(error, Again)]
    if len(again) == chosen:
        return again[0]
    return NotTogether([(str(thread.account), str(error)) for thread, error in refused])
