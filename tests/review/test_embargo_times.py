"""Wherever a time stands at which something goes out, it is the end of a later embargo."""

from __future__ import annotations

import argparse
from datetime import timedelta

import pytest

from publisher.cli import queue
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from publisher.web.templatetags.desk import Wall
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(house):
    """Two scheduled threads: the first is due sooner, and under embargo till after the second."""
    held = builders.thread_in_review(house, "The harbour wall")
    free = builders.thread_in_review(house, "The ferry")
    at = now().replace(microsecond=0) + timedelta(days=3)
    for thread, due, embargo in (
        (held, at, at + timedelta(days=2)),
        (free, at + timedelta(days=1), at),
    ):
        Thread.objects.filter(pk=thread.pk).update(
            state=T.SCHEDULED, due_at=due, not_before=embargo
        )
        thread.refresh_from_db()
    return held, free


def test_a_thread_starts_at_its_time_or_when_a_later_embargo_ends(two):
    held, free = two
    assert (held.start, held.starts_at) == (held.not_before, held.not_before)
    assert (free.start, free.starts_at) == (free.due_at, free.due_at)
    Thread.objects.update(due_at=None)
    assert {(row.start, row.starts_at) for row in Thread.objects.all()} == {(None, None)}
    Thread.objects.update(due_at=now(), not_before=None)
    assert all(row.start == row.starts_at == row.due_at for row in Thread.objects.all())


@pytest.mark.parametrize("address", ["/", "/?show=scheduled"])
def test_the_queue_shows_and_orders_by_the_end_of_an_embargo(desk, two, text, address):
    held, _ = two
    page = text(desk.get(address))
    assert page.index("The ferry") < page.index("The harbour wall")
    wall = Wall("Europe/Brussels", now())
    assert wall.on(held.not_before).isoformat(timespec="minutes") in page
    assert wall.on(held.due_at).isoformat(timespec="minutes") not in page


def test_the_queue_of_a_day_is_that_of_what_goes_out_then(desk, two, text):
    held, _ = two
    wall = Wall("Europe/Brussels", now())
    due, out = wall.on(held.due_at).date(), wall.on(held.not_before).date()
    assert "The harbour wall" not in text(desk.get(f"/?show=scheduled&day={due}"))
    assert "The harbour wall" in text(desk.get(f"/?show=scheduled&day={out}"))


def test_the_command_line_shows_and_orders_by_it_too(two, capsys):
    held, _ = two
    queue.run(argparse.Namespace())
    first, second = capsys.readouterr().out.splitlines()
    assert "The ferry" in first
    assert "The harbour wall" in second
    wall = Wall("Europe/Brussels", now())
    assert f"{wall.on(held.not_before):%a %d %b %H:%M}" in second
