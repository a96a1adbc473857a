"""Take a thread for one step, and let it go again: guarded UPDATEs, whoever is quicker.

A claim raises the epoch, and every later write of the step asks for that epoch: a worker that
slept through its lease writes nothing any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from publisher.post.errors import NotClaimed
from publisher.schedule.pause import Scope
from publisher.thread.models import Pause, Thread
from publisher.thread.moves import Overtaken, move
from publisher.thread.now import now
from publisher.thread.states import ThreadState as T


def sendable(moment: datetime) -> QuerySet[Thread]:
    """The threads that may send at this moment, but for the lane."""
    return _unhindered(moment).filter(
        Q(not_before__isnull=True) | Q(not_before__lte=moment),
        Q(begun_at__isnull=False) | Q(approved_until__gt=moment),
        due_at__lte=moment,
        state__in=(T.SCHEDULED, T.SENDING),
    )


def _unhindered(moment: datetime) -> QuerySet[Thread]:
    pauses = Pause.objects.filter(
        Q(scope=Scope.ALL) | Q(account_id=OuterRef("account_id")) | Q(thread_id=OuterRef("pk")),
        newsroom_id=OuterRef("account__newsroom_id"),
        lifted_at__isnull=True,
    )
    return Thread.objects.filter(
        Q(account__wake_at__isnull=True) | Q(account__wake_at__lte=moment),
        Q(lease_until__isnull=True) | Q(lease_until__lte=moment),
        ~Exists(pauses),
        account__ended_at__isnull=True,
        approved__isnull=False,
    )


def claim_to_send(thread: Thread) -> None:
    """Take the thread and its account's lane. Raises NotClaimed."""
    moment = now()
    taken = _lease(thread, moment) | {"lane": thread.account_id}
    # The epoch stands outside the subquery: PostgreSQL looks at it again once it has the row.
    guard = {"epoch": thread.epoch, "pk__in": sendable(moment).filter(pk=thread.pk).values("pk")}
    try:
        with transaction.atomic():
            _take(thread, guard, taken)
    except (IntegrityError, Overtaken) as error:
        thread.refresh_from_db()
        raise NotClaimed from error


def claim_to_prepare(thread: Thread) -> None:
    """Take the thread to hand over its pictures: no lane, no change of state. Raises NotClaimed."""
    moment = now()
    taken = _lease(thread, moment)
    free = _unhindered(moment).filter(pk=thread.pk).values("pk")
    rows = Thread.objects.filter(pk__in=free, epoch=thread.epoch, state=T.SCHEDULED)
    if rows.update(**taken) != 1:
        raise NotClaimed
    _remember(thread, taken)


def release(thread: Thread, wake_at: datetime | None, **changes: Any) -> None:
    """Let the thread go, to be looked at again at `wake_at`. Does nothing if the claim is lost."""
    rows = Thread.objects.filter(pk=thread.pk, epoch=thread.epoch)
    changes |= {"lease_until": None, "wake_at": wake_at}
    if rows.update(**changes):
        _remember(thread, changes)


def wake_next(account_id: int) -> None:
    """Let the threads that waited for this account's lane look at once."""
    moment = now()
    waiting = Thread.objects.filter(account_id=account_id, wake_at__gt=moment, due_at__lte=moment)
    waiting.filter(state=T.SCHEDULED).update(wake_at=moment)


def _take(thread: Thread, guard: dict[str, Any], taken: dict[str, Any]) -> None:
    if thread.state == T.SCHEDULED:
        move(thread, T.SENDING, guard=guard, **taken)
        return
    if Thread.objects.filter(state=T.SENDING, **guard).update(**taken) != 1:
        raise Overtaken
    _remember(thread, taken)


def _lease(thread: Thread, moment: datetime) -> dict[str, Any]:
    return {
        "epoch": thread.epoch + 1,
        "lease_until": moment + timedelta(seconds=settings.LEASE),
    }


def _remember(thread: Thread, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(thread, name, value)
