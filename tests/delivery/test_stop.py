"""A stop that stops: before the first post, between two, and while one is on its way."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.delivery import deliver as delivering
from publisher.delivery import fence as fencing
from publisher.delivery import send
from publisher.delivery.claim import claim_to_send
from publisher.delivery.deliver import deliver
from publisher.delivery.preflight import preflight
from publisher.delivery.receipt import record_success
from publisher.delivery.upload_media import media_ids
from publisher.schedule.pause import Scope, pause, resume
from publisher.thread.models import Pause, Thread
from tests.delivery.conftest import BODIES, Died, Paper
from tests.delivery.test_unknown import die_at, once_each


def stop(paper: Paper, thread: Thread, scope: str) -> Pause:
    what: dict[str, Any] = {
        Scope.ACCOUNT: {"account": paper.account},
        Scope.THREAD: {"thread": thread},
    }
    return pause(paper.house, who=None, why="Stop", scope=scope, **what.get(scope, {}))


@pytest.mark.parametrize("scope", list(Scope))
def test_a_pause_before_the_first_post_sends_nothing(paper: Paper, scope: str):
    thread = paper.step(paper.approve())
    stop(paper, thread, scope)
    paper.step(thread, 3)
    assert paper.out() == []
    assert thread.state == "scheduled"


@pytest.mark.parametrize("scope", list(Scope))
def test_a_pause_between_two_posts_stops_there_and_resuming_goes_on_at_once(
    paper: Paper, scope: str
):
    thread = paper.to_the_first(paper.approve())
    row = stop(paper, thread, scope)
    paper.step(thread, 3)
    assert paper.words() == [BODIES[0]]
    resume(row, who=None)
    thread.refresh_from_db()
    assert thread.wake_at
    assert thread.wake_at <= paper.clock.now()
    paper.run(thread)
    assert once_each(paper)


def test_a_pause_that_lands_after_the_claim_stops_the_post(paper: Paper, monkeypatch):
    thread = paper.to_the_first(paper.approve())

    def claim_and_be_stopped(claimed: Thread) -> None:
        claim_to_send(claimed)
        pause(paper.house, who=None)

    monkeypatch.setattr(delivering, "claim_to_send", claim_and_be_stopped)
    paper.step(thread)
    assert paper.words() == [BODIES[0]]
    assert thread.state == "sending"
    assert not thread.calls.filter(kind="post", post__position=2).exists()


def test_a_pause_that_lands_before_the_first_intent_puts_the_thread_back(paper: Paper, monkeypatch):
    thread = paper.step(paper.approve())

    def look_and_be_stopped(*given: Any) -> None:
        preflight(*given)
        pause(paper.house, who=None)

    monkeypatch.setattr(delivering, "preflight", look_and_be_stopped)
    paper.step(thread)
    assert (thread.state, thread.lane, thread.begun_at) == ("scheduled", None, None)
    assert paper.out() == []


def test_a_post_on_its_way_when_the_stop_lands_is_recorded_and_is_the_last(
    paper: Paper, monkeypatch
):
    thread = paper.to_the_first(paper.approve())

    def stopped_meanwhile(*given: Any) -> None:
        pause(paper.house, who=None)
        record_success(*given)

    monkeypatch.setattr(send, "record_success", stopped_meanwhile)
    paper.step(thread, 4)
    assert paper.words() == list(BODIES[:2])
    assert paper.post(thread, 2).state == "posted"


def test_an_unclear_post_is_read_back_under_a_pause(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2, when="after")
    thread = paper.step(paper.to_the_first(paper.approve()))
    pause(paper.house, who=None)
    paper.step(thread, 3)
    assert paper.post(thread, 2).state == "posted"
    assert paper.words() == list(BODIES[:2])


def test_a_thread_paused_by_itself_lets_the_others_go_out(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    other = paper.approve("Another", "And its second")
    paper.step(other, 2)
    assert other.state == "scheduled"
    row = stop(paper, thread, Scope.THREAD)
    paper.step(thread)
    assert thread.lane is None
    paper.run(other)
    resume(row, who=None)
    paper.run(thread)
    assert paper.words() == [BODIES[0], "Another", "And its second", *BODIES[1:]]
    assert thread.state == "posted"


def test_a_thread_paused_by_itself_keeps_its_lane_while_a_post_is_unclear(
    paper: Paper, monkeypatch
):
    thread = paper.to_the_first(paper.approve())
    with monkeypatch.context() as dying:
        die_at(dying, "send")
        with pytest.raises(Died):
            paper.step(thread)
    stop(paper, thread, Scope.THREAD)
    paper.step(thread)
    assert thread.lane == paper.account.pk


def test_the_account_s_pause_keeps_the_lane_for_who_has_it(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    stop(paper, thread, Scope.ACCOUNT)
    paper.step(thread)
    assert thread.lane == paper.account.pk


def test_an_edit_that_lands_before_the_fence_keeps_the_old_words_in(paper: Paper, monkeypatch):
    thread = paper.step(paper.approve())
    checked = fencing._check  # noqa: SLF001 - the moment before the look

    def edited_meanwhile(*given) -> None:
        Thread.objects.filter(pk=thread.pk).update(approved=None)
        given[0].refresh_from_db()
        checked(*given)

    monkeypatch.setattr(fencing, "_check", edited_meanwhile)
    paper.step(thread)
    assert paper.out() == []


def test_a_thread_to_be_taken_down_sends_nothing_more(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    Thread.objects.filter(pk=thread.pk).update(goal="gone")
    paper.step(thread, 2)
    assert paper.words() == [BODIES[0]]


def test_a_take_down_that_lands_after_the_claim_stops_the_post(paper: Paper, monkeypatch):
    thread = paper.to_the_first(paper.approve())

    def aimed_elsewhere(*given: Any) -> object:
        Thread.objects.filter(pk=thread.pk).update(goal="gone")
        return media_ids(*given)

    monkeypatch.setattr(delivering, "media_ids", aimed_elsewhere)
    paper.step(thread)
    assert paper.words() == [BODIES[0]]


def test_a_paused_thread_that_is_hinted_leaves_no_trace(paper: Paper):
    thread = paper.step(paper.approve())
    pause(paper.house, who=None)
    before = (thread.moves.count(), thread.calls.count(), thread.epoch)
    for _ in range(5):
        deliver(thread.pk)
    thread.refresh_from_db()
    assert (thread.moves.count(), thread.calls.count(), thread.epoch) == before
