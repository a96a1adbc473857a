"""One at a time in a folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.launcher.errors import AlreadyUp


@contextmanager
def lock_folder(home: Path) -> Iterator[None]:
    """Hold the folder: two stacks on one database's files would fight. Raises AlreadyUp."""
    with (home / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyUp(
                f"It is running already with the folder {home}. Stop that one (Ctrl-C), or set "
                "PUBLISHER_HOME to another folder."
            ) from error
        yield
