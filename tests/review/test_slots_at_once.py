"""Two editors press at the same moment: on a real file, and on a real PostgreSQL."""

from __future__ import annotations

import threading
from datetime import time

import pytest
from django.db import connection

from publisher.review.approve import approve
from publisher.review.errors import Again
from publisher.thread.models import Move, Slot, Thread
from tests import builders
from tests.worlds.again import pass_on_postgres

AT_ONCE = 6


def together(*works) -> list[Exception]:
    """Do these in threads that start together; what they raised."""
    gate, raised = threading.Barrier(len(works)), []

    def run(work) -> None:
        gate.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - the test says which it expects
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def house(transactional_db):  # noqa: ARG001 - other connections have to see the rows
    made = builders.newsroom()
    for weekday in range(7):
        for minute in (0, 15, 30, 45):
            Slot.objects.create(newsroom=made, weekday=weekday, wall=time(7, minute))
    return made


def pressing(thread: Thread, who):
    return lambda: approve(Thread.objects.get(pk=thread.pk), rev=1, who=who, slot=True)


def test_editors_who_press_at_once_get_a_slot_each(house):
    account = builders.account(house)
    threads = [builders.thread_in_review(house, account=account) for _ in range(AT_ONCE)]
    editors = [builders.person(house=house) for _ in threads]
    assert together(*map(pressing, threads, editors)) == []
    due = Thread.objects.values_list("due_at", flat=True)
    assert len(set(due)) == AT_ONCE
    assert None not in due


def test_one_thread_approved_by_many_at_once_is_approved_once(house):
    thread = builders.thread_in_review(house)
    editors = [builders.person(house=house) for _ in range(AT_ONCE)]
    raised = together(*(pressing(thread, who) for who in editors))
    assert [type(error) for error in raised] == [Again] * (AT_ONCE - 1)
    assert Move.objects.filter(thread=thread, after="scheduled").count() == 1
    assert thread.posts.count() == 3


@pytest.mark.postgres
def test_the_same_holds_on_postgresql():
    assert pass_on_postgres(__file__) == 2
