"""The clock's tick: who is told to look, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from publisher.delivery.tick import AT_ONCE, Hint, put_back, record_beat, sleep_for, tick
from publisher.thread.models import Beat, Thread
from tests.builders import newsroom, thread_in_review
from tests.delivery.test_claim import at_once

pytestmark = pytest.mark.django_db


def due(clock, seconds: float = 0, **more) -> Thread:
    wake = clock.now() - timedelta(seconds=seconds)
    return thread_in_review(more.pop("house", None), wake_at=wake, state="scheduled", **more)


def test_a_due_thread_is_hinted_once(clock):
    thread = due(clock, 1)
    assert tick() == [Hint(thread.pk, "deliver")]
    assert tick() == []


def test_a_lost_hint_is_repeated_after_half_a_minute(clock):
    thread = due(clock, 1)
    tick()
    clock.advance(settings.TRY_AGAIN - 2)
    assert tick() == []
    clock.advance(3)
    assert tick() == [Hint(thread.pk, "deliver")]


def test_what_is_not_due_or_waits_for_nobody_is_not_hinted(clock):
    due(clock, -5)
    thread_in_review(wake_at=None)
    assert tick() == []


def test_the_longest_waiting_come_first(clock):
    house = newsroom()
    threads = [due(clock, seconds, house=house) for seconds in (5, 9, 7)]
    assert [hint.thread_id for hint in tick()] == [threads[n].pk for n in (1, 2, 0)]


def test_a_thread_to_be_drafted_is_hinted_as_such(clock):
    thread = due(clock, 1)
    Thread.objects.filter(pk=thread.pk).update(state="drafting")
    assert tick() == [Hint(thread.pk, "draft")]


def test_one_tick_gives_a_bounded_number_of_hints(clock):
    first = due(clock, 1)
    copies = [
        Thread(article=first.article, account=first.account, state="scheduled", wake_at=clock.now())
        for _ in range(AT_ONCE)
    ]
    Thread.objects.bulk_create(copies)
    assert len(tick()) == AT_ONCE
    assert len(tick()) == 1


def test_what_could_not_be_hinted_is_due_at_once(clock):
    thread, other = due(clock, 1), due(clock, 1)
    hints = tick()
    put_back([hint for hint in hints if hint.thread_id == thread.pk])
    assert tick() == [Hint(thread.pk, "deliver")]
    assert Thread.objects.get(pk=other.pk).wake_at


def test_what_ended_meanwhile_is_not_put_back(clock):
    thread = due(clock, 1)
    hints = tick()
    Thread.objects.filter(pk=thread.pk).update(wake_at=None)
    put_back(hints)
    put_back([])
    assert tick() == []


def test_the_clock_sleeps_until_the_next_thread_but_never_long(clock):
    assert sleep_for() == pytest.approx(0.2)
    thread = due(clock, -3600)
    assert sleep_for() == pytest.approx(0.2)
    Thread.objects.filter(pk=thread.pk).update(wake_at=clock.now() - timedelta(seconds=1))
    assert sleep_for() == 0


def test_a_beat_says_how_much_waits(clock):
    thread = due(clock, 60)
    due(clock, -60)
    record_beat("worker@one", 3)
    record_beat("worker@one", 0)
    row = Beat.objects.get()
    assert (row.worker, row.due, row.hints_failed) == ("worker@one", 1, 0)
    assert row.oldest_due_at == thread.wake_at


@pytest.mark.django_db(transaction=True)
def test_clocks_that_tick_together_hint_each_thread_once(clock):
    house = newsroom()
    threads = {due(clock, 1, house=house).pk for _ in range(20)}
    told: list[Hint] = []
    at_once(*[lambda: told.extend(tick())] * 4)
    assert sorted(hint.thread_id for hint in told) == sorted(threads)
