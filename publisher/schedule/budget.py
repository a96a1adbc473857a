"""Whether an account can take a whole thread now: half a thread is worse than a late one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from publisher.accounts.models import Account
from publisher.networks.measures import RATES
from publisher.thread.models import Call, Post, Thread
from publisher.thread.now import now
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

_KINDS = {Call.Kind.UPLOAD: "hand over {n} pictures", Call.Kind.ALT: "set {n} alt texts"}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an account cannot take, in words, and the instant from which it can."""

    words: str
    until: datetime


def fits(account: Account, posts: int, uploads: int = 0, alts: int = 0) -> str:
    """Nothing where the account can take all of these now, else a sentence why not."""
    short = shortfall(account, posts, uploads, alts)
    return short.words if short else ""


def shortfall(
    account: Account, posts: int, uploads: int = 0, alts: int = 0, at: datetime | None = None
) -> Shortfall | None:
    """What keeps these from fitting for the longest time, now or at an instant; or None."""
    moment = at or now()
    wanted = {Call.Kind.UPLOAD: uploads, Call.Kind.ALT: alts}
    short = [*_pictures(account, wanted, moment)]
    lacking = posts_lacking(account.budget_left, account.budget_resets_at, posts, moment)
    if lacking:
        short.append(lacking)
    return max(short, key=lambda each: each.until, default=None)


def posts_lacking(
    left: int | None, refilled: datetime | None, wanted: int, moment: datetime
) -> Shortfall | None:
    """The rule for posts, by what the network said last; what it said before a refill is void."""
    if left is None or refilled is None or refilled <= moment or left >= wanted:
        return None
    words = (
        f"The account may post {left} times before {refilled:%H:%M} UTC, and {wanted} are wanted."
    )
    return Shortfall(words, refilled)


def promised(account: Account, before: datetime, but: Thread) -> int:
    """How many posts of the account's other threads are to go out before this instant."""
    due = Q(state=T.SENDING) | Q(state=T.SCHEDULED, due_at__lt=before)
    others = Thread.objects.filter(due, account=account).exclude(pk=but.pk)
    return Post.objects.filter(thread__in=others, state=PostState.WAITING).count()


def nth_newest(account: Account, kind: str, place: int) -> datetime | None:
    """When the account's call of this kind began that has `place` newer ones; None without it."""
    # By id, not by time: the index of the account then gives the newest first.
    calls = Call.objects.filter(account=account, kind=kind).order_by("-pk")
    return calls.values_list("started_at", flat=True)[place : place + 1].first()


def _pictures(
    account: Account, wanted: dict[Call.Kind, int], moment: datetime
) -> Iterator[Shortfall]:
    rates = RATES.get(account.network)
    if rates is None:
        return
    for kind, allowed in ((Call.Kind.UPLOAD, rates.uploads), (Call.Kind.ALT, rates.alts)):
        if not wanted[kind]:
            continue
        # More than a whole window allows begins with a fresh one.
        recent = Call.objects.filter(
            account=account, kind=kind, started_at__gt=moment - rates.window
        )
        place = max(0, allowed - wanted[kind])
        # Within the window only: an account without cards has a long history and no upload in it.
        begun = recent.order_by("-started_at").values_list("started_at", flat=True)
        hinders = begun[place : place + 1].first()
        if hinders:
            until = hinders + rates.window
            what = _KINDS[kind].format(n=wanted[kind])
            yield Shortfall(f"The account cannot {what} before {until:%H:%M} UTC.", until)
