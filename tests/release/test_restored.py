"""A backup of the release put back with today's code: nobody comes in by what was open in it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from publisher.env import NAMES
from tests.worlds.postgres import PROGRAMS
from tests.worlds.release.kept import unpacked, world_in

ROOT = Path(__file__).parents[2]


@dataclass
class House:
    """The release's newsroom, that of its backup, and what its rows say."""

    home: Path
    backup: Path
    url: str
    ask: Callable[[str], list[tuple[Any, ...]]]

    def type(self, *words: str) -> str:
        bare = {name: value for name, value in os.environ.items() if name not in NAMES}
        env = bare | {"PUBLISHER_HOME": str(self.home), "DATABASE_URL": self.url}
        done = subprocess.run(
            [sys.executable, "-m", "publisher", *words],
            env=env | {"PATH": f"{PROGRAMS}:{bare['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def house(request, tmp_path_factory) -> Iterator[House]:
    home: Path = tmp_path_factory.mktemp("restored")
    if request.param == "postgres":
        server = request.getfixturevalue("server")
        url = unpacked("postgres", home, server)
        yield House(home, home / "publisher.dump", url, lambda sql: _asked_postgres(url, sql))
        return
    unpacked("sqlite", home)
    backup = home / "monday"
    database = (home / "publisher.sqlite3").rename(backup)
    database = home / "publisher.sqlite3"
    yield House(home, backup, "", lambda sql: _asked_sqlite(database, sql))


def _asked_sqlite(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as rows:
        return rows.execute(sql).fetchall()


def _asked_postgres(url: str, sql: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as rows:
        return rows.execute(sql.encode()).fetchall()


@pytest.fixture(scope="module")
def said(house: House) -> str:
    """Restored twice: once over what is there, so that there is something to compare with."""
    house.type("restore", str(house.backup))
    drop = "delete from thread_membership where person_id in (select id from thread_person where email like 'bo@%')"
    _do(house, drop)
    return house.type("restore", str(house.backup))


def _do(house: House, sql: str) -> None:
    if house.url:
        with psycopg.connect(house.url) as rows:
            rows.execute(sql.encode())
        return
    with closing(sqlite3.connect(house.home / "publisher.sqlite3")) as there:
        there.execute(sql)
        there.commit()


def test_every_session_of_the_backup_has_ended(house: House, said: str):
    assert world_in(house.home)["tables"]["django_session"] > 5
    assert house.ask("select count(*) from django_session") == [(0,)]
    assert house.ask("select count(*) from thread_signedin") == [(0,)]
    assert "Everybody is signed out" in said


def test_every_open_ticket_of_the_backup_has_ended_and_used_ones_stay(house: House, said: str):
    del said
    assert house.ask("select count(*) from thread_invite where used_at is null") == [(0,)]
    assert house.ask("select count(*) from thread_invite") == [(2,)]
    told = house.ask("select subject, why from thread_move where after = 'ended' order by id")
    assert [(subject, why.partition(":")[0].partition("@")[0]) for subject, why in told] == [
        ("invite", "new"),
        ("invite", "far"),
        ("password", "willem"),
        ("password", "egon"),
    ]


def test_the_history_tells_each_newsroom(house: House, said: str):
    del said
    told = "select newsroom_id, why from thread_move where after = 'all ended' order by newsroom_id"
    assert [why for _, why in house.ask(told)] == ["the database was restored"] * 2


def test_access_that_comes_back_is_named(house: House, said: str):
    del house
    assert "The backup gives back access that was taken away or changed since" in said
    assert "  bo@harbour.example is admin at North Post\n" in said
    assert "  bo@harbour.example is editor at Harbour Post\n" in said
    assert said.count(" is admin at ") == 1


def test_an_old_cookie_and_an_old_link_open_nothing(house: House, said: str):
    """As somebody would try them, at a desk on the restored rows."""
    del said
    world = world_in(house.home)
    tried = [*world["tickets"].values()]
    script = _TRY.format(cookies=list(world["sessions"].values()), tickets=tried)
    assert house.type("shell", "-v0", "-c", script).split() == ["shut"]


_TRY = """
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["*"]
def look(path, cookie=""):
    client = Client()
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.get(path)
for cookie in {cookies}:
    assert look("/people", cookie).url.startswith("/sign-in"), cookie
    assert look("/sign-in/code", cookie).url.startswith("/sign-in"), cookie
for ticket in {tickets}:
    assert look("/join/" + ticket).status_code == 410, ticket
    assert look("/new-password/" + ticket).status_code == 410, ticket
print("shut")
"""
