"""What a thread will cost, known before it is approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery

from publisher.accounts.models import Account
from publisher.networks.catalogue import PRICES
from publisher.networks.prices import Cost, Prices, cost_of
from publisher.thread.clock import now
from publisher.thread.models import Call

#: How far back an account is read before the first post of a thread.
LOOKED_BACK = timedelta(days=7)


def prices_of(network: str) -> Prices | None:
    """The network's prices, with those this installation has set; None where nothing is asked."""
    known = PRICES.get(network)
    own: dict[str, Any] = settings.PRICES.get(network, {})
    return replace(known, **own) if known else None


def cost_of_content(
    content: Mapping[str, Any], network: str, *, before: int = 0, rehearsal: bool = False
) -> Cost:
    """What it costs to post a version's content: each post, the alt text of each card, and reads.

    Each post is read back once; `before` is what is read before the first.
    """
    prices = prices_of(network)
    if prices is None:
        return Cost((), rehearsal)
    posts = content["posts"]
    alts = sum(len(post["cards"]) for post in posts)
    texts = [post["text"] for post in posts]
    reads = before + len(posts)
    return cost_of(texts, alts, prices, reads=reads, rehearsal=rehearsal)


def cost_of_reply(account: Account, text: str, *, out: int) -> Cost:
    """What one more post costs a thread of which so many are out: all are read back after it."""
    prices = prices_of(account.network)
    if prices is None:
        return Cost((), account.rehearsal)
    return cost_of([text], 0, prices, reads=out + 1, rehearsal=account.rehearsal)


def cost_on(account: Account, content: Mapping[str, Any], sent: int | None = None) -> Cost:
    """The same on one account, with the look at it before the first post; a rehearsal is free.

    That look asks whose account it is and reads its posts of a week: those it knows of are counted,
    or `sent` says how many.
    """
    before = 1 + (sent_by(account, now()).count() if sent is None else sent)
    return cost_of_content(content, account.network, before=before, rehearsal=account.rehearsal)


def sent_by(account: Account | OuterRef, moment: datetime) -> QuerySet[Call]:
    """What the account sent in the week before this instant."""
    # Counted by their calls: these are found by account and time.
    recent = Call.objects.filter(account=account, started_at__gt=moment - LOOKED_BACK)
    return recent.filter(kind=Call.Kind.POST, outcome=Call.Outcome.DONE)


def sent_column(moment: datetime) -> dict[str, Subquery]:
    """What a thread's account has sent in a week, as a column of threads."""
    return {"sent": _number(sent_by(OuterRef("account"), moment))}


def _number(calls: QuerySet[Call]) -> Subquery:
    counted = calls.order_by().values("account").annotate(number=Count("pk"))
    return Subquery(counted.values("number"))
