"""Who takes a thread, and who is too late."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from publisher.delivery import receipt
from publisher.delivery.claim import claim_to_prepare, claim_to_send, release_claim
from publisher.delivery.deliver import deliver
from publisher.delivery.errors import NotClaimed, Stopped
from publisher.delivery.fence import fence, write_intent
from publisher.delivery.outcomes import retry_later
from publisher.networks.base import RateLimited, Refused, Sent, TryLater
from publisher.thread.models import Call, Move, Thread
from publisher.thread.states import PostState
from tests import builders
from tests.delivery.conftest import BODIES, Died, Paper
from tests.delivery.test_unknown import die_at, once_each


def at_once(*works: Callable[[], object]) -> None:
    """Run these in threads that start together."""
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        gate.wait()
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def held(thread: Thread) -> Thread:
    """The row as a worker reads it."""
    rows = Thread.objects.select_related("account__newsroom", "article__newsroom", "approved")
    return rows.get(pk=thread.pk)


def test_workers_that_come_together_send_one_post(paper: Paper):
    paper.account.gap = 60
    paper.account.save()
    thread = paper.step(paper.approve())
    at_once(*[lambda: deliver(thread.pk)] * 6)
    assert paper.words() == [BODIES[0]]
    assert Call.objects.filter(thread=thread, kind="post").count() == 1


def test_two_workers_on_one_account_send_one_thread_after_the_other(paper: Paper):
    threads = [paper.approve(*(f"{name} {n}" for n in range(3))) for name in "AB"]
    for _ in range(20):
        at_once(*[lambda pk=each.pk: deliver(pk) for each in threads])
    words = [words[0] for words in paper.words()]
    assert sorted(words) == ["A", "A", "A", "B", "B", "B"]
    assert words in (list("AAABBB"), list("BBBAAA"))


def test_a_claim_takes_lane_lease_and_a_new_epoch(paper: Paper, settings):
    thread = held(paper.step(paper.approve()))
    before = thread.epoch
    claim_to_send(thread)
    stored = held(thread)
    assert (stored.state, stored.lane, stored.epoch) == ("sending", paper.account.pk, before + 1)
    assert stored.lease_until
    assert stored.lease_until > paper.clock.now() + timedelta(seconds=settings.LEASE - 5)


def test_a_claim_that_is_old_takes_nothing(paper: Paper):
    thread = paper.step(paper.approve())
    early, late = held(thread), held(thread)
    claim_to_send(early)
    with pytest.raises(NotClaimed):
        claim_to_send(late)
    assert late.lease_until is None


def test_what_was_read_before_another_worker_s_step_is_not_taken(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    early, late = held(thread), held(thread)
    claim_to_send(early)
    release_claim(early, paper.clock.now())
    with pytest.raises(NotClaimed):
        claim_to_send(late)


def test_no_version_but_the_claimed_one_is_sent(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    worker = held(thread)
    claim_to_send(worker)
    newer = thread.revisions.create(rev=2, content=builders.content(*BODIES))
    Thread.objects.filter(pk=thread.pk).update(approved=newer)
    with pytest.raises(Stopped, match="approved version has changed"):
        fence(worker, paper.post(thread, 2), {"text": BODIES[1]})


def test_one_thread_at_a_time_is_prepared_by_one_worker(paper: Paper):
    thread = paper.approve()
    early, late = held(thread), held(thread)
    claim_to_prepare(early)
    with pytest.raises(NotClaimed):
        claim_to_prepare(late)


def test_a_taken_lane_keeps_the_second_thread_where_it_is(paper: Paper):
    paper.to_the_first(paper.approve())
    other = paper.step(paper.approve("Another", cards=False), 3)
    assert (other.state, other.lane) == ("scheduled", None)
    assert paper.words() == [BODIES[0]]


def test_a_free_lane_wakes_the_thread_that_waited_longest(paper: Paper):
    first = paper.to_the_first(paper.approve())
    waiting = [paper.step(paper.approve(name, cards=False)) for name in ("Second", "Third")]
    later = paper.clock.now() + timedelta(minutes=9)
    Thread.objects.filter(pk__in=[each.pk for each in waiting]).update(wake_at=later)
    paper.run(first)
    for each in waiting:
        each.refresh_from_db()
    assert [bool(each.wake_at and each.wake_at < later) for each in waiting] == [True, False]


def test_a_thread_that_only_waits_wakes_the_next_and_they_do_not_wake_each_other(paper: Paper):
    first, second = (paper.step(paper.approve(name, cards=False)) for name in ("First", "Second"))
    later = paper.clock.now() + timedelta(minutes=9)
    Thread.objects.filter(pk__in=(first.pk, second.pk)).update(wake_at=later)

    def wait(thread: Thread) -> list[bool]:
        """It took the lane and rests; who of the two looks again soon."""
        thread = held(thread)
        claim_to_send(thread)
        retry_later(thread, "The embargo has not ended.", later)
        return [held(each).wake_at != later for each in (first, second)]

    assert wait(first) == [False, True]
    assert held(second).wake_at
    Thread.objects.filter(pk=second.pk).update(wake_at=later)
    assert wait(second) == [False, False]
    paper.clock.advance(31)
    assert wait(second) == [True, False]


def test_a_stray_hint_hands_no_picture_over_too_early(paper: Paper):
    thread = paper.approve(at=paper.clock.now() + timedelta(hours=1))
    deliver(thread.pk)
    assert paper.calls("upload") == []
    paper.clock.advance(46 * 60)
    deliver(thread.pk)
    assert paper.calls("upload") == [200] * 3


def test_a_breaking_thread_goes_first(paper: Paper):
    usual = paper.step(paper.approve("Usual", cards=False))
    breaking = paper.step(paper.approve("Breaking", cards=False, breaking=True))
    paper.step(usual)
    assert paper.out() == []
    paper.run(breaking)
    paper.run(usual)
    assert paper.words() == ["Breaking", "Usual"]


def test_a_breaking_thread_does_not_cut_in_between_two_posts(paper: Paper):
    usual = paper.to_the_first(paper.approve())
    breaking = paper.step(paper.approve("Breaking", cards=False, breaking=True), 2)
    paper.run(usual)
    paper.run(breaking)
    assert paper.words() == [*BODIES, "Breaking"]


def test_a_breaking_thread_that_may_not_go_yet_holds_nobody_up(paper: Paper):
    paper.approve("Breaking", breaking=True, not_before=paper.clock.now() + timedelta(hours=1))
    usual = paper.run(paper.approve("Usual", cards=False))
    assert usual.state == "posted"


def test_who_lost_the_claim_writes_no_intent(paper: Paper):
    thread = held(paper.step(paper.approve()))
    claim_to_send(thread)
    Thread.objects.filter(pk=thread.pk).update(epoch=thread.epoch + 1)
    post = paper.post(thread, 1)
    with pytest.raises(Stopped):
        fence(thread, post, {"text": "late"})
    with pytest.raises(Stopped):
        write_intent(thread, Call.Kind.UPLOAD, {})
    assert paper.post(thread, 1).state == "waiting"
    assert not Call.objects.filter(thread=thread, kind="post").exists()


def test_who_lost_the_claim_does_not_let_the_other_s_go(paper: Paper):
    thread = held(paper.step(paper.approve()))
    claim_to_send(thread)
    late = held(thread)
    late.epoch -= 1
    release_claim(late, None)
    assert held(thread).lease_until == thread.lease_until


def test_an_intent_renews_the_lease(paper: Paper, settings):
    thread = held(paper.step(paper.approve()))
    claim_to_send(thread)
    paper.clock.advance(settings.LEASE - 1)
    write_intent(thread, Call.Kind.UPLOAD, {})
    lease = held(thread).lease_until
    assert lease
    assert lease > paper.clock.now() + timedelta(seconds=settings.LEASE - 5)


def test_a_receipt_is_written_though_the_claim_is_lost(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    call, post = unsettled(paper, thread)
    Thread.objects.filter(pk=thread.pk).update(epoch=99)
    receipt.record_success(call, post, Sent("123", "https://x.example/123"))
    stored = paper.post(thread, 2)
    assert (stored.state, stored.remote_id) == ("posted", "123")
    call.refresh_from_db()
    assert (call.outcome, call.settle_at) == ("done", None)


def unsettled(paper: Paper, thread: Thread):
    """A worker sent the second post and fell asleep before its receipt."""
    worker = held(thread)
    claim_to_send(worker)
    post = paper.post(thread, 2)
    return fence(worker, post, {"text": BODIES[1]}), post


@pytest.mark.parametrize("state", ["waiting", "unknown"])
def test_a_receipt_after_the_post_was_given_up_keeps_it_from_going_out_twice(
    paper: Paper, state: str
):
    thread = paper.to_the_first(paper.approve())
    call, post = unsettled(paper, thread)
    receipt.complete_call(call, Call.Outcome.ABSENT)
    thread.posts.filter(pk=post.pk).update(state=state)
    receipt.record_success(call, post, Sent("123", "https://x.example/123"))
    call.refresh_from_db()
    assert (paper.post(thread, 2).state, call.outcome) == ("posted", "done")


def test_a_post_that_is_out_twice_is_told(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    call, post = unsettled(paper, thread)
    thread.posts.filter(pk=post.pk).update(state="posted", remote_id="1")
    receipt.record_success(call, post, Sent("2", "https://x.example/2"))
    row = Move.objects.get(after="posted twice")
    assert "https://x.example/2" in row.why
    assert row.post == post


def test_a_late_refusal_does_not_undo_what_was_settled(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    call, post = unsettled(paper, thread)
    thread.posts.filter(pk=post.pk).update(state="posted", remote_id="1")
    receipt.record_failure(call, post, PostState.REFUSED, Refused("No", status=400))
    call.refresh_from_db()
    assert (paper.post(thread, 2).state, call.outcome) == ("posted", "refused")


def test_the_refusal_of_an_older_call_leaves_the_newer_one_open(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    old, post = unsettled(paper, thread)
    thread.posts.filter(pk=post.pk).update(state="waiting")
    worker = held(thread)
    fence(worker, paper.post(thread, 2), {"text": BODIES[1]})
    receipt.record_failure(old, post, PostState.REFUSED, Refused("No", status=400))
    assert paper.post(thread, 2).state == "intent"


@pytest.mark.django_db
def test_only_a_limit_is_waited_for_as_long_as_the_network_says(clock, settings):
    for error, seconds in (
        (TryLater("Busy", after=9_000), settings.TRY_AGAIN),
        (RateLimited("Slow down", after=9_000), 9_000),
    ):
        wait = (receipt.retry_time_of(error) - clock.now()).total_seconds()
        assert seconds - 5 < wait <= seconds


def test_a_worker_that_dies_between_claim_and_intent_costs_a_lease(
    paper: Paper, monkeypatch, settings
):
    thread = paper.step(paper.approve())
    with monkeypatch.context() as dying:
        dying.setattr("publisher.delivery.deliver.preflight", die)
        with pytest.raises(Died):
            paper.step(thread)
    assert thread.state == "scheduled" or held(thread).lane == paper.account.pk
    paper.clock.advance(settings.LEASE + 1)
    paper.run(thread)
    assert once_each(paper)


def die(*_given: object) -> None:
    raise Died


def test_a_thread_over_which_workers_die_is_an_editor_s(paper: Paper, monkeypatch, settings):
    thread = paper.to_the_first(paper.approve())
    monkeypatch.setattr("publisher.delivery.deliver.media_ids", die)
    for _ in range(10):
        with pytest.raises(Died):
            deliver(thread.pk)
        paper.clock.advance(settings.LEASE + 1)
    deliver(thread.pk)
    thread.refresh_from_db()
    assert thread.state == "needs_editor"
    assert "again and again" in thread.why


def test_a_busy_database_is_asked_again_for_the_receipt(monkeypatch):
    monkeypatch.setattr(receipt, "_BUSY_PAUSE", 0)
    tried = []

    def write() -> None:
        tried.append(1)
        if len(tried) < 3:
            raise OperationalError("database is locked")

    receipt.keep_trying(write)
    assert len(tried) == 3


@pytest.mark.parametrize("where", ["send", "succeeded"])
def test_two_workers_settle_one_post_once(paper: Paper, monkeypatch, settings, where: str):
    thread = paper.to_the_first(paper.approve())
    with monkeypatch.context() as dying:
        die_at(dying, where)
        with pytest.raises(Died):
            paper.step(thread)
    for seconds in (settings.LEASE + 1, settings.SETTLE_AFTER, 31, 31, 31):
        paper.clock.advance(seconds)
        at_once(*[lambda: deliver(thread.pk)] * 3)
    paper.run(thread)
    assert once_each(paper)
