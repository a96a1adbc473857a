"""A thread does not start unless its account can take all of it."""

from __future__ import annotations

from datetime import timedelta

from publisher.networks.catalogue import RATES
from publisher.networks.rates import Rates
from tests.delivery.conftest import Paper
from tests.delivery.test_unknown import once_each


def allow(monkeypatch, uploads: int) -> None:
    few = Rates(window=timedelta(minutes=15), uploads=uploads, alts=uploads)
    monkeypatch.setitem(RATES, "x", few)


def test_a_thread_whose_pictures_do_not_fit_hands_none_over_before_they_do(paper, monkeypatch):
    allow(monkeypatch, 4)
    paper.run(paper.approve())
    second = paper.step(paper.approve("Another day", "More of it.", "The end."))
    assert paper.calls("upload") == [200] * 3
    assert second.state == "scheduled"
    assert second.wake_at
    wait = second.wake_at - paper.clock.now()
    assert timedelta(minutes=13) < wait <= timedelta(minutes=15)
    paper.run(second)
    assert (second.state, len(paper.out())) == ("posted", 6)


def test_pictures_handed_over_already_are_not_counted_again(paper: Paper, monkeypatch):
    allow(monkeypatch, 3)
    thread = paper.run(paper.approve())
    assert thread.state == "posted"
    assert once_each(paper)
