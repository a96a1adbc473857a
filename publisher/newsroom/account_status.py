"""How an account stands, in words, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from publisher.accounts.models import Account
from publisher.accounts.secrets import SealError, unseal
from publisher.schedule.pause import Scope
from publisher.thread.models import Call, Pause
from publisher.web.templatetags.desk import Wall, full


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """One sentence for a list, more where it needs somebody. `mend` means: connect it again."""

    words: str
    more: str = ""
    bad: bool = False
    mend: bool = False
    pause: Pause | None = None


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its pages show it."""

    account: Account
    standing: AccountStatus
    budget: str
    last_posted: datetime | None


def build_account_view(account: Account, pauses: Iterable[Pause], wall: Wall) -> AccountView:
    """How it stands; read it by `with_calls`."""
    posted = vars(account)["last_posted"]
    return AccountView(
        account, status_of(account, pauses, wall), describe_budget(account, wall), posted
    )


def status_of(account: Account, pauses: Iterable[Pause], wall: Wall) -> AccountStatus:
    """The first thing that keeps this account from posting, or that nothing does."""
    if account.ended_at:
        since = full(account.ended_at, wall)
        return AccountStatus(f"Disconnected since {since}", bad=True)
    return (
        _shut(account)
        or _paused(account, pauses, wall)
        or _resting(account, wall)
        or AccountStatus("Connected")
    )


def _shut(account: Account) -> AccountStatus | None:
    """Whether this installation can open the account at all."""
    if account.install_id != settings.INSTALL_ID:
        more = "Another installation connected it, so this one sends nothing. Connect it again."
        return AccountStatus("Belongs to another installation", more, bad=True, mend=True)
    try:
        unseal(account.sealed)
    except SealError:
        more = "Its keys were closed with a key that is not here any more. Connect it again."
        return AccountStatus("Its keys cannot be opened", more, bad=True, mend=True)
    return None


def _paused(account: Account, pauses: Iterable[Pause], wall: Wall) -> AccountStatus | None:
    mine = [p for p in pauses if p.scope == Scope.ACCOUNT and p.account_id == account.pk]
    for pause in (*mine, *(p for p in pauses if p.scope == Scope.ALL)):
        by = pause.who.name if pause.who else "the publisher"
        words = f"Paused by {by} since {full(pause.at, wall)}"
        return AccountStatus(words, pause.why, bad=True, mend=_refused(account, pause), pause=pause)
    return None


def _refused(account: Account, pause: Pause) -> bool:
    """Whether the network would not know the account any more when the publisher paused it."""
    return _by_itself(pause) and vars(account)["last_refusal"] in {401, 403}


def _by_itself(pause: Pause) -> bool:
    return pause.scope == Scope.ACCOUNT and pause.who_id is None


def _resting(account: Account, wall: Wall) -> AccountStatus | None:
    if account.wake_at and account.wake_at > wall.now:
        until = full(account.wake_at, wall)
        return AccountStatus(
            f"Rests until {until}", "The network asked for it; nothing is to be done."
        )
    return None


def describe_budget(account: Account, wall: Wall) -> str:
    """What the network said last of how many posts are left, while that still holds."""
    left, refilled = account.budget_left, account.budget_resets_at
    if left is None or refilled is None:
        return "The network has not said yet"
    if refilled <= wall.now:
        return "Refilled since the last post"
    return f"{left} posts until {full(refilled, wall)}"


def with_calls(accounts: QuerySet[Account], pauses: Iterable[Pause]) -> QuerySet[Account]:
    """These with what their calls tell: when each posted last, and how it was refused last.

    The refusal is looked for only where the publisher itself paused the account: elsewhere there
    may be none in all its history.
    """
    stopped = [each.account_id for each in pauses if _by_itself(each)]
    calls = Call.objects.filter(account=OuterRef("pk")).order_by("-pk")
    done = calls.filter(kind=Call.Kind.POST, outcome=Call.Outcome.DONE)
    refused = calls.filter(outcome=Call.Outcome.REFUSED)
    return accounts.annotate(
        last_posted=Subquery(done.values("ended_at")[:1]),
        last_refusal=Case(When(pk__in=stopped, then=Subquery(refused.values("status")[:1]))),
    )
