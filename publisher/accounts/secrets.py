"""An account's secrets, encrypted at rest with Fernet.

SealError    the secrets cannot be opened with this installation's key
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealError(Exception):
    """The account's secrets cannot be opened with this installation's key: connect it again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key.strip()) for key in settings.FERNET_KEY.split(",")])


def seal(secrets: Mapping[str, str]) -> str:
    return _fernet().encrypt(json.dumps(dict(secrets), sort_keys=True).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """The secrets by name. Raises SealError."""
    try:
        opened: dict[str, str] = json.loads(_fernet().decrypt(sealed.encode()))
    except InvalidToken as error:
        raise SealError from error
    return opened
