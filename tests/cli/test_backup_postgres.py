"""`publisher backup` and `publisher restore` with a real PostgreSQL and its own programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from publisher.cli import postgres_dump
from publisher.cli.runner import CommandError
from tests.worlds.postgres import PROGRAMS, Postgres, start

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[2]


@dataclass
class House:
    """An installation on a database of its own."""

    home: Path
    url: str
    path: str = f"{PROGRAMS}:{os.environ['PATH']}"

    def type(self, *words: str, code: int = 0) -> str:
        more = {"PUBLISHER_HOME": str(self.home), "DATABASE_URL": self.url, "PATH": self.path}
        done = subprocess.run(
            [sys.executable, "-m", "publisher", *words],
            env=os.environ | more,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def sql(self, words: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as rows:
            found = rows.execute(words.encode())
            return found.fetchall() if found.description else []

    def names(self) -> list[tuple[Any, ...]]:
        return self.sql("SELECT name FROM thread_newsroom")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def house(server, tmp_path_factory) -> House:
    made = House(tmp_path_factory.mktemp("var"), server.database("harbour"))
    made.type("migrate", "-v0")
    made.type("person", "mara@harbour.example", "--name", "Mara")
    return made


@pytest.fixture(scope="module")
def backup(house, tmp_path_factory) -> Path:
    target: Path = tmp_path_factory.mktemp("backups") / "monday"
    house.type("backup", str(target))
    return target


def test_a_dump_is_one_file_that_nobody_else_may_read(backup):
    assert [path.name for path in backup.parent.iterdir()] == ["monday"]
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_restored_database_is_the_backup_s_and_stands_still(house, backup):
    house.sql("UPDATE thread_newsroom SET name = 'Changed since'")
    house.sql("CREATE TABLE thread_of_a_later_version (id int)")
    told = house.type("restore", str(backup))
    assert "Everything is paused" in told
    assert house.names() == [("Harbour Post",)]
    ((scope, why),) = house.sql("SELECT scope, why FROM thread_pause WHERE lifted_at IS NULL")
    assert (scope, why.split(".")[0]) == ("all", "The database was restored")
    assert house.sql("SELECT to_regclass('thread_of_a_later_version')") == [(None,)]
    assert "1 lifted." in house.type("resume", "--as", "Mara")


def test_while_somebody_is_connected_nothing_is_replaced(house, backup):
    house.sql("UPDATE thread_newsroom SET name = 'Changed since'")
    with psycopg.connect(house.url):
        told = house.type("restore", str(backup), code=2)
    assert "Somebody else is connected to the database (1)" in told
    assert house.names() == [("Changed since",)]


def test_a_dump_that_breaks_off_changes_nothing(house, backup, tmp_path):
    house.sql("UPDATE thread_newsroom SET name = 'Changed since'")
    half = tmp_path / "half"
    half.write_bytes(backup.read_bytes()[:-20_000])
    told = house.type("restore", str(half), code=2)
    assert "PostgreSQL's programs cannot do it" in told
    assert house.names() == [("Changed since",)]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00"])
def test_what_is_no_dump_is_refused(tmp_path, content):
    path = tmp_path / "odd"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="no dump of PostgreSQL"):
        postgres_dump.check_dump(path)


@pytest.mark.parametrize(("word", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_without_postgresqls_programs_it_says_what_to_install(
    house, backup, tmp_path, word, program
):
    bare = House(house.home, house.url, path=str(tmp_path))
    file = backup if word == "restore" else tmp_path / "tuesday"
    told = bare.type(word, str(file), code=2)
    assert f"{program} was not found: install PostgreSQL's client programs" in told
    assert not (tmp_path / "tuesday").exists()


def test_programs_that_are_too_old_say_so_themselves(house, tmp_path):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'aborting because of server version mismatch' >&2; exit 1\n")
    old.chmod(0o755)
    house_with_old = House(house.home, house.url, path=f"{tmp_path}:/usr/bin:/bin")
    told = house_with_old.type("backup", str(tmp_path / "tuesday"), code=2)
    assert "cannot do it: aborting because of server version mismatch" in told
    assert not list(tmp_path.glob("*tuesday*"))
