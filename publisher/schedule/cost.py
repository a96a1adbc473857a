"""What a thread will cost, known before it is approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from publisher.accounts.models import Account
from publisher.networks.measures import PRICES
from publisher.networks.prices import Cost, Prices, cost_of


def prices_of(network: str) -> Prices | None:
    """The network's prices, with those this installation has set; None where nothing is asked."""
    known = PRICES.get(network)
    own: dict[str, Any] = settings.PRICES.get(network, {})
    return replace(known, **own) if known else None


def cost_of_content(content: Mapping[str, Any], network: str, *, rehearsal: bool = False) -> Cost:
    """What it costs to post a version's content: each post, the alt text of each card, one read back."""
    prices = prices_of(network)
    if prices is None:
        return Cost((), rehearsal)
    posts = content["posts"]
    alts = sum(len(post["cards"]) for post in posts)
    texts = [post["text"] for post in posts]
    return cost_of(texts, alts, prices, reads=len(posts), rehearsal=rehearsal)


def cost_of_reply(account: Account, text: str, *, out: int) -> Cost:
    """What one more post costs a thread of which so many are out: all are read back after it."""
    prices = prices_of(account.network)
    if prices is None:
        return Cost((), account.rehearsal)
    return cost_of([text], 0, prices, reads=out + 1, rehearsal=account.rehearsal)


def cost_on(account: Account, content: Mapping[str, Any]) -> Cost:
    """The same on one account; a rehearsal costs nothing."""
    return cost_of_content(content, account.network, rehearsal=account.rehearsal)
