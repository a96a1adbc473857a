"""The real code under everything that may happen to it, in an order nobody would think of.

One process, one database, the clock turned by hand. A worker that sleeps is a worker that meets
others while it is in the middle of something.
"""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from publisher.delivery import claim, fence
from publisher.delivery import deliver as delivering
from publisher.delivery.deliver import deliver
from publisher.schedule.pause import Scope
from publisher.thread.models import Pause, Post, Thread
from tests.conftest import Clock
from tests.model.desk import PLACES, Desk, Died

THREADS = st.integers(0, 1)
WAITS = st.sampled_from([1, 31, 95, 125, 240, 1300])
ANSWERS = st.sampled_from(["lost", "lost", "dropped", "late", "later", "refused"])


class Newsroom(RuleBasedStateMachine):
    """Rules are drawn in any order; every rule of delivery is looked at after each."""

    def __init__(self, clock: Clock, patch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.desk = Desk(clock, patch)
        for t in (0, 1):
            self.desk.approve(t)

    def teardown(self) -> None:
        try:
            self.desk.settle()
        finally:
            transaction.set_rollback(True)
            self.all.__exit__(None, None, None)

    @rule()
    def work(self) -> None:
        self.desk.work()

    @rule(t=THREADS)
    def look_without_reason(self, t: int) -> None:
        deliver(self.desk.pks[t])

    @rule(seconds=WAITS)
    def wait_and_work(self, seconds: int) -> None:
        self.desk.wait(seconds)
        self.desk.work()

    @rule(answer=ANSWERS)
    def answer_badly(self, answer: str) -> None:
        self.desk.network.next_sends.append(answer)
        self.desk.work()

    @rule()
    def be_unreadable(self) -> None:
        self.desk.network.next_reads.append("Not now.")

    @rule(t=THREADS, place=st.sampled_from(sorted(PLACES)), after=st.booleans())
    def die(self, t: int, place: str, *, after: bool) -> None:
        with self.desk.at(place, after=after, act=self.desk.die), suppress(Died):
            deliver(self.desk.pks[t])

    @rule(
        t=THREADS,
        place=st.sampled_from(sorted(PLACES)),
        after=st.booleans(),
        seconds=WAITS,
        steps=st.integers(0, 5),
        pause=st.sampled_from(["", *Scope]),
    )
    def sleep(
        self, t: int, place: str, *, after: bool, seconds: int, steps: int, pause: str
    ) -> None:
        def meanwhile() -> None:
            self.desk.wait(seconds)
            if pause:
                self.desk.pause(pause, t)
            for _ in range(steps):
                self.desk.work()
                self.desk.wait(31)

        with self.desk.at(place, after=after, act=meanwhile):
            deliver(self.desk.pks[t])

    @rule(t=THREADS, minutes=st.sampled_from([0, 0, 10]))
    def approve(self, t: int, minutes: int) -> None:
        self.desk.approve(t, minutes)

    @rule(t=THREADS, position=st.integers(1, 3))
    def edit(self, t: int, position: int) -> None:
        self.desk.edit(t, position)

    @rule(t=THREADS, position=st.integers(1, 3))
    def mend(self, t: int, position: int) -> None:
        self.desk.mend(t, position)

    @rule(t=THREADS)
    def go_on(self, t: int) -> None:
        self.desk.answer(t)
        self.desk.go_on(t)

    @rule(t=THREADS)
    def take_down(self, t: int) -> None:
        self.desk.take_down(t)

    @rule(t=THREADS)
    def cancel(self, t: int) -> None:
        self.desk.cancel(t)

    @rule(scope=st.sampled_from(list(Scope)), t=THREADS)
    def pause(self, scope: str, t: int) -> None:
        self.desk.pause(scope, t)

    @rule()
    def resume(self) -> None:
        self.desk.resume()

    @invariant()
    def every_rule_holds(self) -> None:
        self.desk.check()


#: The same examples each time, so that a red test is one's own doing.
ci = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def draw(clock: Clock, patch: pytest.MonkeyPatch) -> None:
    """Twenty stories; raises what the first of them breaks."""

    class Here(Newsroom):
        def __init__(self) -> None:
            super().__init__(clock, patch)

    run_state_machine_as_test(Here, settings=ci)


@pytest.mark.usefixtures("db")
def test_whatever_people_workers_and_faults_do_every_rule_holds(clock: Clock, monkeypatch):
    draw(clock, monkeypatch)


@pytest.mark.usefixtures("db")
def test_a_sender_that_does_not_read_back_would_be_seen(clock: Clock, monkeypatch):
    def send_blindly(_thread: Thread, post: Post, _client: object) -> None:
        Post.objects.filter(pk=post.pk).update(state="waiting")

    monkeypatch.setattr(delivering, "settle", send_blindly)
    with pytest.raises(AssertionError):
        draw(clock, monkeypatch)


@pytest.mark.usefixtures("db")
def test_a_last_look_that_sees_no_pause_would_be_seen(clock: Clock, monkeypatch):
    monkeypatch.setattr(fence, "pauses_holding", lambda _thread: Pause.objects.none())
    monkeypatch.setattr(claim, "_unpaused", lambda threads: threads)
    with pytest.raises(AssertionError):
        draw(clock, monkeypatch)
