"""From an account's row to a client that can reach its network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings

from publisher.accounts.models import Account
from publisher.accounts.secrets import SealError, unseal
from publisher.delivery.clock_skew import EARS
from publisher.delivery.errors import NoDoor, NotHere
from publisher.networks.base import Client, Door, NetworkError
from publisher.networks.registry import find_network


def client_for(account: Account, *, check: Callable[[], None] = lambda: None) -> Client:
    """A client for one account; `check` runs before the first byte of each call. Raises NoDoor."""
    if account.ended_at:
        raise NoDoor(f"{account} was disconnected: connect it again.")
    secrets = secrets_of(account)
    try:
        return find_network(account.network).connect(_door(account, secrets, check))
    except NetworkError as error:
        raise NoDoor(f"{account}: {error.words}") from error


def secrets_of(account: Account) -> dict[str, str]:
    """What the account signs in with. Raises NotHere where it was closed with other secrets."""
    if not account.sealed:
        raise NoDoor(f"{account} has no token: connect it again.")
    if account.install_id != settings.INSTALL_ID:
        raise NotHere(
            f"{account} was connected by another installation, so this copy sends nothing: "
            "connect it again here."
        )
    try:
        return unseal(account.sealed)
    except SealError as error:
        raise NotHere(f"{account}: {error}") from error


def shut_out() -> bool:
    """Whether any connected account cannot be opened with the secrets that are here."""
    return not all(can_open_account(account) for account in Account.objects.filter(ended_at=None))


def can_open_account(account: Account) -> bool:
    """Whether the secrets that are here open this account."""
    try:
        secrets_of(account)
    except NotHere:
        return False
    except NoDoor:
        return True  # no host can use it
    return True


def _door(account: Account, secrets: dict[str, str], check: Callable[[], None]) -> Door:
    return Door(
        base_url=account.base_url,
        secrets=secrets,
        user_id=account.remote_user_id,
        handle=account.handle,
        deadline=float(settings.CALL_DEADLINE),
        check=check,
        heard=partial(EARS.hear, account.base_url),
    )
