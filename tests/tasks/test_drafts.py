from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState
from tasks import drafts
from tasks.drafts import Drafter, Drafts
from tests import builders
from tests.worlds.up import eventually


class Work:
    """Drafts that take until they are let go."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.go_on = threading.Semaphore(0)

    def __call__(self, thread_id: int) -> None:
        self.begun.append(thread_id)
        self.go_on.acquire()
        if thread_id == 13:
            raise ValueError("broken off")


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.go_on.release(100)


@pytest.fixture
def begun(work: Work) -> Callable[..., None]:
    return lambda *numbers: eventually(lambda: work.begun == list(numbers), f"{numbers} to begin")


def test_so_many_are_made_at_once_and_the_others_in_their_order(work, begun):
    drafter = Drafter(work, threads=2)
    for number in range(1, 6):
        drafter.take(number)
    begun(1, 2)
    assert drafter.here == {1, 2, 3, 4, 5}
    for count in (3, 4, 5):
        work.go_on.release()
        begun(*range(1, count + 1))
    work.go_on.release(2)
    eventually(lambda: not drafter.here, "all to be made")


def test_a_hint_that_comes_again_meanwhile_changes_nothing(work, begun):
    drafter = Drafter(work, threads=1)
    for number in (1, 2, 1, 2):
        drafter.take(number)
    work.go_on.release(2)
    eventually(lambda: not drafter.here, "both to be made")
    assert work.begun == [1, 2]

    drafter.take(1)
    begun(1, 2, 1)


def test_one_that_stumbles_leaves_the_next_its_turn(work, begun):
    drafter = Drafter(work, threads=1)
    drafter.take(13)
    drafter.take(14)
    work.go_on.release()
    begun(13, 14)
    assert drafter.here == {14}


@pytest.mark.django_db
def test_what_a_worker_that_ends_has_not_made_is_due_at_once(work, monkeypatch):
    house = builders.newsroom()
    account = builders.account(house)
    ours, others = (
        Thread.objects.create(
            article=builders.article(house), account=account, wake_at="9999-01-01T00:00Z"
        )
        for _ in range(2)
    )
    made = builders.thread_in_review(house, account=account)
    drafter = Drafter(work, threads=1)
    drafter.here |= {ours.pk, made.pk}
    monkeypatch.setattr(drafts, "DRAFTER", drafter)
    Drafts(SimpleNamespace()).stop(SimpleNamespace())

    for row in (ours, others, made):
        row.refresh_from_db()
    assert ours.state == ThreadState.DRAFTING
    assert ours.wake_at
    assert others.wake_at
    assert ours.wake_at <= now() < others.wake_at
    assert made.wake_at is None
