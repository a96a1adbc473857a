"""`publisher backup` and `publisher restore`, on SQLite: in a folder of their own each."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher.cli import sqlite_file
from publisher.cli.runner import CommandError

ROOT = Path(__file__).parents[2]
NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"


@dataclass
class House:
    """An installation that does not run."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "publisher.sqlite3"

    def type(self, *words: str, code: int = 0) -> str:
        clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
        done = subprocess.run(
            [sys.executable, "-m", "publisher", *words],
            env=clean | {"PUBLISHER_HOME": str(self.home)},
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def sql(self, words: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database)) as rows:
            found = rows.execute(words).fetchall()
            rows.commit()
            return found

    def name(self, name: str) -> None:
        self.sql(f"UPDATE thread_newsroom SET name = '{name}'")  # noqa: S608 - the tests' own words

    def names(self) -> list[str]:
        return [name for (name,) in self.sql("SELECT name FROM thread_newsroom")]

    def pauses(self) -> list[tuple[str, str]]:
        return self.sql("SELECT scope, why FROM thread_pause WHERE lifted_at IS NULL")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> House:
    house = House(tmp_path_factory.mktemp("made"))
    house.type("migrate", "-v0")
    house.type("person", "mara@harbour.example", "--name", "Mara")
    return house


@pytest.fixture
def house(made: House, tmp_path: Path) -> House:
    copy = House(tmp_path / "var")
    shutil.copytree(made.home, copy.home)
    return copy


@pytest.fixture
def backup(made: House, tmp_path: Path) -> Path:
    target = tmp_path / "monday"
    target.touch()
    sqlite_file.copy_database(made.database, target)
    return target


def test_a_backup_is_one_file_that_nobody_else_may_read(house, tmp_path):
    told = house.type("backup", str(tmp_path / "monday"))
    assert "holds the whole database" in told
    assert "Keep it apart from the secrets" in told
    made = [path for path in tmp_path.iterdir() if path.name != "var"]
    assert [path.name for path in made] == ["monday"]
    assert made[0].stat().st_mode & 0o777 == 0o600


def test_a_restored_database_is_the_backup_s_and_stands_still(house, backup):
    house.name("Changed since")
    told = house.type("restore", str(backup))
    assert house.names() == ["Harbour Post"]
    ((scope, why),) = house.pauses()
    assert scope == "all"
    assert why.startswith("The database was restored.")
    assert "publisher resume --as NAME" in told
    assert "Everything is paused" in told


def test_the_pause_is_seen_told_and_lifted_as_any_other(house, backup):
    house.type("restore", str(backup))
    assert house.type("queue").startswith("PAUSED (all) The database was restored.")
    assert house.sql("SELECT subject, after FROM thread_move")[-1] == ("pause", "all paused")
    assert "1 lifted." in house.type("resume", "--as", "Mara")


def test_what_is_written_meanwhile_is_in_the_backup_or_not_but_never_half(house, tmp_path):
    target = tmp_path / "monday"
    target.touch()
    with closing(sqlite3.connect(house.database)) as writer:
        writer.execute("UPDATE thread_newsroom SET name = 'Not committed'")
        sqlite_file.copy_database(house.database, target)
        writer.rollback()
    with closing(sqlite3.connect(target)) as kept:
        assert kept.execute("SELECT name FROM thread_newsroom").fetchall() == [("Harbour Post",)]


def test_the_database_that_was_there_is_kept(house, backup):
    house.name("Changed since")
    kept = sqlite_file.put_in_place(backup, house.database)
    assert kept
    assert House(house.home).names() == ["Harbour Post"]
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT name FROM thread_newsroom").fetchall() == [("Changed since",)]
    assert not [path for path in house.home.iterdir() if path.suffix in (".restored", ".part")]


def test_a_backup_can_be_restored_where_nothing_was(backup, tmp_path):
    bare = House(tmp_path / "bare")
    told = bare.type("restore", str(backup))
    assert bare.names() == ["Harbour Post"]
    assert "kept as" not in told
    assert len(bare.pauses()) == 1


def test_the_clocks_of_the_backup_do_not_tick_any_more(house, tmp_path):
    beat = f"INSERT INTO thread_beat (worker, at, due, hints_failed) VALUES ('w', {NOW}, 0, 0)"  # noqa: S608
    house.sql(beat)
    target = tmp_path / "monday"
    target.touch()
    sqlite_file.copy_database(house.database, target)
    sqlite_file.put_in_place(target, house.database)
    assert house.sql("SELECT * FROM thread_beat") == []


def test_a_running_worker_s_database_is_not_replaced(house, backup):
    house.name("Changed since")
    beat = f"INSERT INTO thread_beat (worker, at, due, hints_failed) VALUES ('w', {NOW}, 0, 0)"  # noqa: S608
    house.sql(beat)
    told = house.type("restore", str(backup), code=2)
    assert "A worker is running (w). Stop the desk and all workers" in told
    assert house.names() == ["Changed since"]


def test_a_folder_that_is_up_is_left_alone(house, backup):
    with (house.home / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "It is running already" in house.type("restore", str(backup), code=1)
    assert house.pauses() == []


def test_a_desk_that_holds_the_database_is_noticed(house, backup, monkeypatch):
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.1)
    with closing(sqlite3.connect(house.database)) as desk:
        desk.execute("SELECT * FROM thread_newsroom").fetchone()
        with pytest.raises(CommandError, match="stop the desk and the workers"):
            sqlite_file.put_in_place(backup, house.database)
    assert house.pauses() == []


def test_a_damaged_database_is_replaced_and_kept_as_it_is(house, backup):
    house.database.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    Path(f"{house.database}-wal").write_bytes(b"left over")
    house.type("restore", str(backup))
    assert house.names() == ["Harbour Post"]
    (kept,) = house.home.glob("*.before-*[0-9]")
    assert kept.read_bytes().endswith(b"\xff" * 5000)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no SQLite database"),
        (b"PGDMP\x01", "no SQLite database"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "is damaged"),
    ],
)
def test_what_is_no_backup_changes_nothing(house, tmp_path, content, words):
    path = tmp_path / "odd"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        sqlite_file.check_database(path)
    assert words in house.type("restore", str(path), code=2)
    assert house.pauses() == []


def test_half_a_backup_is_refused(backup):
    backup.write_bytes(backup.read_bytes()[:100_000])
    with pytest.raises(CommandError, match="damaged"):
        sqlite_file.check_database(backup)


def test_another_program_s_database_is_refused(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE birds (name)")
    with pytest.raises(CommandError, match="none of the publisher"):
        sqlite_file.check_database(tmp_path / "other")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["backup", "{there}"], "exists already: name a new file"),
        (["backup", "/nowhere/at/all"], "cannot be written: No such file"),
        (["restore", "/nowhere/at/all"], "There is no file"),
        (["restore", "/"], "There is no file"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_words(house, backup, words, why):
    told = house.type(*(word.format(there=backup) for word in words), code=2)
    assert why in told
    assert "Traceback" not in told


def test_without_a_database_there_is_nothing_to_copy(tmp_path):
    told = House(tmp_path / "bare").type("backup", str(tmp_path / "monday"), code=2)
    assert "cannot be copied" in told
    assert not (tmp_path / "monday").exists()
    assert not list(tmp_path.glob(".monday*"))
