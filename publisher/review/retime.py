"""Another time for a thread that was approved already: the same version, approved anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.approve import approve
from publisher.review.edit import newest_of
from publisher.review.errors import Closed
from publisher.review.rights import allow
from publisher.thread.models import Thread
from publisher.thread.moves import move
from publisher.thread.states import ThreadState as T

TIMED = frozenset({T.APPROVED, T.SCHEDULED, T.MISSED})


def retime(
    thread: Thread,
    *,
    rev: int,
    epoch: int,
    who: Person,
    at: datetime | None = None,
    now: bool = False,
    wall: str = "",
    not_before: datetime | None = None,
    breaking: bool = False,
    late_after: int | None = None,
) -> None:
    """Take a thread off its time and approve the same version for another, or for none yet.

    `epoch` is the thread's when the page was drawn: two editors never overwrite each other's time.
    Raises Overtaken, and what `approve` raises; then it keeps the time it has.
    """
    allow(who, thread.account.newsroom, Act.APPROVE)
    newest_of(thread, rev)
    if thread.state not in TIMED:
        raise Closed(thread.state, "given another time")
    guard = {"rev": rev, "epoch": epoch}
    with transaction.atomic():
        move(thread, T.IN_REVIEW, who=who, why="another time", guard=guard, **_undone(epoch))
        approve(
            thread,
            rev=rev,
            who=who,
            at=at,
            now=now,
            wall=wall,
            not_before=not_before,
            breaking=breaking,
            late_after=late_after,
        )


def _undone(epoch: int) -> dict[str, Any]:
    # A new epoch fences out a worker that is preparing the thread for its old time.
    nothing = dict.fromkeys(("approved", "due_at", "wake_at", "prepared_at"))
    return {**nothing, "due_wall": "", "epoch": epoch + 1}
