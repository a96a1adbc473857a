"""What came of a call, written down. A success is recorded even when a stop landed meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction

from publisher.networks.base import (
    AccountRefused,
    Budget,
    NetworkError,
    NotApplied,
    RateLimited,
    Sent,
    TryLater,
)
from publisher.schedule.pause import Scope, pause
from publisher.thread.models import Account, Call, Post, Thread
from publisher.thread.moves import move_post
from publisher.thread.now import now
from publisher.thread.states import PostState

_BUSY_PAUSE = 0.2


def keep_trying(write: Callable[[], None]) -> None:
    """Write a receipt, again and again on a busy database, until the lease would end."""
    until = time.monotonic() + settings.LEASE
    while True:
        try:
            return write()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_BUSY_PAUSE)


def succeeded(call: Call, post: Post, sent: Sent) -> None:
    """The post is out: its id and address are kept, whatever happened to the claim."""

    def write() -> None:
        with transaction.atomic():
            moment = now()
            complete(call, Call.Outcome.DONE, remote_id=sent.remote_id)
            post.refresh_from_db()
            if post.state in (PostState.INTENT, PostState.UNKNOWN):
                move_post(
                    post,
                    PostState.POSTED,
                    remote_id=sent.remote_id,
                    url=sent.url,
                    posted_at=moment,
                    said="",
                )
            keep_budget(call.account_id, sent.budget)

    keep_trying(write)


def failed(call: Call, post: Post | None, after: PostState | None, error: NetworkError) -> None:
    """The call did not end well: the network's own words, the post's state, the account's rest."""

    def write() -> None:
        with transaction.atomic():
            complete(call, outcome_of(error), status=error.status, said=error.said)
            if post and after:
                post.refresh_from_db()
                if post.state != after:
                    move_post(post, after, why=error.said, said=error.said)
            _mind_account(call.account, error)

    keep_trying(write)


def complete(call: Call, outcome: str, **more: Any) -> None:
    """End an open call, once."""
    # An unclear call keeps its time to be settled at; every other is done with.
    settle = {} if outcome == Call.Outcome.UNKNOWN else {"settle_at": None}
    values = {"outcome": outcome, "ended_at": now(), **settle, **more}
    Call.objects.filter(pk=call.pk, outcome__in=("", Call.Outcome.UNKNOWN)).update(**values)


def outcome_of(error: NetworkError) -> str:
    if isinstance(error, TryLater):
        return Call.Outcome.LATER
    return Call.Outcome.REFUSED if isinstance(error, NotApplied) else Call.Outcome.UNKNOWN


def keep_budget(account_id: int, budget: Budget) -> None:
    if budget.remaining is None:
        return
    resets = datetime.fromtimestamp(budget.resets_at, UTC) if budget.resets_at else None
    Account.objects.filter(pk=account_id).update(
        budget_left=budget.remaining, budget_resets_at=resets
    )


def later(error: TryLater) -> datetime:
    return now() + timedelta(seconds=error.after)


def wake_of(thread: Thread) -> datetime:
    """When the next post of a thread may go: after the account's gap."""
    return now() + timedelta(seconds=thread.account.gap)


def _mind_account(account: Account, error: NetworkError) -> None:
    if isinstance(error, RateLimited):
        Account.objects.filter(pk=account.pk).update(wake_at=later(error))
    if isinstance(error, AccountRefused):
        why = f"{account} cannot post: {error.said} {error.advice}".strip()
        pause(account.newsroom, who=None, why=why[:300], scope=Scope.ACCOUNT, account=account)
