"""An SQLite database as a file: copied while it is in use, judged, and put in another's place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from publisher.cli.maintenance import maintenance_sql
from publisher.cli.runner import CommandError

_TABLES = {"django_migrations", "thread_newsroom", "thread_call", "thread_pause", "thread_move"}
_HEAD = b"SQLite format 3\x00"
IN_USE = "The database is in use: stop the desk and the workers first."
#: Seconds to wait for somebody who writes.
PATIENCE = 10


def copy_database(database: Path, target: Path) -> None:
    """Copy a database as it stands at one moment into a file that is empty. Raises CommandError."""
    with _in_words(database), closing(_opened(database)) as old, closing(_opened(target)) as new:
        # One step: a reader holds nobody up, and no write makes it begin again.
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
    check_database(target)


def check_database(path: Path) -> None:
    """Raise CommandError unless this is a whole database of the publisher."""
    with path.open("rb") as file:
        if file.read(len(_HEAD)) != _HEAD:
            raise CommandError(f"“{path}” is no SQLite database, and this installation uses one.")
    with _in_words(path), closing(_opened(path)) as opened:
        if opened.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise CommandError(f"“{path}” is damaged: take another backup.")
        there = {name for (name,) in opened.execute("SELECT name FROM sqlite_master")}
    if not there >= _TABLES:
        raise CommandError(f"“{path}” is a database, but none of the publisher.")


def put_in_place(backup: Path, database: Path) -> Path | None:
    """Make a copy of the backup the database, paused. Returns where the old one is kept."""
    database.parent.mkdir(parents=True, exist_ok=True)
    fresh = database.with_name(f".{database.name}.restored")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    try:
        copy_database(backup, fresh)
        _pause(fresh)
        kept = _keep(database)
        fresh.replace(database)
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _pause(path: Path) -> None:
    with _in_words(path), closing(_opened(path)) as opened:
        opened.executescript(f"BEGIN; {maintenance_sql('sqlite')} COMMIT;")


def _keep(database: Path) -> Path | None:
    """Give the old database a second name. There is no moment without one under the first."""
    if not database.exists():
        return None
    _fold(database)
    kept = database.with_name(f"{database.name}.before-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    kept.hardlink_to(database)
    for ending in ("-wal", "-shm"):
        # Left over from a crash, and not to be taken for the new one's.
        log = Path(f"{database}{ending}")
        if log.exists():
            log.rename(f"{kept}{ending}")
    return kept


def _fold(database: Path) -> None:
    """Fold the write-ahead log back, which nobody can do while somebody else is connected."""
    try:
        with closing(_opened(database)) as old:
            old.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise CommandError(IN_USE) from error
        # It is damaged: a good reason to restore a backup. It is kept as it is.


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CommandError(IN_USE) from error
        raise CommandError(f"“{path}” cannot be copied: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise CommandError(f"“{path}” is damaged ({error}).") from error
