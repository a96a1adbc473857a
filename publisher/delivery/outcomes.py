"""How a step ends when it sent nothing: wait a while, or let an editor decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings

from publisher.delivery.claim import release_claim, wake_next
from publisher.thread.clock import now
from publisher.thread.models import Call, Thread
from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread

log = structlog.get_logger()
#: A begun thread that gets nowhere for this long is handed to an editor.
STALLED = timedelta(minutes=15)
#: What X answers while an account has to wait: no sign that anything is wrong.
_WAIT_YOUR_TURN = 429


def retry_later(thread: Thread, why: str, wake: datetime) -> None:
    """Look again at `wake`; hand over what has got nowhere for too long."""
    if thread.state == T.SENDING and thread.begun_at is None:
        # Nothing is out: as if it had never been taken, so that lateness and edits apply.
        guard = {"epoch": thread.epoch, "begun_at": None}
        free: dict[str, Any] = {"lane": None, "lease_until": None, "wake_at": wake, "failures": 0}
        move_thread(thread, T.SCHEDULED, guard=guard, why=why, **free)
        wake_next(thread.account_id, after_rest=True)
        return
    if _stalled(thread):
        hand_over(thread, T.NEEDS_EDITOR, f"Nothing went out for 15 minutes: {why}")
        return
    release_claim(thread, wake)


def hand_over(thread: Thread, after: T, why: str) -> None:
    """Stop here, give the lane to the next, and let an editor decide."""
    log.warning("needs an editor", thread=thread.pk, epoch=thread.epoch, why=why)
    guard = {"epoch": thread.epoch}
    free: dict[str, Any] = {"lane": None, "lease_until": None, "wake_at": None, "failures": 0}
    if after is T.IN_REVIEW:
        move_thread(thread, after, guard=guard, why=why, approved=None, prepared_at=None, **free)
    else:
        move_thread(thread, after, guard=guard, why=why, **free)
    Thread.objects.filter(pk=thread.pk, state=after).update(why=why)
    wake_next(thread.account_id)


def finish_thread(thread: Thread) -> None:
    """Every post is out, the one that closes it too. All of them are read back a while later."""
    moment = now()
    ended: dict[str, Any] = {
        "lane": None,
        "lease_until": None,
        "wake_at": moment + timedelta(seconds=settings.READ_BACK_AFTER),
        "ended_at": thread.ended_at or moment,
        "proved_at": None,
        "proof": None,
        "failures": 0,
    }
    closed = thread.goal == Goal.CLOSED
    after, why = (T.CLOSED_OUT, "") if closed else (T.POSTED, "All posts are out.")
    move_thread(thread, after, guard={"epoch": thread.epoch}, why=why, **ended)
    wake_next(thread.account_id)


def _stalled(thread: Thread) -> bool:
    """Whether calls have failed for 15 minutes; waiting for the account's turn is no failure."""
    if thread.state != T.SENDING:
        return False
    done = thread.calls.filter(kind=Call.Kind.POST, outcome=Call.Outcome.DONE).order_by("-id")
    failures = thread.calls.filter(outcome=Call.Outcome.LATER).exclude(status=_WAIT_YOUR_TURN)
    newest = done.values_list("pk", flat=True).first() or 0
    # Once more for a correction too: what could not be read back before is no failure of it.
    sent_on = thread.moves.filter(subject="thread", after=T.SENDING).order_by("-id").first()
    if sent_on:
        failures = failures.filter(started_at__gte=sent_on.at)
    first = failures.filter(pk__gt=newest).order_by("id").first()
    return bool(first and now() - first.started_at > STALLED)
