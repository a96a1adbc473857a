"""Clocks that are wrong, and machines that slept: nothing early, nothing much too late, no rush."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey
#: So many threads whose time passed while nothing ran.
MISSED = 300


@pytest.mark.parametrize("ahead", [90, -90])
def test_a_worker_whose_clock_is_wrong_sends_neither_early_nor_late(desk: Newsdesk, ahead: int):
    paper = desk.paper()
    desk.worker(ahead=ahead)
    thread = paper.approve(after=2.5)
    due = paper.seen(thread)["due"]
    paper.until_out()
    assert paper.verdict().clean
    assert all(line["at"] >= due - 0.01 for line in paper.out())


def test_a_worker_whose_clock_is_ten_minutes_off_says_so_and_sends_nothing(desk: Newsdesk):
    paper = desk.paper()
    wrong = desk.worker(ahead=600)
    thread = paper.approve()
    until(lambda: any("Set the clock of this machine" in each for each in desk.ask("pauses")), "it")
    assert paper.out() == []
    wrong.kill()
    desk.worker()
    paper.resume()
    paper.until_state(thread, "posted")
    assert paper.verdict().clean


@pytest.fixture
def turned(desk: Newsdesk) -> Iterator[Newsdesk]:
    """A newsroom whose database is five minutes ahead of the network, its newest connections too."""
    desk.ask("turn_database", seconds=300)
    yield desk
    desk.rest()
    desk.ask("turn_database", seconds=0)


def test_a_database_minutes_ahead_of_the_network_neither_loses_nor_doubles(turned: Newsdesk):
    paper = turned.paper()
    paper.fault("reset", when="after", endpoint="post", post=2)
    turned.crew(2)
    thread = paper.approve()
    assert paper.seen(thread)["due"] > time.time() + 290
    paper.until_out()
    assert paper.verdict().clean
    assert len(paper.calls()) == 3
    until(lambda: "seconds ahead of" in " ".join(turned.ask("alarmed")), "the desk to say so")


def test_by_a_clock_minutes_off_no_embargoed_thread_begins(turned: Newsdesk):
    paper = turned.paper()
    turned.crew(1)
    held = paper.approve(embargo=0.5)
    until(lambda: "embargo cannot be kept" in " ".join(turned.ask("told", thread=held)), "its why")
    assert paper.out() == []
    other = paper.approve()
    paper.until_state(other, "posted")
    paper.approved.pop(held)
    assert paper.verdict().clean


def test_a_thread_due_while_no_machine_ran_is_missed_once_its_time_is_over(desk: Newsdesk):
    paper = desk.paper()
    late, well = paper.approve(late_after=0, after=0.5), paper.approve(after=0.5)
    time.sleep(1.5)
    desk.worker()
    paper.until_state(well, "posted")
    paper.until_state(late, "missed")
    paper.approved.pop(late)
    assert paper.verdict().clean


def test_a_machine_that_slept_half_way_goes_on_and_sends_nothing_that_is_too_late(desk: Newsdesk):
    paper, beside = desk.paper(gap=0.8), desk.paper()
    worker = desk.worker()
    begun = paper.approve()
    late = beside.approve(after=3.0, late_after=0)
    paper.until_posts(1)
    worker.freeze()
    desk.freeze_valkey()
    time.sleep(5)
    desk.thaw_valkey()
    worker.go_on()
    paper.until_state(begun, "posted")
    beside.until_state(late, "missed")
    beside.approved.pop(late)
    assert (paper.verdict().words, beside.verdict().words) == ([], [])


def test_hundreds_of_missed_threads_send_nothing_and_hold_nobody_up(desk: Newsdesk):
    crowd, paper = desk.paper(), desk.paper()
    desk.ask("heap", account=crowd.account, count=MISSED, hours_late=2)
    paper.approve()
    desk.crew(2)
    paper.until_out()
    until(lambda: desk.ask("standing", account=crowd.account) == {"missed": MISSED}, "all missed")
    assert crowd.out() == []
    assert paper.verdict().clean
