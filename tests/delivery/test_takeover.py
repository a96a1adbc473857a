"""A worker that goes on after another had ended leaves a row that says so."""

from __future__ import annotations

import pytest

from publisher.delivery.deliver import deliver
from publisher.thread.models import Move
from publisher.thread.transitions import TAKEN_OVER
from tests.delivery.conftest import Died, Paper
from tests.delivery.test_claim import die
from tests.delivery.test_unknown import once_each


def taken_over() -> int:
    return Move.objects.filter(subject="worker", after=TAKEN_OVER).count()


def test_where_no_worker_dies_nothing_is_taken_over(paper: Paper):
    paper.run(paper.approve())
    assert once_each(paper)
    assert taken_over() == 0


def test_going_on_after_a_dead_worker_is_told(paper: Paper, monkeypatch, settings):
    thread = paper.to_the_first(paper.approve())
    with monkeypatch.context() as dying:
        dying.setattr("publisher.delivery.deliver.media_ids", die)
        with pytest.raises(Died):
            paper.step(thread)
    deliver(thread.pk)
    assert taken_over() == 0
    paper.clock.advance(settings.LEASE + 1)
    paper.run(thread)
    assert once_each(paper)
    assert taken_over() == 1
