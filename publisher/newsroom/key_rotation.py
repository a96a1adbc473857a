"""A new key for everything the house has sealed: first the key, then the rows, in one transaction.

A rotation that is killed at any moment loses nothing: the old key stays beside the new one, opens
what it closed, and the next rotation finishes this one before it takes another key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction

from publisher.accounts.keys import ForgetByHand, add_key, holding_keys, read_keys, write_keys
from publisher.accounts.models import Account, Newsroom
from publisher.accounts.secrets import SealError, sealed_anew
from publisher.thread.transitions import record_move

#: How every Fernet token begins: its version, 0x80, in base64.
TOKEN = "gAAAA"  # noqa: S105 - a mark, no secret


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was done: a key taken, rows closed anew, and what no key here opens."""

    key: bool
    rows: int
    lost: tuple[str, ...] = ()


def rotate_keys() -> Rotated:
    """Finish a rotation that was begun, else take a new key and close everything with it.

    Where other machines may read the same database, taking the key and closing with it are two
    runs: in between, the key is brought to them. Raises KeysError.
    """
    if is_rotation_unfinished():
        return _close_anew(key=False)
    with holding_keys():
        if not is_rotation_unfinished():
            add_key()
    alone = connection.vendor == "sqlite"
    return _close_anew(key=True) if alone else Rotated(key=True, rows=0)


def forget_old_keys() -> int:
    """Drop every key but the newest, once that has closed everything. Returns how many."""
    if settings.FERNET_FILE is None:
        raise ForgetByHand
    with holding_keys():
        _close_anew(key=False)
        newest, *older = read_keys()
        if older:
            write_keys([newest])
    return len(older)


def is_rotation_unfinished() -> bool:
    """Whether a new key stands first that has not closed everything yet."""
    return len(read_keys()) > 1 and count_outdated_secrets() > 0


def count_outdated_secrets() -> int:
    """How many secrets an older key closed that this installation can still open."""
    return sum(_opens_anew(token) for token in _tokens())


def _opens_anew(token: str) -> bool:
    try:
        return sealed_anew(token) != token
    except SealError:
        return False


def _tokens() -> Iterator[str]:
    yield from Account.objects.exclude(sealed="").values_list("sealed", flat=True)
    for kept in Newsroom.objects.values_list("settings", flat=True):
        yield from _within(kept)
    for kept in Authenticator.objects.values_list("data", flat=True):
        yield from _within(kept)


def _within(kept: object) -> Iterator[str]:
    if isinstance(kept, str) and kept.startswith(TOKEN):
        yield kept
    for inner in _parts(kept):
        yield from _within(inner)


def _parts(kept: object) -> Iterable[object]:
    if isinstance(kept, dict):
        return kept.values()
    return kept if isinstance(kept, list) else ()


@dataclass(slots=True)
class _Tally:
    """Closes tokens anew, and counts: how many, and whose no key here opens."""

    rows: int = 0
    lost: list[str] = field(default_factory=list)

    def close(self, token: str, whose: str) -> str:
        try:
            anew = sealed_anew(token)
        except SealError:
            self.lost.append(whose)
            return token
        self.rows += anew != token
        return anew


def _close_anew(*, key: bool) -> Rotated:
    tally = _Tally()
    with transaction.atomic():
        houses = list(Newsroom.objects.select_for_update(no_key=True).order_by("id"))
        for house in houses:
            _accounts(house, tally)
            _settings(house, tally)
        _second_steps(tally)
        for house in houses if tally.rows or key else ():
            record_move(house, "keys", "", "closed anew", why="A new key for the secrets")
    return Rotated(key=key, rows=tally.rows, lost=tuple(tally.lost))


def _accounts(house: Newsroom, tally: _Tally) -> None:
    rows = house.accounts.exclude(sealed="").order_by("id")
    for account in rows.select_for_update(no_key=True):
        anew = tally.close(account.sealed, str(account))
        if anew != account.sealed:
            Account.objects.filter(pk=account.pk).update(sealed=anew)


def _settings(house: Newsroom, tally: _Tally) -> None:
    anew = _mapped(house.settings, partial(tally.close, whose=f"a setting of {house}"))
    if anew != house.settings:
        Newsroom.objects.filter(pk=house.pk).update(settings=anew)


def _second_steps(tally: _Tally) -> None:
    for row in Authenticator.objects.select_for_update().select_related("user").order_by("pk"):
        anew = _mapped(row.data, partial(tally.close, whose=f"the second step of {row.user}"))
        if anew != row.data:
            Authenticator.objects.filter(pk=row.pk).update(data=anew)


def _mapped(kept: Any, close: Callable[[str], str]) -> Any:
    if isinstance(kept, str) and kept.startswith(TOKEN):
        return close(kept)
    if isinstance(kept, list):
        return [_mapped(each, close) for each in kept]
    return {k: _mapped(v, close) for k, v in kept.items()} if isinstance(kept, dict) else kept
