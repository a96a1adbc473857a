"""When a thread may go: not before, not too late, and not on a lapsed approval."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.delivery import expiry
from publisher.delivery.deliver import deliver
from publisher.review.terms import Lasts
from publisher.thread.models import Thread
from tests.delivery.conftest import BODIES, Died, Paper
from tests.delivery.test_claim import die
from tests.delivery.test_unknown import once_each

HOUR = timedelta(hours=1)


def in_an_hour(paper: Paper, **more) -> Thread:
    return paper.approve(at=paper.clock.now() + HOUR, **more)


def test_nothing_goes_out_before_it_is_due(paper: Paper):
    thread = in_an_hour(paper)
    paper.clock.advance(3590)
    for _ in range(5):
        deliver(thread.pk)
    assert paper.out() == []
    paper.run(thread)
    assert once_each(paper)


def test_pictures_are_handed_over_a_quarter_of_an_hour_before(paper: Paper):
    thread = in_an_hour(paper)
    assert thread.wake_at
    assert timedelta(minutes=44) < thread.wake_at - paper.clock.now() <= timedelta(minutes=45)
    paper.step(thread)
    assert paper.calls("upload") == [200] * 3
    assert thread.wake_at == thread.due_at


def test_an_embargo_outlasts_the_time_to_send(paper: Paper):
    ends = paper.clock.now() + HOUR
    thread = paper.approve(not_before=ends)
    paper.step(thread)
    assert thread.wake_at == ends
    for _ in range(3):
        deliver(thread.pk)
    assert paper.out() == []
    paper.run(thread)
    assert once_each(paper)


def test_an_embargo_put_on_after_the_approval_breaks_the_seal(paper: Paper):
    thread = paper.step(paper.approve())
    Thread.objects.filter(pk=thread.pk).update(not_before=paper.clock.now() - HOUR)
    paper.run(thread)
    assert (paper.out(), thread.state) == ([], "in_review")


def test_what_is_too_late_is_missed_and_never_sent_by_itself(paper: Paper):
    thread = paper.step(paper.approve(late_after=600))
    paper.clock.advance(601)
    paper.run(thread)
    assert (thread.state, thread.wake_at) == ("missed", None)
    paper.clock.advance(60)
    deliver(thread.pk)
    assert paper.out() == []


def test_lateness_counts_from_the_end_of_an_embargo(paper: Paper):
    thread = paper.approve(late_after=600, not_before=paper.clock.now() + HOUR)
    paper.clock.advance(3600 + 300)
    paper.run(thread)
    assert once_each(paper)


def test_a_begun_thread_is_never_missed(paper: Paper):
    thread = paper.to_the_first(paper.approve(late_after=600))
    paper.clock.advance(7200)
    paper.run(thread)
    assert once_each(paper)


def test_a_thread_is_missed_too_when_its_worker_died_before_the_first_post(
    paper: Paper, monkeypatch
):
    thread = paper.step(paper.approve(late_after=600))
    with monkeypatch.context() as dying:
        dying.setattr("publisher.delivery.deliver.preflight", die)
        with pytest.raises(Died):
            deliver(thread.pk)
    paper.clock.advance(7200)
    paper.run(thread)
    assert (thread.state, thread.lane, paper.out()) == ("missed", None, [])


def test_an_approval_lapses_before_a_thread_that_is_never_late(paper: Paper):
    thread = paper.step(paper.approve(late_after=10**8))
    assert thread.approved_until
    paper.clock.advance((thread.approved_until - paper.clock.now()).total_seconds() + 1)
    paper.run(thread)
    assert (thread.state, thread.approved, paper.out()) == ("in_review", None, [])
    assert thread.moves.latest("id").why == "The approval has lapsed."


def test_an_approval_that_does_not_lapse_is_as_good_a_month_later(paper: Paper):
    thread = paper.step(paper.approve(late_after=10**8, lasts=Lasts.NEVER))
    paper.clock.advance(30 * 86_400)
    paper.run(thread)
    assert once_each(paper)


def test_an_approval_without_a_time_lapses_too(paper: Paper):
    thread = paper.approve(now=False)
    assert (thread.state, thread.wake_at) == ("approved", thread.approved_until)
    deliver(thread.pk)
    paper.run(thread)
    assert (thread.state, thread.approved, thread.wake_at) == ("in_review", None, None)


def test_a_begun_thread_goes_on_when_its_approval_has_lapsed(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    assert thread.approved_until
    paper.clock.advance((thread.approved_until - paper.clock.now()).total_seconds() + 1)
    paper.run(thread)
    assert once_each(paper)


def test_who_is_overtaken_while_judging_leaves_it(paper: Paper, monkeypatch):
    thread = paper.step(paper.approve(late_after=600))
    paper.clock.advance(601)
    late = expiry._late  # noqa: SLF001 - the moment between look and move

    def edited_meanwhile(*given) -> bool:
        Thread.objects.filter(pk=thread.pk).update(epoch=thread.epoch + 1)
        return late(*given)

    monkeypatch.setattr(expiry, "_late", edited_meanwhile)
    deliver(thread.pk)
    thread.refresh_from_db()
    assert thread.state == "scheduled"


def test_ten_thousand_late_threads_are_not_sent_together(paper: Paper):
    threads = [paper.approve(f"Late {n}", cards=False, late_after=600) for n in range(3)]
    paper.clock.advance(7200)
    for each in threads:
        deliver(each.pk)
    assert set(Thread.objects.values_list("state", flat=True)) == {"missed"}
    assert BODIES[0] not in paper.words()


def test_a_moment_that_passed_before_the_first_byte_is_followed_by_the_next(paper: Paper, settings):
    thread = paper.step(paper.approve("The ferry is late"))
    settings.SEND_WINDOW = -1
    paper.step(thread)
    assert paper.words() == []
    assert thread.wake_at
    assert thread.wake_at - paper.clock.now() < timedelta(seconds=2)
    settings.SEND_WINDOW = 2
    assert paper.run(thread).state == "posted"
    assert paper.words() == ["The ferry is late"]
