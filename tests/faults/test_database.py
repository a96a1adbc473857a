"""The database is locked, full, restarted, or goes back in time: no post is lost and none doubled."""

from __future__ import annotations

import resource
import sqlite3
import time
from contextlib import contextmanager

import pytest

from tests.worlds.newsdesk import Newsdesk, Paper, Worker, until
from tests.worlds.postgres import Postgres

pytestmark = pytest.mark.journey
#: How long the database is away: longer than a lease, so that a worker gives its receipt up.
AWAY = 3.5


@contextmanager
def locked(desk: Newsdesk):
    """Somebody holds SQLite's one lock for as long."""
    lock = sqlite3.connect(desk.home / "publisher.sqlite3", isolation_level=None, timeout=20)
    lock.execute("BEGIN IMMEDIATE")
    yield
    lock.close()


@contextmanager
def full(worker: Worker):
    """No byte more fits on the worker's disk."""
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, unlimited)


@contextmanager
def read_only(server: Postgres, name: str):
    """What a hosted PostgreSQL becomes when its disk is full."""
    server.server.psql(f"ALTER DATABASE {name} SET default_transaction_read_only = on;")
    server.break_off(name)
    yield
    server.server.psql(f"ALTER DATABASE {name} RESET default_transaction_read_only;")
    server.break_off(name)


def before_its_receipt(desk: Newsdesk) -> tuple[Paper, Worker]:
    """A worker stands still with the answer of the second post in its hand."""
    paper = desk.paper()
    worker = desk.worker("send.after_answer:stop:1#2", impatient=True)
    paper.approve(posts=4)
    until(lambda: worker.frozen, "the answer")
    return paper, worker


@pytest.fixture
def server(desk: Newsdesk, request) -> Postgres:
    if "DATABASE_URL" not in desk.env:
        pytest.skip("this is PostgreSQL's alone")
    running: Postgres = request.getfixturevalue("postgres")
    return running


@pytest.fixture
def on_sqlite(desk: Newsdesk) -> Newsdesk:
    if "DATABASE_URL" in desk.env:
        pytest.skip("this is SQLite's alone")
    return desk


def test_a_database_locked_for_longer_than_a_lease_loses_no_receipt(on_sqlite: Newsdesk):
    paper, _ = before_its_receipt(on_sqlite)
    with locked(on_sqlite):
        time.sleep(1 + AWAY)
    paper.until_out()
    assert paper.verdict().clean
    assert "database is locked" in on_sqlite.log


def test_a_disk_that_is_full_at_the_receipt_neither_loses_nor_doubles(on_sqlite: Newsdesk):
    paper, worker = before_its_receipt(on_sqlite)
    with full(worker):
        time.sleep(1 + AWAY)
        assert len(paper.out()) == 2
    paper.until_out()
    assert paper.verdict().clean


def test_a_database_that_turns_read_only_neither_loses_nor_doubles(desk: Newsdesk, server):
    paper, _ = before_its_receipt(desk)
    with read_only(server, "desk0"):
        time.sleep(1 + AWAY)
        assert len(paper.out()) == 2
    paper.until_out()
    assert paper.verdict().clean
    assert "read-only transaction" in desk.log


@pytest.mark.parametrize("point", ["fence.before_commit", "receipt.before_commit"])
def test_a_server_that_dies_in_a_transaction_neither_loses_nor_doubles(
    desk: Newsdesk, server, point
):
    paper = desk.paper()
    worker = desk.worker(f"{point}:stop:1#2")
    paper.approve(posts=3)
    until(lambda: worker.frozen, point)
    server.restart()
    paper.until_out()
    assert paper.verdict().clean


def test_connections_that_break_off_lose_no_receipt(desk: Newsdesk, server):
    paper = desk.paper(gap=0.3)
    paper.approve(posts=4)
    desk.crew(2)
    paper.until_posts(1)
    for _ in range(5):
        server.break_off("desk0")
        time.sleep(0.2)
    paper.until_out()
    assert paper.verdict().clean


def test_a_failover_that_lost_the_newest_post_sends_nothing_again(desk: Newsdesk, server):
    paper = desk.paper(gap=1.0)
    desk.crew(2)
    thread = paper.approve(posts=4)
    paper.until_posts(1)
    server.copy("desk0", "standby")
    known = len(paper.out())
    paper.until_posts(known + 1)
    server.replace("desk0", "standby")
    until(lambda: any("back in time" in each for each in desk.ask("pauses")), "all to be paused")
    time.sleep(2)
    paper.expect(thread, whole=False)
    assert paper.verdict().clean
    assert len(paper.out()) > known
