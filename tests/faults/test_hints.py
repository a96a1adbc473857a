"""Hints are lost, doubled, held up and thrown away: the database knows what is due."""

from __future__ import annotations

import itertools

import pytest
import redis

from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey


def test_a_clock_that_dies_half_way_through_a_batch_loses_nothing(desk: Newsdesk):
    paper = desk.paper()
    paper.approve(posts=1, threads=6)
    first = desk.worker("clock.after_hint:kill#3")
    until(lambda: not first.alive, "the worker to die")
    desk.worker()
    paper.until_out()
    assert paper.verdict().clean


def test_three_clocks_on_one_heap_take_each_thread_once(desk: Newsdesk):
    papers = [desk.paper() for _ in range(5)]
    for paper in papers:
        paper.approve(posts=1, threads=6)
    desk.crew(3)
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * 5


def test_of_a_thousand_due_at_once_each_is_given_to_one_clock(desk: Newsdesk):
    paper = desk.paper()
    desk.ask("heap", account=paper.account, count=1000)
    given = desk.ask("race", clocks=3)
    assert sorted(itertools.chain(*given)) == sorted(set(itertools.chain(*given)))
    assert sum(map(len, given)) >= 1000


def test_a_hint_that_comes_eight_times_sends_nothing_twice(busy: Newsdesk):
    paper = busy.paper()
    thread = paper.approve(posts=4)
    for _ in range(4):
        busy.ask("hint", thread=thread, times=8)
    paper.until_out()
    assert paper.verdict().clean


@pytest.mark.parametrize("how", ["wiped", "killed"])
def test_all_that_redis_held_may_be_gone(busy: Newsdesk, how: str):
    papers = [busy.paper() for _ in range(4)]
    for paper in papers:
        paper.approve(posts=1, threads=5)
    papers[0].until_posts(2)
    if how == "wiped":
        redis.Redis(unix_socket_path=str(busy.socket)).flushall()
    else:
        busy.kill_valkey()
        busy.start_valkey()
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * 4


def test_while_redis_stands_still_people_work_on_and_afterwards_all_goes_out(busy: Newsdesk):
    busy.freeze_valkey()
    try:
        paper = busy.paper()
        thread = paper.approve()
        assert paper.seen(thread)["state"] == "scheduled"
        assert paper.out() == []
        assert busy.ask("page") == 200
    finally:
        busy.thaw_valkey()
    paper.until_out()
    assert paper.verdict().clean


def test_a_full_redis_is_told_and_got_over(busy: Newsdesk):
    server = redis.Redis(unix_socket_path=str(busy.socket))
    server.config_set("maxmemory", 1)
    try:
        paper = busy.paper()
        paper.approve()
        until(lambda: "takes no hints" in " ".join(busy.ask("alarmed")), "the desk to say so")
    finally:
        server.config_set("maxmemory", 0)
    paper.until_out()
    assert paper.verdict().clean
