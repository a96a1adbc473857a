"""Machines that freeze, or die while they send or draw."""

from __future__ import annotations

import time

import pytest

from tests.worlds.newsdesk import Newsdesk, until

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
