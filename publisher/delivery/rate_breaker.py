"""The breaker: an account that posts faster than any newsroom does is paused, whatever the cause."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings

from publisher.accounts.models import Account
from publisher.delivery.errors import Stopped
from publisher.schedule.budget import nth_newest
from publisher.schedule.pause import Scope, pause
from publisher.thread.clock import now
from publisher.thread.models import Call, Pause

log = structlog.get_logger()
MINUTE = timedelta(minutes=1)


def mind_speed(account: Account) -> None:
    """Pause the account when a post now would be one too many in a minute. Raises Stopped then.

    Posts from before an editor lifted a pause are not counted again: she has seen them.
    """
    most = most_of(account)
    first = nth_newest(account, Call.Kind.POST, most - 1)
    if first is None or now() - first >= MINUTE or _seen(account, first):
        return
    why = f"{account} posted {most} times within a minute. See why, then resume."
    log.error("too fast", account=account.pk, most=most)
    pause(account.newsroom, who=None, why=why, scope=Scope.ACCOUNT, account=account)
    raise Stopped(why)


def most_of(account: Account) -> int:
    """As many posts a minute as this account may send."""
    return int(
        settings.REHEARSAL_POSTS_PER_MINUTE if account.rehearsal else settings.POSTS_PER_MINUTE
    )


def _seen(account: Account, first: datetime) -> bool:
    """Whether an editor has lifted a pause of this account since."""
    pauses = Pause.objects.filter(account=account, scope=Scope.ACCOUNT)
    return pauses.filter(lifted_at__gte=first).exists()
