from __future__ import annotations

import pytest

from publisher.thread.models import Move, Thread
from publisher.thread.states import ForbiddenMove, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_post, move_thread
from tests.builders import newsroom, person, thread_in_review

pytestmark = pytest.mark.django_db


def test_a_move_leaves_exactly_one_row_of_who_when_from_to_and_why():
    thread, who = thread_in_review(), person()
    move_thread(thread, T.SENT_BACK, who=who, why="Too long")
    row = Move.objects.get()
    assert (row.before, row.after, row.why, row.who, row.rev) == (
        "in_review",
        "sent_back",
        "Too long",
        who,
        1,
    )
    assert row.at is not None
    assert row.newsroom == thread.account.newsroom


def test_a_move_changes_the_row_and_what_is_held():
    thread = thread_in_review()
    move_thread(thread, T.APPROVED, breaking=True)
    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.state, stored.breaking) == (thread.state, thread.breaking) == ("approved", True)


def test_whoever_moves_second_is_overtaken_and_leaves_no_row():
    thread = thread_in_review()
    other = Thread.objects.get(pk=thread.pk)
    move_thread(thread, T.SENT_BACK)
    with pytest.raises(Overtaken):
        move_thread(other, T.APPROVED)
    assert Thread.objects.get(pk=thread.pk).state == T.SENT_BACK
    assert Move.objects.count() == 1


def test_a_guard_that_no_longer_holds_stops_the_move():
    thread = thread_in_review()
    with pytest.raises(Overtaken):
        move_thread(thread, T.APPROVED, guard={"rev": 2})
    assert not Move.objects.exists()
    assert thread.state == T.IN_REVIEW


def test_a_forbidden_move_changes_nothing():
    thread = thread_in_review()
    with pytest.raises(ForbiddenMove):
        move_thread(thread, T.SENDING)
    assert Thread.objects.get(pk=thread.pk).state == T.IN_REVIEW
    assert not Move.objects.exists()


def test_a_post_moves_with_a_row_that_names_it():
    post = thread_in_review(newsroom()).posts.create(position=1)
    move_post(post, PostState.INTENT, tries=1)
    row = Move.objects.get()
    assert (row.subject, row.post, row.before, row.after) == ("post", post, "waiting", "intent")
    with pytest.raises(ForbiddenMove):
        move_post(post, PostState.DROPPED)
