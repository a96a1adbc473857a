"""A part of the protocol is taken away, and the judge sees it: a harness that cannot fail shows nothing."""

from __future__ import annotations

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
    paper = desk.paper()
    worker = desk.worker("deliver.after_claim:stop:1#3", without="fence")
    paper.approve()
    until(lambda: worker.frozen, "the worker to freeze")
    before = len(paper.out())
    paper.pause()
    paper.until_posts(before + 1)
    assert paper.out()[-1]["seq"] > paper.stops[0].after
