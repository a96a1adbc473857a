"""What is wrong with a worker's machine: its clock, its names, its patience; and a turned database."""

from __future__ import annotations

import shutil
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import time_machine
from django.conf import settings
from django.db import connection, connections

from publisher.outside import watching
from publisher.outside.pool import Pool
from publisher.thread import clock

#: A file of this name in the newsroom's folder says what is wrong with looking up a name.
NAMES = "names"
_TURNED = """
CREATE SCHEMA IF NOT EXISTS turned;
CREATE OR REPLACE FUNCTION turned.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$ SELECT pg_catalog.clock_timestamp() + interval '{seconds} seconds' $$;
ALTER DATABASE "{name}" SET search_path = turned, pg_catalog, public;
"""
_FORGET = 'ALTER DATABASE "{name}" RESET search_path;'


def turn_clock(seconds: float) -> None:
    """As on a host whose clock is wrong by so much: all of Python is told so, the database is not."""
    if seconds:
        there = datetime.now(UTC) + timedelta(seconds=seconds)
        time_machine.travel(there, tick=True).start()


def turn_database(seconds: float) -> None:
    """A database whose clock is wrong by so much, for all that connects or is forked from now on."""
    if connection.vendor == "postgresql":
        words = _TURNED if seconds else _FORGET
        with connection.cursor() as cursor:
            cursor.execute(words.format(name=connection.settings_dict["NAME"], seconds=seconds))
    else:
        right = vars(clock).setdefault("_right", clock.database_time)
        clock.database_time = lambda read=None: right(read) + timedelta(seconds=seconds)
    connections.close_all()


def keep_copy(name: str) -> None:
    """The database's file, copied beside it by hand."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(_file(), _file().with_name(name))


def put_back(name: str) -> None:
    """The copy in the place of the database, by hand."""
    connections.close_all()
    for left in ("-shm", "-wal"):
        _file().with_name(f"{_file().name}{left}").unlink(missing_ok=True)
    shutil.copy(_file().with_name(name), _file())


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def lose_patience() -> None:
    """Wait for SQLite's lock no longer than an instant: as long as a test's locks last."""
    if connection.vendor == "sqlite":
        connections.settings["default"]["OPTIONS"]["timeout"] = 0.2


def break_names() -> None:
    """Look names up as the file says: `slow SECONDS`, or `silent PORT` for four silent addresses."""
    right = socket.getaddrinfo

    def looked_up(*asked: Any, **more: Any) -> Any:
        said = _said()
        if said[:1] == ["slow"]:
            time.sleep(float(said[1]))
        if said[:1] == ["silent"]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", int(said[1])))] * 4
        return right(*asked, **more)

    socket.getaddrinfo = looked_up


def read_slowly(what: str, *given: Any) -> None:
    """Before a text is read a child has this to do; one that only waits has all the time there is."""
    right = Pool.ask
    if what == "sleep":
        watching.STILL = 1_000_000

    def ask(pool: Pool, work: str, *those: Any, **named: Any) -> Any:
        if work == "read":
            right(pool, what, *given)
        return right(pool, work, *those, **named)

    mock.patch.object(Pool, "ask", ask).start()


def _said() -> list[str]:
    path = Path(settings.HOME) / NAMES
    return path.read_text().split() if path.exists() else []
