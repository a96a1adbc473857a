from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from publisher.delivery.tick import Hint, tick
from publisher.thread.clock import now
from publisher.thread.models import Beat, Thread
from tasks import clock_loop as ticking
from tasks.app import app
from tasks.clock_loop import Clock, send_hints
from tests.builders import thread_in_review

HINTS = [Hint(n, "deliver") for n in (1, 2, 3)]


@pytest.fixture
def sent(monkeypatch):
    """The hints as they are given to the broker; `fail_at` is the first that cannot be sent."""
    box = SimpleNamespace(hints=[], fail_at=None)

    def send_task(name, given, **options):
        if len(box.hints) == box.fail_at:
            raise ConnectionError("the broker is away")
        box.hints.append((name, given, options))

    monkeypatch.setattr(app, "send_task", send_task)
    return box


def test_each_hint_is_sent_once_without_retry_or_expiry(sent):
    assert send_hints(HINTS) == 0
    assert sent.hints == [("deliver", (n,), {"retry": False}) for n in (1, 2, 3)]


@pytest.mark.django_db
def test_hints_that_cannot_be_sent_are_put_back_at_once(sent):
    threads = [thread_in_review(state="scheduled", wake_at=now()) for _ in range(3)]
    sent.fail_at = 1
    hints = tick()
    assert send_hints(hints) == 2
    assert [hint.thread_id for hint in tick()] == [each.pk for each in threads[1:]]


@pytest.mark.django_db
def test_after_the_first_failure_the_broker_is_left_alone(monkeypatch):
    tried = []

    def send_task(*given, **_options):
        tried.append(given)
        raise ConnectionError("the broker is away")

    monkeypatch.setattr(app, "send_task", send_task)
    assert send_hints(HINTS) == 3
    assert len(tried) == 1


def test_a_frozen_broker_costs_seconds_at_most():
    options = app.conf.broker_transport_options
    assert options["max_retries"] == 0
    assert options["socket_timeout"] <= 5
    assert app.conf.task_ignore_result
    assert app.conf.worker_prefetch_multiplier == 1


def test_drafts_have_a_queue_of_their_own():
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in ("draft", "deliver")}
    assert queues == {"draft": "draft", "deliver": "post"}


@pytest.fixture
def run(transactional_db, sent):  # noqa: ARG001 - the loop has a connection of its own
    loop = Clock(SimpleNamespace())
    yield loop, sent
    loop.stop(None)


def until(done) -> None:
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def test_the_loop_gives_hints_and_beats(run):
    loop, sent = run
    thread = thread_in_review(state="scheduled", wake_at=now())
    loop.start(SimpleNamespace(hostname="worker@one"))
    until(lambda: sent.hints and Beat.objects.exists())
    assert sent.hints[0][:2] == ("deliver", (thread.pk,))
    assert Beat.objects.get().worker == "worker@one"


def test_the_loop_outlives_what_goes_wrong(run, monkeypatch):
    loop, sent = run
    loop.after_failure = 0.01
    stumbles = iter([RuntimeError("once"), RuntimeError("twice")])

    def stumbling():
        for trouble in stumbles:
            raise trouble
        return tick()

    monkeypatch.setattr(ticking, "tick", stumbling)
    Thread.objects.filter(pk=thread_in_review().pk).update(wake_at=now())
    loop.start(SimpleNamespace(hostname="worker@one"))
    until(lambda: sent.hints)


def test_the_loop_ends_with_its_worker(run):
    loop, _ = run
    loop.start(SimpleNamespace(hostname="worker@one"))
    loop.stop(None)
    assert not [each for each in threading.enumerate() if each.name == "clock"]


def test_a_clock_that_ends_in_order_takes_its_beat_back(run):
    loop, _ = run
    loop.start(SimpleNamespace(hostname="worker@one"))
    until(Beat.objects.exists)
    loop.stop(None)
    assert not Beat.objects.exists()


def test_the_clock_belongs_to_every_worker():
    assert Clock in app.steps["worker"]
