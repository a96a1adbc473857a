"""The newest call in a file of PUBLISHER_HOME, for all workers of that home.

It outlives them, and Redis too: a copy of the database that is put back by hand is known by it.
"""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from hashlib import blake2s
from pathlib import Path

import structlog

from publisher.delivery.rollback_guard import LONGEST, Mark

log = structlog.get_logger()
NAME = "newest-call"


class HomeMark:
    """The file; see `publisher.delivery.rollback_guard.SharedMark`.

    It is replaced whole and neither locked nor synced: a worker that was frozen half way may put an
    older mark in the place of a newer one, until any worker looks again, a second later.
    """

    def __init__(self, home: Path, installation: str) -> None:
        self.path = home / NAME
        self._whose = blake2s(installation.encode(), digest_size=8).hexdigest()
        self._lock = threading.Lock()

    def read(self) -> str:
        """The mark of this installation; empty where there is none."""
        try:
            whose, _, text = self._read().partition(" ")
        except OSError as error:
            log.debug("no mark could be read", error=repr(error))
            return ""
        return text if whose == self._whose and Mark.read(text) else ""

    def keep(self, mark: Mark) -> None:
        """Keep a mark, unless a later one is kept."""
        self.put(str(mark), "")

    def put(self, text: str, instead_of: str) -> None:
        """The same, of a mark as text; one that is known to be lost gives way to any."""
        with self._lock:
            there = self.read()
            if there == instead_of or _number(there) < _number(text):
                self._write(text)

    def _read(self) -> str:
        # What is no file must not be waited for, and of what is too long only so much is read.
        opened = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            return os.read(opened, LONGEST + len(self._whose) + 2).decode(errors="replace").strip()
        finally:
            os.close(opened)

    def _write(self, text: str) -> None:
        draft = self.path.with_name(f".{NAME}.{secrets.token_hex(4)}")
        try:
            opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                os.write(opened, f"{self._whose} {text}\n".encode())
            finally:
                os.close(opened)
            draft.replace(self.path)
        except OSError as error:
            log.debug("no mark could be written", error=repr(error))
            with suppress(OSError):
                draft.unlink()


def _number(text: str) -> int:
    mark = Mark.read(text)
    return mark.call if mark else -1
