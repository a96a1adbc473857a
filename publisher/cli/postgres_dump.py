"""A PostgreSQL database as a file, by its own programs: pg_dump, pg_restore and psql."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.client import DatabaseClient

from publisher.cli.maintenance import maintenance_sql
from publisher.cli.runner import CommandError

_HEAD = b"PGDMP"
#: Tables of a newer version than the backup's would stand in the way of the next migration.
_CLEAR = """
SET client_min_messages = warning;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP TABLE public.%I CASCADE', name);
    END LOOP;
END $$;
"""
#: A dump leaves the session without one.
_PATH = "SET search_path = public;"
_CHUNK = 1 << 16
_WORDS = 500


def dump_database(settings: dict[str, Any], target: Path) -> None:
    """Dump the database as it stands at one moment. Raises CommandError."""
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}"]
    dump = _started([*command, *_where(settings)], settings)
    _end(dump)


def check_dump(path: Path) -> None:
    """Raise CommandError unless this is a dump of the publisher's tables."""
    with path.open("rb") as file:
        if file.read(len(_HEAD)) != _HEAD:
            raise CommandError(
                f"“{path}” is no dump of PostgreSQL, and this installation uses PostgreSQL."
            )
    listing = _started(["pg_restore", "--list", str(path)], {}, stdout=subprocess.PIPE)
    if b" thread_call " not in _end(listing):
        raise CommandError(f"“{path}” is a dump, but none of the publisher.")


def put_in_place(backup: Path, settings: dict[str, Any]) -> None:
    """Replace all rows by the dump's, paused, in one transaction. Raises CommandError."""
    unpacked = ["pg_restore", "--no-owner", "--no-acl", "--file=-", str(backup)]
    psql = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    reader = _started(unpacked, {}, stdout=subprocess.PIPE)
    writer = _started([*psql, *_where(settings)], settings, stdin=subprocess.PIPE)
    try:
        _pour(reader, writer)
        _end(reader)
    except CommandError:
        # Its transaction must not be committed by the end of its input.
        writer.kill()
        writer.communicate()
        raise
    _end(writer, (_PATH + maintenance_sql("postgresql")).encode())


def _pour(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> None:
    if not reader.stdout or not writer.stdin:
        raise CommandError("The programs of PostgreSQL cannot be joined.")
    try:
        writer.stdin.write(_CLEAR.encode())
        while chunk := reader.stdout.read(_CHUNK):
            writer.stdin.write(chunk)
        writer.stdin.flush()
    except BrokenPipeError:
        reader.kill()
        reader.communicate()
        _end(writer)


def _where(settings: dict[str, Any]) -> list[str]:
    arguments, _ = DatabaseClient.settings_to_cmd_args_env(settings, [])
    return [str(word) for word in arguments[1:]]


def _started(
    command: list[str],
    settings: dict[str, Any],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    program = shutil.which(command[0])
    if program is None:
        raise CommandError(
            f"{command[0]} was not found: install PostgreSQL's client programs, of the server's "
            "version (Debian, Ubuntu: apt-get install postgresql-client)."
        )
    more = DatabaseClient.settings_to_cmd_args_env(settings, [])[1] if settings else None
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
        [program, *command[1:]],
        env=os.environ | (more or {}),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def _end(process: subprocess.Popen[bytes], last: bytes | None = None) -> bytes:
    """Wait for a program, with its last input; returns what it printed. Raises CommandError."""
    said, trouble = process.communicate(last)
    if process.returncode != 0:
        words = " ".join(trouble.decode(errors="replace").split())[:_WORDS]
        raise CommandError(f"PostgreSQL's programs cannot do it: {words}")
    return said or b""
