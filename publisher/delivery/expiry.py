"""What time does to a thread of which nothing is out: it is missed, or its approval lapses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog

from publisher.delivery.claim import wake_next
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread

log = structlog.get_logger()


def expire_if_late(thread: Thread) -> bool:
    """Move a thread that is too late out of the way; True when nothing is to be done with it now."""
    moment = now()
    try:
        _take_back(thread, moment)
        return _judge(thread, moment)
    except Overtaken:
        log.debug("overtaken", thread=thread.pk)
        return True


def _take_back(thread: Thread, moment: datetime) -> None:
    """A worker died between claim and first post: as if it had never taken the thread."""
    if thread.state != T.SENDING or thread.begun_at or not _left_alone(thread, moment):
        return
    guard = {"epoch": thread.epoch, "begun_at": None}
    why = "The worker that took it ended before the first post."
    free: dict[str, Any] = {"epoch": thread.epoch + 1, "lane": None, "lease_until": None}
    move_thread(thread, T.SCHEDULED, guard=guard, why=why, **free)
    wake_next(thread.account_id, after_rest=True)


def _left_alone(thread: Thread, moment: datetime) -> bool:
    return thread.lease_until is None or thread.lease_until <= moment


def _judge(thread: Thread, moment: datetime) -> bool:
    if thread.state == T.SCHEDULED and _late(thread, moment):
        return _stop(thread, T.MISSED, "It was not sent in time.")
    waiting = thread.state in {T.SCHEDULED, T.APPROVED}
    if waiting and thread.approved_until and moment >= thread.approved_until:
        return _stop(thread, T.IN_REVIEW, "The approval has lapsed.", approved=None)
    return thread.state == T.APPROVED


def _late(thread: Thread, moment: datetime) -> bool:
    start = max(filter(None, (thread.due_at, thread.not_before)), default=moment)
    return moment > start + timedelta(seconds=thread.late_after)


def _stop(thread: Thread, after: T, why: str, **changes: Any) -> bool:
    # A new epoch fences out a worker that is still handing over its pictures.
    changes |= {"epoch": thread.epoch + 1, "lease_until": None, "prepared_at": None}
    guard = {"epoch": thread.epoch, "begun_at": None}
    move_thread(thread, after, guard=guard, why=why, wake_at=None, **changes)
    return True
