"""What an admin decides of an account: connect it, its gap, that it ends. Each leaves a Move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from publisher.accounts.connect import save_account
from publisher.accounts.models import Account, Newsroom, Person
from publisher.delivery.account_trial import running_trial_of
from publisher.networks.base import Identity, Network
from publisher.newsroom.errors import (
    AnotherUser,
    NewsroomBusy,
    NotSaid,
    SettingOvertaken,
    WrongSetting,
)
from publisher.schedule.pause import Scope
from publisher.thread.clock import now
from publisher.thread.models import Pause, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import record_move
from publisher.web.here import page_digest

#: Seconds between two posts: an editor needs time to press stop, and X to show the post before.
LEAST_GAP, MOST_GAP = 1.0, 600.0
#: What still has posts to send, in the order an admin should look at it.
UNSENT = (T.SENDING, T.NEEDS_EDITOR, T.SCHEDULED, T.APPROVED)


@dataclass(frozen=True, slots=True)
class TriedKeys:
    """Secrets that were tried: where they open, and whose account."""

    network: Network
    base: str
    secrets: Mapping[str, str]
    owner: Identity
    practice: bool = False


def connect_with(
    newsroom: Newsroom, keys: TriedKeys, *, who: Person | None, meant: str = ""
) -> Account:
    """Connect the account of these keys, or give it new ones; `meant` is the one to be mended.

    Raises AnotherUser.
    """
    with transaction.atomic():
        known = known_account(newsroom, keys)
        if meant and (known is None or known.public_id != meant):
            ours = newsroom.accounts.filter(public_id=meant).first()
            raise AnotherUser(keys.owner.handle, ours.handle if ours else "another")
        account = save_account(
            newsroom, keys.network, keys.base, keys.secrets, keys.owner, rehearsal=keys.practice
        )
        before = _standing(known)
        after = "renewed" if before == "connected" else "connected"
        record_move(newsroom, "account", before, after, account=account, who=who)
    return account


def known_account(newsroom: Newsroom, keys: TriedKeys) -> Account | None:
    """The row these keys belong to already."""
    rows = newsroom.accounts.filter(network=keys.network.name, base_url=keys.base)
    return rows.filter(remote_user_id=keys.owner.user_id).first()


def _standing(known: Account | None) -> str:
    if known is None:
        return ""
    return "disconnected" if known.ended_at else "connected"


def set_gap(account: Account, typed: str, *, was: str, who: Person) -> None:
    """Set the seconds between two posts. Raises WrongSetting or SettingOvertaken."""
    gap = _seconds(typed, least=0.0 if account.rehearsal else LEAST_GAP)
    with transaction.atomic():
        held = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if f"{held.gap:g}" != was:
            raise SettingOvertaken(
                f"Somebody set it to {held.gap:g} seconds meanwhile. Nothing changed."
            )
        if held.gap == gap:
            return
        Account.objects.filter(pk=account.pk).update(gap=gap)
        before, after = f"{held.gap:g} s", f"{gap:g} s"
        why = f"From {before} to {after} between two posts"
        record_move(account.newsroom, "account", before, "gap", account=account, who=who, why=why)


def _seconds(typed: str, *, least: float) -> float:
    words = f"“{typed}” cannot be: write seconds from {least:g} to {MOST_GAP:g}, such as 5 or 0.5."
    try:
        gap = float(typed.strip().replace(",", "."))
    except ValueError as error:
        raise WrongSetting("gap", words) from error
    if not least <= gap <= MOST_GAP:
        raise WrongSetting("gap", words)
    return gap


def unsent_threads(account: Account) -> QuerySet[Thread]:
    """The threads that would still send something on this account."""
    rows = Thread.objects.filter(account=account, state__in=UNSENT).select_related("article")
    return rows.defer("article__source").order_by("begun_at", "due_at", "id")


def seen_unsent(account: Account) -> str:
    """A print of those threads: what an admin confirmed is what she saw."""
    return print_of(standing_of(account))


def standing_of(account: Account) -> list[tuple[int, str]]:
    """Of each of those threads who it is and where it stands."""
    return list(unsent_threads(account).values_list("pk", "state"))


def print_of(found: list[tuple[int, str]]) -> str:
    return page_digest(found)


def disconnect_account(account: Account, *, seen: str, sure: bool, who: Person) -> None:
    """End an account: nothing is sent any more, and its secrets are forgotten here.

    The row is locked as a sender locks it, so no intent is written afterwards. What it has out
    stays out, and its history stays. Raises NotSaid, SettingOvertaken or NewsroomBusy.
    """
    if not sure:
        raise NotSaid("Tick that nothing shall be sent from it any more. It is still connected.")
    with transaction.atomic():
        held = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        if held.ended_at:
            return
        if running_trial_of(held).exists():
            raise NewsroomBusy
        if seen_unsent(held) != seen:
            raise SettingOvertaken(
                "Its threads have changed since you looked. Read them once more."
            )
        Account.objects.filter(pk=held.pk).update(ended_at=now(), sealed="")
        record_move(held.newsroom, "account", "connected", "disconnected", account=held, who=who)


def own_pauses(account: Account) -> QuerySet[Pause]:
    """The pauses of this account that stand."""
    rows = Pause.objects.filter(account=account, scope=Scope.ACCOUNT, lifted_at__isnull=True)
    return rows.select_related("who", "account").order_by("id")
