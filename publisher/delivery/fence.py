"""The last look before a post leaves: one transaction that either writes an intent or refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from publisher.accounts.models import Account
from publisher.delivery.clock_skew import boot_time, too_far
from publisher.delivery.errors import Stopped
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.rate_breaker import mind_speed
from publisher.delivery.rollback_guard import mind_memory, remember_call
from publisher.networks.base import TooLate
from publisher.schedule.pause import pauses_holding
from publisher.thread.clock import now
from publisher.thread.duplicate_posts import likeness_of
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_post


@dataclass(slots=True)
class Window:
    """The short time in which a fenced call may begin; started before the fence's transaction."""

    seconds: float = field(default_factory=lambda: float(settings.SEND_WINDOW))
    opened: float = field(default_factory=boot_time)

    def check(self) -> None:
        """Raise TooLate when the window has passed: the fence's answer is no longer fresh."""
        reach_failpoint("window.before_check")
        if boot_time() - self.opened > self.seconds:
            raise TooLate("The moment to send had passed before the connection stood.")
        reach_failpoint("window.after_check")


def fence(thread: Thread, post: Post, body: dict[str, Any]) -> Call:
    """Write the intent to send this post, if it may be sent at this moment. Raises Stopped.

    The account's row is locked meanwhile; a pause takes the same lock, so no intent is written
    after a stop is committed. So is the thread's: nobody takes it over half way.
    """
    mind_speed(thread.account)
    with transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(pk=thread.account_id)
        fresh = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        fresh.account = account
        moment = now()
        _check(fresh, thread, account, moment)
        move_post(post, PostState.INTENT, tries=post.tries + 1)
        if not fresh.begun_at:
            Thread.objects.filter(pk=thread.pk).update(begun_at=moment)
        call = write_intent(thread, Call.Kind.POST, body, post=post, moment=moment, settles=True)
        reach_failpoint("fence.before_commit")
    thread.begun_at = thread.begun_at or moment
    return call


def write_intent(
    thread: Thread,
    kind: str,
    body: dict[str, Any],
    *,
    post: Post | None = None,
    moment: datetime | None = None,
    settles: bool = False,
) -> Call:
    """The row of an outward act, written before it is made.

    Raises Stopped if the claim is lost, or where the database has forgotten a call.

    The lease begins anew: handing over ten pictures takes longer than one lease.
    """
    mind_memory()
    started = moment or now()
    lease = started + timedelta(seconds=settings.LEASE)
    if not Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(lease_until=lease):
        raise Stopped("Another worker has taken this thread.")
    settle = started + timedelta(seconds=settings.SETTLE_AFTER) if settles else None
    call = Call.objects.create(
        account_id=thread.account_id,
        thread=thread,
        post=post,
        kind=kind,
        epoch=thread.epoch,
        body=body,
        likeness=likeness_of(body.get("text", "")) if kind == Call.Kind.POST else None,
        started_at=started,
        settle_at=settle,
    )
    transaction.on_commit(lambda: remember_call(call))
    return call


def mind_clock(thread: Thread, moment: datetime) -> None:
    """Raise Stopped where an embargoed thread would begin by a clock that is a minute off."""
    if thread.not_before and not thread.begun_at and (why := too_far(thread.account, moment)):
        raise Stopped(why)


def _check(fresh: Thread, claimed: Thread, account: Account, moment: datetime) -> None:
    if fresh.epoch != claimed.epoch or fresh.state != T.SENDING:
        raise Stopped("Another worker has taken this thread, or its state has changed.")
    if fresh.approved_id is None or fresh.approved_id != claimed.approved_id:
        raise Stopped("The approved version has changed.")
    if fresh.goal == Goal.GONE:
        raise Stopped("The thread is being taken down.")
    if fresh.not_before and fresh.not_before > moment:
        raise Stopped("The embargo has not ended.")
    mind_clock(fresh, moment)
    if not fresh.begun_at and fresh.approved_until and fresh.approved_until <= moment:
        raise Stopped("The approval has lapsed.")
    if account.ended_at:
        raise Stopped("The account was disconnected.")
    if fresh.lane != fresh.account_id:
        raise Stopped("The account's turn has passed to another thread.")
    if pauses_holding(fresh).exists():
        raise Stopped("A pause stands.")
    if _tried(fresh):
        raise Stopped("The account is being tried.")


def _tried(fresh: Thread) -> bool:
    """Whether a trial has the account's turn: before its first post it waits for a begun thread."""
    trials = Call.objects.filter(thread__isnull=True)
    running = dict(trials.filter(settle_at__isnull=False).values_list("account_id", "pk"))
    trial = running.get(fresh.account_id)
    if trial is None or fresh.begun_at is None:
        return trial is not None
    posts = trials.filter(account_id=fresh.account_id, kind=Call.Kind.POST)
    return posts.filter(pk__gt=trial).exists()
