"""A part of the protocol is taken away, and the judge sees it: a harness that cannot fail shows nothing."""

from __future__ import annotations

import time

import pytest

from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey


def test_without_reading_back_a_post_is_doubled(desk: Newsdesk):
    paper = desk.paper()
    paper.fault("reset", when="after", endpoint="post", post=2)
    desk.worker(without="read-back")
    paper.approve()
    paper.until_out()
    assert paper.verdict().doubled == 1


def test_without_the_wait_before_it_a_late_post_is_doubled(desk: Newsdesk):
    paper = desk.paper()
    paper.fault("late", seconds=2, endpoint="post", post=2)
    desk.worker(without="settle wait")
    paper.approve()
    paper.until_out()
    paper.until_posts(4)
    assert paper.verdict().doubled == 1


def test_without_the_fence_a_post_begins_after_the_stop(desk: Newsdesk):
    # On a busy machine a claim may be over before its worker goes on: then it sends nothing.
    assert any(begins_after_the_stop(desk) for _ in range(4))


def begins_after_the_stop(desk: Newsdesk) -> bool:
    paper = desk.paper()
    worker = desk.worker("deliver.after_claim:stop:1#3", without="fence")
    paper.approve()
    until(lambda: worker.frozen, "the worker to freeze")
    paper.pause()
    until(lambda: not worker.frozen, "the worker to go on")
    time.sleep(3)
    desk.rest()
    return any(post["seq"] > paper.stops[0].after for post in paper.out())
