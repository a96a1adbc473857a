"""Take a thread for one step, and let it go again: guarded UPDATEs, whoever is quicker.

A claim raises the epoch, and every later write of the step asks for that epoch: a worker that
slept through its lease writes nothing any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from publisher.delivery.errors import NotClaimed, Stopped
from publisher.schedule.pause import Scope
from publisher.thread.clock import now
from publisher.thread.models import Call, Move, Pause, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread

#: Nobody knows of these whether they are out.
OPEN = (PostState.INTENT, PostState.UNKNOWN)
#: Pictures are handed over this long before a thread is due.
PREPARE_AHEAD = timedelta(minutes=15)


def sendable_threads(moment: datetime) -> QuerySet[Thread]:
    """The threads that may send at this moment, but for the lane; breaking ones go first."""
    urgent = _ready(moment).filter(
        account_id=OuterRef("account_id"), breaking=True, begun_at__isnull=True
    )
    first = Q(begun_at__isnull=False) | Q(breaking=True) | ~Exists(urgent)
    return _ready(moment).filter(first)


def _ready(moment: datetime) -> QuerySet[Thread]:
    # Another thread's post may still land: two threads never mix on one timeline.
    loud = Call.objects.filter(
        account_id=OuterRef("account_id"), kind=Call.Kind.POST, settle_at__gt=moment
    ).exclude(thread_id=OuterRef("pk"))
    # Few calls have no thread, so these are found at once, however many an account has made.
    tried = Call.objects.filter(thread__isnull=True, settle_at__isnull=False)
    return _unpaused(_free(moment)).filter(
        ~Exists(loud),
        # What has its turn already goes on, and the trial waits for it.
        Q(lane__isnull=False) | ~Q(account_id__in=tried.values("account_id")),
        Q(begun_at__isnull=False) | Q(approved_until__isnull=True) | Q(approved_until__gt=moment),
        starts_at__lte=moment,
        state__in=(T.SCHEDULED, T.SENDING),
    )


def going_out(moment: datetime) -> QuerySet[Thread]:
    """The threads that will begin by themselves at their time, as things stand at this moment."""
    return _unpaused(Thread.objects.all()).filter(
        Q(approved_until__isnull=True) | Q(approved_until__gt=moment),
        account__ended_at__isnull=True,
        approved__isnull=False,
        goal=Goal.OUT,
        state__in=(T.SCHEDULED, T.SENDING),
    )


def _free(moment: datetime) -> QuerySet[Thread]:
    return _unleased(moment).filter(
        Q(account__wake_at__isnull=True) | Q(account__wake_at__lte=moment),
        # What is half out on an account that was disconnected is taken, and handed to an editor.
        Q(account__ended_at__isnull=True) | Q(begun_at__isnull=False),
        approved__isnull=False,
        goal__in=(Goal.OUT, Goal.CLOSED),
    )


def _unleased(moment: datetime) -> QuerySet[Thread]:
    return Thread.objects.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=moment))


def _unpaused(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    pauses = Pause.objects.filter(
        Q(scope=Scope.ALL) | Q(account_id=OuterRef("account_id")) | Q(thread_id=OuterRef("pk")),
        newsroom_id=OuterRef("account__newsroom_id"),
        lifted_at__isnull=True,
    )
    return threads.filter(~Exists(pauses))


def claim_to_send(thread: Thread) -> None:
    """Take the thread and its account's lane. Raises NotClaimed."""
    moment = now()
    taken = _lease(thread, moment) | {"lane": thread.account_id}
    guard = _guard(thread, sendable_threads(moment))
    try:
        with transaction.atomic():
            if thread.state == T.SCHEDULED:
                move_thread(thread, T.SENDING, guard=guard, **taken)
            else:
                _take(thread, T.SENDING, guard, taken)
    except (IntegrityError, Overtaken) as error:
        raise NotClaimed from error


def claim_to_settle(thread: Thread) -> None:
    """Take a thread only to read back: no pause and no embargo holds that up. Raises NotClaimed."""
    moment = now()
    _take(thread, T.SENDING, _guard(thread, _free(moment)), _lease(thread, moment))


def claim_to_prepare(thread: Thread) -> None:
    """Take the thread to hand over its pictures: no lane, no change of state. Raises NotClaimed.

    A stray hint comes at any time, and pictures that are handed over too early expire.
    """
    moment = now()
    soon = moment + PREPARE_AHEAD
    near = _unpaused(_free(moment)).filter(starts_at__lte=soon)
    _take(thread, T.SCHEDULED, _guard(thread, near), _lease(thread, moment))


def claim_to_remove(thread: Thread) -> None:
    """Take a thread to delete its posts: whatever is paused or waits. Raises NotClaimed.

    Of an account, one at a time: where its network hangs, it holds up only its own.
    """
    moment = now()
    guard = _guard(thread, _unleased(moment).filter(goal=Goal.GONE))
    taken = _lease(thread, moment) | {"lane": -thread.account_id}
    try:
        with transaction.atomic():
            _take(thread, T(thread.state), guard, taken)
    except IntegrityError as error:
        raise NotClaimed from error


def claim_to_prove(thread: Thread) -> None:
    """Take a thread that is out, to read it back: nothing holds that up. Raises NotClaimed."""
    moment = now()
    guard = _guard(thread, _unleased(moment).filter(goal__in=(Goal.OUT, Goal.CLOSED)))
    _take(thread, T(thread.state), guard, _lease(thread, moment))


def lock_claim(thread: Thread) -> None:
    """Lock the thread's row while the claim stands: who slept through it says nothing any more.

    Raises Stopped.
    """
    rows = Thread.objects.select_for_update(no_key=True).filter(pk=thread.pk, epoch=thread.epoch)
    if rows.first() is None:
        raise Stopped("Another worker has taken this thread.")


def release_claim(thread: Thread, wake_at: datetime | None) -> None:
    """Let the thread go, to be looked at again at `wake_at`. Does nothing if the claim is lost."""
    rows = Thread.objects.filter(
        pk=thread.pk, epoch=thread.epoch, state__in=(T.SCHEDULED, T.SENDING)
    )
    rows.update(lease_until=None, wake_at=wake_at, failures=0)


def wake_next(account_id: int, *, after_rest: bool = False) -> None:
    """Let the thread whose turn it is on this account look at once.

    `after_rest`: the lane was let go by a thread that only waits. What stopped it may stop others,
    so none is woken that has waited itself just now: they would wake each other without end.
    """
    moment = now()
    waiting = sendable_threads(moment).filter(account_id=account_id, wake_at__gt=moment)
    if after_rest:
        waiting = waiting.filter(~Exists(_rested(moment)))
    turn = (F("begun_at").asc(nulls_last=True), "due_at", "id")
    following = waiting.order_by("-breaking", *turn).values("pk")[:1]
    Thread.objects.filter(pk__in=list(following.values_list("pk", flat=True))).update(
        wake_at=moment
    )


def wake_next_removal(thread: Thread) -> None:
    """Let the other thread that has waited longest to be taken down on this account look at once."""
    moment = now()
    waiting = (
        _unleased(moment)
        .filter(
            Q(account__wake_at__isnull=True) | Q(account__wake_at__lte=moment),
            account_id=thread.account_id,
            goal=Goal.GONE,
            wake_at__gt=moment,
        )
        .exclude(pk=thread.pk)
    )
    following = waiting.order_by("wake_at", "id").values_list("pk", flat=True)[:1]
    Thread.objects.filter(pk__in=list(following)).update(wake_at=moment)


def _rested(moment: datetime) -> QuerySet[Move]:
    since = moment - timedelta(seconds=settings.TRY_AGAIN)
    rests = Move.objects.filter(thread_id=OuterRef("pk"), subject="thread", at__gt=since)
    return rests.filter(before=T.SENDING, after=T.SCHEDULED)


def yield_lane(thread: Thread) -> None:
    """Give the lane to the next while this thread is paused by itself and nothing of it is open."""
    if thread.lane is None:
        return
    moment = now()
    pauses = Pause.objects.filter(thread=thread, lifted_at__isnull=True)
    uncertain = Post.objects.filter(thread=thread, state__in=OPEN)
    rows = Thread.objects.filter(
        Q(lease_until__isnull=True) | Q(lease_until__lte=moment),
        Exists(pauses),
        ~Exists(uncertain),
        pk=thread.pk,
        epoch=thread.epoch,
        lane__isnull=False,
    )
    if rows.update(lane=None):
        wake_next(thread.account_id)


def _guard(thread: Thread, free: QuerySet[Thread]) -> dict[str, Any]:
    # The epoch stands outside the subquery: PostgreSQL looks at it again once it has the row.
    return {"epoch": thread.epoch, "pk__in": free.filter(pk=thread.pk).values("pk")}


def _take(thread: Thread, state: T, guard: dict[str, Any], taken: dict[str, Any]) -> None:
    # Asked for by its number too: SQLite would walk through all of this state.
    if Thread.objects.filter(pk=thread.pk, state=state, **guard).update(**taken) != 1:
        raise NotClaimed
    for name, value in taken.items():
        setattr(thread, name, value)


def _lease(thread: Thread, moment: datetime) -> dict[str, Any]:
    # An orderly end of the step sets the failures back: what is left are workers that died.
    return {
        "epoch": thread.epoch + 1,
        "lease_until": moment + timedelta(seconds=settings.LEASE),
        "failures": thread.failures + 1,
    }
