"""Lift or move an embargo: an act of its own, in the history, after which somebody else approves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of
from publisher.review.permissions import require_permission
from publisher.review.stood import as_stood
from publisher.review.terms import Terms
from publisher.schedule.next_slot import lock_schedule
from publisher.thread.approvers import format_embargo
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import EMBARGO, EMBARGO_CHANGED, move_thread, record_move
from publisher.web.templatetags.desk import Wall, full


def change_embargo(
    thread: Thread,
    *,
    rev: int,
    until: datetime | None,
    who: Person,
    terms: Terms | None = None,
) -> None:
    """Give a thread another embargo, or none; an approval it had is taken back, its time is kept.

    `terms` are those of a page on which it was chosen. Raises NotAllowed, Stale, Closed, Overtaken or
    ChangedMeanwhile; then nothing is changed.
    """
    require_permission(who, thread.account.newsroom, Act.APPROVE)
    with transaction.atomic():
        # Before the thread's own row, as a sender does.
        lock_schedule(thread.account)
        newest_of(thread, rev, "changed")
        moment, before = now(), thread.not_before
        as_stood(thread, terms or {}, moment)
        if until == before:
            return
        guard = {"rev": rev, "epoch": thread.epoch}
        if thread.state != T.IN_REVIEW:
            why = EMBARGO_CHANGED
            move_thread(thread, T.IN_REVIEW, who=who, why=why, guard=guard, **_undone(thread))
        tell_embargo(thread, until, who, moment)
        Thread.objects.filter(pk=thread.pk).update(not_before=until)
        thread.not_before = until


def tell_embargo(thread: Thread, until: datetime | None, who: Person, moment: datetime) -> None:
    """Leave a row of what becomes of the embargo the thread still has."""
    newsroom, before = thread.account.newsroom, thread.not_before
    wall = Wall(newsroom.zone, moment)
    was = f"It was under embargo until {full(before, wall)}" if before else "It had no embargo"
    now_ = f"; now until {full(until, wall)}." if until else "."
    why = f"{was}{now_}"
    record_move(
        newsroom,
        EMBARGO,
        format_embargo(before),
        format_embargo(until),
        thread=thread,
        who=who,
        why=why,
    )


def _undone(thread: Thread) -> dict[str, Any]:
    # A new epoch fences out a worker that is preparing the thread for the time it had.
    nothing = dict.fromkeys(("approved", "wake_at", "prepared_at", "lease_until"))
    return {**nothing, "epoch": thread.epoch + 1}
