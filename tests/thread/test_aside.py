"""What hangs beside the numbered chain. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.thread.replies import ReplyKind, in_place, is_unnumbered, label_reply


def posts(*answers: int) -> list[dict[str, object]]:
    """Three of the chain, then replies to these positions."""
    return [{}, {}, {}, *({"aside": "correction", "reply_to": n} for n in answers)]


@pytest.mark.parametrize(
    ("answers", "order"),
    [
        ((), [1, 2, 3]),
        ((2,), [1, 2, 4, 3]),
        ((2, 2, 1), [1, 6, 2, 4, 5, 3]),
        ((3, 4), [1, 2, 3, 4, 5]),
    ],
)
def test_a_reply_stands_under_what_it_answers(answers, order):
    assert in_place(posts(*answers)) == order


@given(st.lists(st.integers(1, 3), max_size=8))
def test_every_post_stands_once(answers):
    assert sorted(in_place(posts(*answers))) == list(range(1, 4 + len(answers)))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("It was April.", "Correction: It was April."),
        (" correction: It was April. ", "Correction: It was April."),
        ("Correction:", ""),
        ("…", ""),
        ("", ""),
    ],
)
def test_it_names_itself_and_never_stands_alone(words, text):
    assert label_reply(ReplyKind.CORRECTION, words) == text


def test_what_closes_or_answers_is_not_counted():
    assert [is_unnumbered(each) for each in ({}, {"closing": True}, {"aside": "update"})] == [
        False,
        True,
        True,
    ]
