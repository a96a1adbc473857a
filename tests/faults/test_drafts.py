"""Explainers that take long, and the children that read them: neither holds up what is due."""

from __future__ import annotations

import os
import signal

import pytest

from tests.worlds.newsdesk import Newsdesk, until
from tests.worlds.up import alive, at_work

pytestmark = pytest.mark.journey


def test_a_pile_of_explainers_that_take_long_does_not_hold_up_a_due_thread(desk: Newsdesk):
    paper, slow = desk.paper(), desk.paper()
    desk.worker(threads=4, slowly=["sleep"])
    pile = [desk.ask("add", account=slow.account) for _ in range(8)]
    until(lambda: all(desk.ask("marked", thread=each) for each in pile), "the pile to be found")
    paper.approve(posts=3)
    paper.until_out()

    assert {slow.seen(each)["state"] for each in pile} == {"drafting"}
    assert "a draft waits" not in desk.log
    assert all(desk.ask("cancel", thread=each) for each in pile)
    assert paper.verdict().clean


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSTOP])
def test_a_draft_whose_reader_is_lost_is_made_by_the_next_and_posts_go_out(
    desk: Newsdesk, sign: int
):
    paper = desk.paper()
    worker = desk.worker(slowly=["toil", 2])
    draft = desk.ask("add", account=paper.account)
    first = at_work(worker.pid)
    paper.approve(posts=3)
    os.kill(first, sign)
    paper.until_out()
    paper.until_state(draft, "in_review")

    assert not alive(first)
    assert "another one has its work" in desk.log
    assert paper.verdict().clean
