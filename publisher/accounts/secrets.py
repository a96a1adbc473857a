"""An account's secrets, encrypted at rest with Fernet.

SealError    the secrets cannot be opened with this installation's key
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from publisher.accounts.keys import read_keys


class SealError(Exception):
    """The account's secrets cannot be opened with this installation's key: connect it again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in read_keys()])


def seal(secrets: Mapping[str, str]) -> str:
    return _fernet().encrypt(json.dumps(dict(secrets), sort_keys=True).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """The secrets by name. Raises SealError."""
    try:
        opened: dict[str, str] = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise SealError from error
    return opened


def sealed_anew(sealed: str) -> str:
    """The same secrets closed by the newest key; unchanged where they are. Raises SealError."""
    if by_newest(sealed):
        return sealed
    try:
        return _fernet().rotate(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealError from error


def by_newest(sealed: str) -> bool:
    """Whether the newest key closed these."""
    try:
        Fernet(read_keys()[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True
