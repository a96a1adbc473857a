"""`publisher restore`: a backup in the place of the database, and everything paused."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from publisher.cli import postgres_dump, sqlite_file
from publisher.cli.access import Access, brought_back, list_access
from publisher.cli.runner import CommandError
from publisher.launcher.lock_file import lock_folder
from publisher.schedule.heartbeats import SILENT, newest_fresh_beat

_CONNECTED = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND usename = current_user AND pid <> pg_backend_pid()"
)
_NEXT = """Everything is paused. Everybody is signed out, and no invitation or link for a new password that
stood open in the backup works any more. What to do now:
  1. start it again (publisher up, or the desk and the workers);
  2. look at People: roles, passwords and second steps are as they were in the backup; what was changed
     since has to be changed again;
  3. compare each account with the desk: what was posted since the backup is out, but not known here;
     cancel or edit what must not go out again;
  4. publisher resume --as NAME"""
_BACK = "The backup gives back access that was taken away or changed since; see to it under People:"


def run(given: argparse.Namespace) -> int:
    """Check the file and that nothing runs, then put it in place."""
    backup = Path(given.file)
    if not backup.is_file():
        raise CommandError(f"There is no file “{backup}”.")
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with lock_folder(settings.HOME):
        before = _access_before()
        kept = _restore(backup)
        call_command("migrate", verbosity=0, interactive=False)
    print(f"{backup} is in the place of the database.")  # noqa: T201
    if kept:
        print(f"What was there before is kept as {kept}.")  # noqa: T201
    if back := brought_back(before, list_access()):
        print("\n".join([_BACK, *back]))  # noqa: T201
    print(_NEXT)  # noqa: T201
    return 0


def _access_before() -> Access:
    """Asked of a file that is not there, SQLite would make it."""
    database = settings.DATABASE_FILE
    return list_access() if database is None or database.exists() else set()


def _restore(backup: Path) -> Path | None:
    if connection.vendor == "sqlite":
        return _restore_file(backup, Path(connection.settings_dict["NAME"]))
    postgres_dump.check_dump(backup)
    _refuse_while_it_runs()
    connection.close()
    postgres_dump.put_in_place(backup, connection.settings_dict)
    return None


def _restore_file(backup: Path, database: Path) -> Path | None:
    sqlite_file.check_database(backup)
    if database.exists():
        # To ask it would make it.
        _refuse_while_it_runs()
        connection.close()
    return sqlite_file.put_in_place(backup, database)


def _refuse_while_it_runs() -> None:
    """Raise CommandError while a clock ticks or, on PostgreSQL, somebody is connected."""
    try:
        beat = newest_fresh_beat()
    except DatabaseError:
        beat = None  # no tables yet, so no worker either
    if beat:
        raise CommandError(
            f"A worker is running ({beat.worker}). Stop the desk and all workers, and wait "
            f"{SILENT.seconds} seconds."
        )
    if connection.vendor == "postgresql" and (others := _connected()):
        raise CommandError(
            f"Somebody else is connected to the database ({others}): stop the desk and all workers."
        )


def _connected() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CONNECTED)
        return int(cursor.fetchone()[0])
