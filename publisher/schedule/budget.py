"""Whether an account can take a whole thread now: half a thread is worse than a late one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.accounts.models import Account
from publisher.networks.catalogue import RATES
from publisher.schedule.agenda import Agenda
from publisher.thread.clock import now
from publisher.thread.models import Call

_KINDS = {Call.Kind.UPLOAD: "hand over {n} pictures", Call.Kind.ALT: "set {n} alt texts"}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What an account cannot take, in words, and the instant from which it can."""

    words: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Ahead:
    """What counts beside a thread: `pictures` others hand over before it, each at its instant.

    `handed` is by kind when its own calls for pictures in the window that ends now began; None where
    nobody has looked.
    """

    pictures: Sequence[datetime] = ()
    handed: Mapping[str, Sequence[datetime]] | None = None


NOTHING = Ahead()


def describe_shortfall(account: Account, posts: int, uploads: int = 0, alts: int = 0) -> str:
    """Nothing where the account can take all of these now, else a sentence why not."""
    short = find_shortfall(account, posts, uploads, alts)
    return short.words if short else ""


def find_shortfall(
    account: Account,
    posts: int,
    uploads: int = 0,
    alts: int = 0,
    *,
    at: datetime | None = None,
    ahead: Ahead = NOTHING,
) -> Shortfall | None:
    """What keeps these from fitting for the longest time, now or at an instant; or None."""
    moment = at or now()
    wanted = {Call.Kind.UPLOAD: uploads, Call.Kind.ALT: alts}
    short = [*_pictures(account, wanted, moment, ahead)]
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


def pictures_ahead(account: Account, agenda: Agenda, before: datetime, but: int) -> list[datetime]:
    """For each picture that other threads hand over in the window before an instant: when."""
    rates = RATES.get(account.network)
    near = agenda.between(before - rates.window, before, but) if rates else []
    return [held.start for held in near if held.start for _ in range(held.pictures)]


def nth_newest(account: Account, kind: str, place: int) -> datetime | None:
    """When the account's call of this kind began that has `place` newer ones; None without it."""
    # By id, not by time: the index of the account then gives the newest first.
    calls = Call.objects.filter(account=account, kind=kind).order_by("-pk")
    return calls.values_list("started_at", flat=True)[place : place + 1].first()


def _pictures(
    account: Account, wanted: dict[Call.Kind, int], moment: datetime, ahead: Ahead
) -> Iterator[Shortfall]:
    rates = RATES.get(account.network)
    if rates is None:
        return
    for kind, allowed in ((Call.Kind.UPLOAD, rates.uploads), (Call.Kind.ALT, rates.alts)):
        if not wanted[kind]:
            continue
        # More than a whole window allows begins with a fresh one.
        hinders = _begun(
            account, kind, max(0, allowed - wanted[kind]), moment - rates.window, ahead
        )
        if hinders:
            until = hinders + rates.window
            what = _KINDS[kind].format(n=wanted[kind])
            yield Shortfall(f"The account cannot {what} before {until:%H:%M} UTC.", until)


def _begun(
    account: Account, kind: str, place: int, since: datetime, ahead: Ahead
) -> datetime | None:
    """When the one began that has `place` newer ones: of what is to come, then of what was."""
    if place < len(ahead.pictures):
        return sorted(ahead.pictures, reverse=True)[place]
    place -= len(ahead.pictures)
    if ahead.handed is not None:
        began = sorted((at for at in ahead.handed.get(kind, ()) if at > since), reverse=True)
        return began[place] if place < len(began) else None
    # Within the window only: an account without cards has a long history and no upload in it.
    recent = Call.objects.filter(account=account, kind=kind, started_at__gt=since)
    begun = recent.order_by("-started_at").values_list("started_at", flat=True)
    return begun[place : place + 1].first()
