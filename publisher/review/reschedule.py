"""Another time for a thread that was approved already: the same version, approved anew."""

from __future__ import annotations

from typing import Any, Unpack

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.approve import approve
from publisher.review.edit import newest_of
from publisher.review.errors import Closed
from publisher.review.permissions import require_permission
from publisher.review.terms import Terms
from publisher.schedule.next_slot import lock_schedule
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import ANOTHER_TIME, move_thread

TIMED = frozenset({T.APPROVED, T.SCHEDULED, T.MISSED})


def reschedule_thread(
    thread: Thread, *, rev: int, epoch: int, who: Person, **terms: Unpack[Terms]
) -> None:
    """Take a thread off its time and approve the same version for another, for none yet, or anew.

    `epoch` is the thread's when the page was drawn: two editors never overwrite each other's time.
    Raises Overtaken, and what `approve` raises; then it keeps the time it has.
    """
    require_permission(who, thread.account.newsroom, Act.APPROVE)
    with transaction.atomic():
        # Before the thread's own row, as a sender does.
        lock_schedule(thread.account)
        newest_of(thread, rev)
        if thread.state not in TIMED:
            raise Closed(thread.state, "given another time")
        guard = {"rev": rev, "epoch": epoch}
        move_thread(thread, T.IN_REVIEW, who=who, why=ANOTHER_TIME, guard=guard, **_undone(epoch))
        approve(thread, rev=rev, who=who, **terms)


def _undone(epoch: int) -> dict[str, Any]:
    # A new epoch fences out a worker that is preparing the thread for its old time, which stays
    # the thread's until the approval says another.
    return {**dict.fromkeys(("approved", "wake_at", "prepared_at")), "epoch": epoch + 1}
