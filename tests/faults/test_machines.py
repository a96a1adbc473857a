"""Machines that freeze, run late, lose their database for a while, or die over a drawing."""

from __future__ import annotations

import sqlite3
import time

import pytest

from tests.worlds.newsdesk import Newsdesk, until
from tests.worlds.postgres import Postgres

pytestmark = pytest.mark.journey


def test_a_worker_frozen_for_three_leases_sends_nothing_when_it_wakes(desk: Newsdesk):
    paper = desk.paper()
    frozen = desk.worker("window.before_check:stop:6")
    paper.approve()
    until(lambda: frozen.frozen, "the worker to freeze")
    desk.worker()
    paper.until_out()
    until(lambda: not frozen.frozen, "the worker to wake")
    time.sleep(1)
    assert paper.verdict().clean
    assert len(paper.calls()) == 3


def test_a_worker_killed_while_the_network_answers_leaves_one_post(desk: Newsdesk):
    paper = desk.paper()
    paper.fault("delay", when="after", seconds=0.9, endpoint="post", post=2)
    first = desk.worker()
    paper.approve()
    paper.until_posts(2)
    first.kill()
    desk.worker()
    paper.until_out()
    assert paper.verdict().clean


def test_a_worker_killed_while_it_draws_leaves_no_thread_half_made(desk: Newsdesk):
    paper = desk.paper()
    first = desk.worker()
    thread = desk.ask("add", account=paper.account)
    until(lambda: desk.ask("marked", thread=thread), "a clock to find it")
    first.kill()
    assert paper.out() == []
    desk.worker()
    paper.until_state(thread, "in_review")
    assert paper.out() == []


@pytest.mark.parametrize("ahead", [90, -90])
def test_a_worker_whose_clock_is_wrong_sends_neither_early_nor_late(desk: Newsdesk, ahead: int):
    paper = desk.paper()
    desk.worker(ahead=ahead)
    thread = paper.approve(after=2.5)
    due = paper.seen(thread)["due"]
    paper.until_out()
    assert paper.verdict().clean
    assert all(line["at"] >= due - 0.01 for line in paper.out())


def test_a_thread_due_while_no_machine_ran_is_missed_once_its_time_is_over(desk: Newsdesk):
    paper = desk.paper()
    late, well = paper.approve(late_after=0, after=0.5), paper.approve(after=0.5)
    time.sleep(1.5)
    desk.worker()
    paper.until_state(well, "posted")
    paper.until_state(late, "missed")
    paper.approved.pop(late)
    assert paper.verdict().clean


def test_a_database_that_is_busy_or_breaks_off_loses_no_receipt(desk: Newsdesk, request):
    paper = desk.paper()
    paper.approve(posts=4)
    desk.crew(2)
    paper.until_posts(1)
    if "DATABASE_URL" in desk.env:
        server: Postgres = request.getfixturevalue("postgres")
        for _ in range(5):
            server.server.psql(BREAK)
            time.sleep(0.2)
    else:
        lock = sqlite3.connect(desk.home / "publisher.sqlite3", isolation_level=None, timeout=20)
        lock.execute("BEGIN IMMEDIATE")
        time.sleep(4)
        lock.close()
    paper.until_out()
    assert paper.verdict().clean


BREAK = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = 'desk0' AND pid <> pg_backend_pid();"
)
