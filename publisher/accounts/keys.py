"""The Fernet keys that close the house's secrets: where they are kept, and taking a new one.

KeysError           the keys were not changed; the sentence says what to do
├── KeptOutside     they come from the environment, which no program of ours can change
├── ForgetByHand    the same, for dropping an old one
└── NotWritable     their file cannot be written
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings


class KeysError(Exception):
    """The keys were not changed."""


class KeptOutside(KeysError):
    def __init__(self) -> None:
        super().__init__(
            "The key comes from FERNET_KEY in the environment. Put a new one before it, as "
            "FERNET_KEY=NEW,OLD (`publisher keys new` prints one), start everything again, and "
            "run this once more."
        )


class ForgetByHand(KeysError):
    def __init__(self) -> None:
        super().__init__(
            "The keys come from FERNET_KEY in the environment. Once `publisher doctor` says that "
            "the newest key closes everything, take the older ones out of it."
        )


class NotWritable(KeysError):
    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path} cannot be written ({error.strerror}). Put a new key before the old one in it, with a "
            "comma between them (`publisher keys new` prints one), and run this once more."
        )


def read_keys() -> list[str]:
    """The newest first; the older ones still open what they closed.

    Their file is read each time, so that a rotation counts in processes that run on.
    """
    return _written() or _apart(settings.FERNET_KEY)


def _written() -> list[str]:
    path: Path | None = settings.FERNET_FILE
    if path is None:
        return []
    with suppress(OSError, ValueError):
        found = _apart(path.read_text(encoding="utf-8"))
        for key in found:
            Fernet(key)
        return found
    return []


def _apart(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]


def new_key() -> str:
    return Fernet.generate_key().decode()


@contextmanager
def holding_keys() -> Iterator[None]:
    """Nobody else on this machine changes the keys meanwhile. Raises KeysError."""
    path = _file()
    try:
        handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotWritable(path, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def add_key() -> None:
    """Put a new key before the others, in one step that no crash can halve. Raises KeysError."""
    write_keys([new_key(), *read_keys()])


def write_keys(wanted: Sequence[str]) -> None:
    """Replace the file of the keys. Raises KeysError."""
    path = _file()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(draft, ",".join(wanted) + "\n", like=path)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise NotWritable(path, error) from error


def _write(draft: Path, text: str, *, like: Path) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        # Services of another user may have to read it, as they read the one before.
        os.fchmod(handle, like.stat().st_mode & 0o777)
        file.write(text)
        file.flush()
        os.fsync(handle)


def _file() -> Path:
    path: Path | None = settings.FERNET_FILE
    if path is None:
        raise KeptOutside
    return path
