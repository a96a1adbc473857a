"""Text from outside, made fit to be set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import BadText, Card, EmptyCard, TooManyParts
from cards.words import LONGEST, checked_text, clean_text


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("plain", "plain"),
        (" two  blanks ", "two blanks"),
        ("a\nline\tand\r\nmore", "a line and more"),
        ("no\x00controls\x1b\x7f", "nocontrols"),
        ("e\u0301", "é"),
        ("not \u202ereversed\u202c", "not reversed"),
        ("\ufeffno mark", "no mark"),
        ("kept\u00a0together", "kept\u00a0together"),
        ("line\u2028separator", "line separator"),
    ],
)
def test_text_is_cleaned(given_text, cleaned):
    assert clean_text(given_text) == cleaned


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_no_letter_figure_or_mark_is_lost(text):
    assert len(clean_text(text).replace(" ", "")) >= len(set(text) - {" "}) > 0 or not text


def test_half_a_character_is_named():
    with pytest.raises(BadText, match=r"U\+D83D"):
        clean_text("peace \ud83d")


def test_a_text_beyond_all_cards_is_refused_at_once():
    with pytest.raises(TooManyParts, match="20,001"):
        clean_text("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "\u200b\u200f", "\x00\x01", "\ufe0f", "\u3164", "\u2800", "\u034f"]
)
def test_a_card_without_anything_to_see_is_empty(text):
    with pytest.raises(EmptyCard):
        checked_text(Card(text=text))


@pytest.mark.parametrize("text", ["🕊️", "?", "\u0301", "—", "٣"])
def test_a_single_sign_is_something_to_see(text):
    assert checked_text(Card(text=text)) == text
