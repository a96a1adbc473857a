"""The same journey with PostgreSQL in the place of SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journey.test_up import add, waiting
from tests.worlds.postgres import start as start_postgres
from tests.worlds.up import Up, eventually, start

pytestmark = [pytest.mark.journey, pytest.mark.postgres]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    with start_postgres() as postgres:
        running = start(tmp_path / "var", DATABASE_URL=postgres.database("journey"))
        yield running
        running.stop()


def test_a_file_becomes_a_thread_on_the_timeline_with_postgresql(up: Up, tmp_path: Path):
    add(up, tmp_path)
    thread = waiting(up, "Harbour: the ferry is late")
    up.run("approve", thread, "--rev", "1", "--now", "--as", "Editor")
    posts = eventually(lambda: len(up.log("post")) == 3 and up.log("post"), "three posts")
    assert [post["parent"] for post in posts] == [None, *(post["id"] for post in posts[:-1])]
    assert not (up.home / "publisher.sqlite3").exists()
    assert "The database answers (postgresql)" in up.run("doctor")
