from __future__ import annotations

import pytest

from publisher.thread.states import (
    BEFORE_THE_FIRST_POST,
    ENDED,
    POST_MOVES,
    THREAD_MOVES,
    ForbiddenMove,
    PostState,
    check_post,
    check_thread,
    source_states_of,
)
from publisher.thread.states import ThreadState as T


def test_what_is_not_in_the_table_is_forbidden_in_words():
    with pytest.raises(ForbiddenMove, match="“posted” cannot become “scheduled”"):
        check_thread(T.POSTED, T.SCHEDULED)
    with pytest.raises(ForbiddenMove):
        check_post(PostState.POSTED, PostState.INTENT)


@pytest.mark.parametrize("state", T)
def test_nothing_becomes_what_it_is(state):
    with pytest.raises(ForbiddenMove):
        check_thread(state, state)


def test_only_an_approved_or_missed_thread_is_scheduled():
    assert source_states_of(T.SCHEDULED) == {T.APPROVED, T.MISSED, T.SENDING}
    assert source_states_of(T.APPROVED) == {T.IN_REVIEW}


def test_only_what_is_scheduled_handed_over_or_corrected_is_sent():
    assert source_states_of(T.SENDING) == {T.SCHEDULED, T.NEEDS_EDITOR, T.POSTED, T.CLOSED_OUT}


def test_what_an_editor_has_to_look_at_never_goes_back_before_its_first_post():
    assert not THREAD_MOVES[T.NEEDS_EDITOR] & BEFORE_THE_FIRST_POST
    assert not THREAD_MOVES[T.POSTED] & BEFORE_THE_FIRST_POST


def test_a_cancelled_thread_and_one_taken_down_are_at_their_end():
    assert {T.CANCELLED, T.TAKEN_DOWN} == ENDED


def test_a_posted_post_is_never_sent_again():
    assert not POST_MOVES[PostState.POSTED] & {PostState.WAITING, PostState.INTENT}


def test_an_intent_is_written_for_waiting_posts_only():
    before = {state for state, after in POST_MOVES.items() if PostState.INTENT in after}
    assert before == {PostState.WAITING}


def test_an_unknown_post_is_settled_before_it_is_sent_again():
    assert POST_MOVES[PostState.UNKNOWN] == {PostState.POSTED, PostState.WAITING}
