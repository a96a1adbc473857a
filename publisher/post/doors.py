"""From an account's row to a client that can reach its network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.conf import settings

from publisher.accounts.models import Account
from publisher.accounts.secrets import SealError, unseal
from publisher.networks.base import Client, Door, NetworkError
from publisher.networks.registry import network
from publisher.post.ahead import EARS
from publisher.post.errors import NoDoor


def client_for(account: Account, *, check: Callable[[], None] = lambda: None) -> Client:
    """A client for one account; `check` runs before the first byte of each call. Raises NoDoor."""
    if account.ended_at:
        raise NoDoor(f"{account} was disconnected: connect it again.")
    if account.install_id != settings.INSTALL_ID:
        raise NoDoor(
            f"{account} was connected by another installation, so this copy sends nothing: "
            "connect it again here."
        )
    try:
        return network(account.network).connect(_door(account, check))
    except NetworkError as error:
        raise NoDoor(f"{account}: {error.said} {error.advice}".strip()) from error


def _door(account: Account, check: Callable[[], None]) -> Door:
    try:
        secrets = unseal(account.sealed)
    except SealError as error:
        raise NoDoor(f"{account}: {error}") from error
    return Door(
        base_url=account.base_url,
        secrets=secrets,
        user_id=account.remote_user_id,
        handle=account.handle,
        deadline=float(settings.CALL_DEADLINE),
        check=check,
        heard=partial(EARS.hear, account.base_url),
    )
