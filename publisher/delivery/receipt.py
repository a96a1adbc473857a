"""What came of a call, written down. A success is recorded even when a stop landed meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError, connection, transaction

from publisher.delivery.failpoints import reach_failpoint
from publisher.networks.base import (
    AccountRefused,
    Budget,
    NetworkError,
    NotApplied,
    RateLimited,
    Sent,
    TooLate,
    TryLater,
)
from publisher.schedule.pause import Scope, pause
from publisher.thread.clock import now
from publisher.thread.models import Account, Call, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.transitions import move_post, record_move

_BUSY_PAUSE = 0.2
#: A receipt may also come after the post was looked for and not found, and given up.
_MAY_BE_OUT = (PostState.INTENT, PostState.UNKNOWN, PostState.WAITING, PostState.DROPPED)


def keep_trying(write: Callable[[], None]) -> None:
    """Write a receipt, again and again where the database is busy, full or away, for a lease."""
    until = time.monotonic() + settings.LEASE
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError, InternalError):
            if time.monotonic() > until:
                raise
            connection.close_if_unusable_or_obsolete()
            time.sleep(_BUSY_PAUSE)


def record_success(call: Call, post: Post, sent: Sent) -> None:
    """The post is out: its id and address are kept, whatever happened to the claim."""

    def write() -> None:
        with transaction.atomic():
            keep_budget(call.account_id, sent.budget)
            complete_call(call, Call.Outcome.DONE, remote_id=sent.remote_id)
            post.refresh_from_db()
            if post.state in _MAY_BE_OUT:
                out: dict[str, Any] = {
                    "remote_id": sent.remote_id,
                    "url": sent.url,
                    "posted_at": now(),
                }
                move_post(post, PostState.POSTED, said="", **out)
                # What turns up in a thread that is being taken down is deleted too.
                gone = Thread.objects.filter(pk=post.thread_id, goal=Goal.GONE)
                gone.update(wake_at=now())
            elif post.remote_id != sent.remote_id:
                _tell_double(post, sent)
            reach_failpoint("receipt.before_commit")

    keep_trying(write)


def record_failure(
    call: Call, post: Post | None, after: PostState | None, error: NetworkError
) -> None:
    """The call did not end well: the network's own words, the post's state, the account's rest."""

    def write() -> None:
        with transaction.atomic():
            # The account first: a fence locks in the same order.
            _mind_account(call.account, error)
            outcome = Call.Outcome.UNKNOWN if after is PostState.UNKNOWN else outcome_of(error)
            complete_call(call, outcome, status=error.status, said=error.said)
            if post and after and _is_newest(call, post):
                post.refresh_from_db()
                if post.state == PostState.INTENT:
                    move_post(post, after, why=error.said, said=error.said)

    keep_trying(write)


def complete_call(call: Call, outcome: str, **more: Any) -> None:
    """End an open call, once; only a receipt overrules what was read back before."""
    # An unclear call keeps its time to be settled at; every other is done with.
    settle = {} if outcome == Call.Outcome.UNKNOWN else {"settle_at": None}
    values = {"outcome": outcome, "ended_at": now(), **settle, **more}
    unsure: list[str] = ["", Call.Outcome.UNKNOWN]
    if outcome == Call.Outcome.DONE:
        unsure.append(Call.Outcome.ABSENT)
    Call.objects.filter(pk=call.pk, outcome__in=unsure).update(**values)


def _is_newest(call: Call, post: Post) -> bool:
    """Whether the post's state is this call's to change: a worker that slept may be overtaken."""
    return not post.calls.filter(kind=Call.Kind.POST, pk__gt=call.pk).exists()


def _tell_double(post: Post, sent: Sent) -> None:
    newsroom = post.thread.article.newsroom
    why = f"It is out a second time: {sent.url}. Delete one of the two."
    record_move(
        newsroom, "post", post.state, "posted twice", thread=post.thread, post=post, why=why
    )


def outcome_of(error: NetworkError) -> str:
    if isinstance(error, TryLater | TooLate):
        return Call.Outcome.LATER
    return Call.Outcome.REFUSED if isinstance(error, NotApplied) else Call.Outcome.UNKNOWN


def keep_budget(account_id: int, budget: Budget) -> None:
    if budget.remaining is None:
        return
    resets = datetime.fromtimestamp(budget.resets_at, UTC) if budget.resets_at else None
    Account.objects.filter(pk=account_id).update(
        budget_left=budget.remaining, budget_resets_at=resets
    )


def retry_time_of(error: TryLater) -> datetime:
    """When a call may go again; only a network's own limit is waited for longer than we try."""
    most = error.after if isinstance(error, RateLimited) else settings.TRY_AGAIN
    return now() + timedelta(seconds=min(error.after, most))


def wake_of(thread: Thread) -> datetime:
    """When the next post of a thread may go: after the account's gap."""
    return now() + timedelta(seconds=thread.account.gap)


def _mind_account(account: Account, error: NetworkError) -> None:
    if isinstance(error, RateLimited):
        Account.objects.filter(pk=account.pk).update(wake_at=retry_time_of(error))
    if isinstance(error, AccountRefused):
        why = f"{account} cannot post: {error.words}"
        pause(account.newsroom, who=None, why=why, scope=Scope.ACCOUNT, account=account)
