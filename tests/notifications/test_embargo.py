"""Not a word that is under embargo leaves the desk by mail or webhook."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.notifications.event_context import facts_of
from publisher.notifications.events import Occasion
from publisher.notifications.messages import compose_message
from publisher.thread.clock import now
from publisher.thread.models import Notice
from publisher.thread.transitions import record_move
from tests import builders

SECRET = "zanzibar"


def notice(house, what: Occasion, *, embargo: bool) -> Notice:
    until = now() + timedelta(hours=1) if embargo else None
    words = f"The {SECRET} papers"
    thread = builders.thread_in_review(house.newsroom, words, words, not_before=until)
    made = record_move(
        house.newsroom, "thread", "", "x", thread=thread, why=f"Say more of {SECRET}."
    )
    return Notice(newsroom=house.newsroom, thread=thread, move=made, kind=what)


@pytest.mark.parametrize("what", [each for each in Occasion if each is not Occasion.TEST])
def test_a_thread_under_embargo_is_told_of_without_its_words(house, what):
    said = compose_message(what, facts_of(notice(house, what, embargo=True)))
    assert SECRET not in f"{said.subject} {said.text}".lower()
    assert "under embargo" in said.text or what in {
        Occasion.STOPPED,
        Occasion.ONE_ALONE,
        Occasion.JOINED,
    }


@pytest.mark.parametrize("what", [Occasion.WAITS, Occasion.NEEDS, Occasion.OUT])
def test_any_other_is_told_of_by_its_headline(house, what):
    said = compose_message(what, facts_of(notice(house, what, embargo=False)))
    assert SECRET in said.subject.lower()


def test_when_the_embargo_has_ended_its_headline_may_be_told(house, clock):
    kept = notice(house, Occasion.WAITS, embargo=True)
    clock.advance(3601)
    assert SECRET in compose_message(Occasion.WAITS, facts_of(kept)).subject.lower()
