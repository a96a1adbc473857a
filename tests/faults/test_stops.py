"""A stop at any moment: nothing begins after it, and what was under way is one post at most."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.faults.together import side_by_side
from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey
#: Where a worker stands when the stop comes, and how many posts may still finish.
BEFORE_THE_INTENT = ("deliver.after_claim#3", "send.before_fence#2")
AFTER_THE_INTENT = (
    "fence.before_commit#2",
    "send.after_intent#2",
    "window.before_check#2",
    "window.after_check#2",
    "send.after_answer#2",
    "receipt.before_commit#2",
    "send.after_receipt#1",
    "settle.after_read#1",
)
STOPS = (*BEFORE_THE_INTENT, *AFTER_THE_INTENT)
BEFORE_IT_BEGINS = (
    "clock.after_mark#1", "deliver.after_claim#1", "prepare.after_upload#1", "prepare.after_alt#1",
    "deliver.after_claim#2", "preflight.after_read#1", "send.before_fence#1",
)  # fmt: skip


def armed(place: str) -> str:
    point, _, nth = place.partition("#")
    return f"{point}:stop:1.5#{nth}"


def paused(desk: Newsdesk, place: str) -> str:
    """Pause while a worker stands frozen at this place; what was wrong with what came of it."""
    desk.rest()
    paper = desk.paper()
    if place.startswith("settle."):
        paper.fault("reset", when="after", endpoint="post", post=2)
    worker = desk.worker(armed(place))
    paper.approve(posts=4)
    until(lambda: worker.frozen, place)
    before = len(paper.out())
    scope = ("account", "all")[len(place) % 2]
    paper.pause(scope)
    until(lambda: not worker.frozen, f"{place} to go on")
    time.sleep(1.5)
    more = len(paper.out()) - before
    if more > (place in AFTER_THE_INTENT):
        return f"{more} posts after the stop"
    paper.resume()
    paper.until_out()
    return "; ".join(paper.verdict().words)


def cancelled(desk: Newsdesk, place: str) -> str:
    """Cancel while a worker stands frozen at this place, before anything is out."""
    desk.rest()
    paper = desk.paper()
    worker = desk.worker(armed(place))
    thread = paper.approve(posts=2, cards=True)
    until(lambda: worker.frozen, place)
    done = desk.ask("cancel", thread=thread)
    until(lambda: not worker.frozen, f"{place} to go on")
    if done:
        time.sleep(1.5)
        return "; ".join(line["text"] for line in paper.out())
    paper.until_out()
    return "; ".join(paper.verdict().words)


def test_a_pause_at_any_point_stops_what_has_not_begun(desks: list[Newsdesk]):
    assert side_by_side(desks, STOPS, paused) == dict.fromkeys(STOPS, "")


def test_a_cancelled_thread_sends_nothing_wherever_a_worker_stood(desks: list[Newsdesk]):
    assert side_by_side(desks, BEFORE_IT_BEGINS, cancelled) == dict.fromkeys(BEFORE_IT_BEGINS, "")


def test_an_edit_in_the_queue_undoes_the_approval(busy: Newsdesk):
    paper = busy.paper()
    thread = paper.approve(after=1.5)
    assert busy.ask("edit", thread=thread, position=2, body="Other words")
    time.sleep(2.5)
    assert paper.out() == []
    assert paper.seen(thread)["state"] == "in_review"


def test_an_edit_half_way_changes_nothing_of_what_was_approved(busy: Newsdesk):
    paper = busy.paper(gap=0.5)
    first = paper.approve(posts=4)
    paper.until_posts(1)
    assert not busy.ask("edit", thread=first, position=4, body="Other words")
    paper.until_out()
    assert paper.verdict().clean


def test_an_edit_of_the_tail_half_way_waits_for_an_approval_and_frees_the_lane(busy: Newsdesk):
    paper = busy.paper(gap=0.6)
    first = paper.approve(posts=6)
    paper.until_posts(3)
    assert busy.ask("mend", thread=first, position=6, body="Other words")
    paper.stopped([first])
    paper.until_state(first, "needs_editor")
    second = paper.approve(posts=2)
    paper.until_state(second, "posted")
    told = paper.approved[first]
    paper.approved[first] = replace(told, posts=(*told.posts[:5], "Other words"))
    paper.stops = [replace(stop, before=paper.at()) for stop in paper.stops]
    assert busy.ask("go_on", thread=first)
    paper.until_out()
    assert paper.verdict().clean


def test_what_is_taken_down_goes_though_everything_is_paused(busy: Newsdesk):
    paper = busy.paper(gap=1.0)
    thread = paper.approve(posts=4)
    paper.until_posts(2)
    paper.pause("all")
    busy.ask("take_down", thread=thread)
    paper.until_state(thread, "taken_down")
    posts, gone = paper.out(), busy.network.log(paper.handle, "delete")
    assert {line["id"] for line in gone} == {line["id"] for line in posts}
    paper.expect(thread, whole=False)
    assert paper.verdict().clean


def test_while_the_take_downs_of_an_account_hang_others_send_and_only_one_call_waits(
    desk: Newsdesk,
):
    silent, other = desk.paper(), desk.paper()
    desk.worker(threads=3)
    silent.approve(posts=1, threads=4)
    silent.until_out()
    silent.fault("delay", endpoint="delete", seconds=60, times=None)
    for thread in silent.approved:
        desk.ask("take_down", thread=thread)
    until(lambda: desk.ask("deletions", account=silent.account), "a deletion that hangs")
    other.approve()
    other.until_out()
    until(lambda: len(desk.ask("deletions", account=silent.account)) > 3, "another")
    desk.network.clear()
    for thread in silent.approved:
        silent.until_state(thread, "taken_down", "needs_editor")
    spans = desk.ask("deletions", account=silent.account)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert other.verdict().clean


def test_a_post_that_lands_after_the_take_down_is_found_and_deleted(busy: Newsdesk):
    paper = busy.paper()
    paper.fault("late", seconds=1.8, endpoint="post", post=1)
    thread = paper.approve()
    until(paper.calls, "the call that comes too late")
    busy.ask("take_down", thread=thread)
    paper.until_state(thread, "taken_down")
    posts, gone = paper.out(), busy.network.log(paper.handle, "delete")
    assert (len(posts), [line["id"] for line in gone]) == (1, [posts[0]["id"]])


def test_while_one_thread_is_paused_half_way_the_next_goes_out_whole(busy: Newsdesk):
    paper = busy.paper(gap=0.6)
    first = paper.approve(posts=5)
    paper.until_posts(2)
    paper.pause("thread", thread=first)
    second = paper.approve(posts=3)
    paper.until_state(second, "posted")
    paper.resume()
    paper.until_out()
    assert paper.verdict().clean
