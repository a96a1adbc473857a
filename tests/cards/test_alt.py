from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import Card, Theme, alt_text, draw, is_shortened


def test_alt_text_says_all_that_the_card_says():
    card = Card(text="The text.", heading="The backstory:", credit="Source: A")

    assert alt_text(card) == "The backstory: The text. Source: A"


def test_a_part_says_which_it_is():
    assert alt_text(Card(text="The text.", part=(1, 2))) == "The text. (part 1 of 2)"


def test_a_house_that_numbers_in_its_own_words_says_them(theme):
    german = replace(theme, part_said="{number} von {count}")
    card = Card(text="A.", part=(1, 2))

    assert draw(card, german).alt == "A. (1 von 2)"
    assert alt_text(card, said="Teil {number} von {count}") == "A. (Teil 1 von 2)"


def test_a_quotation_names_its_speaker():
    card = Card("quotation", "“Yes.”", speaker="A. B.", role="minister")

    assert alt_text(card) == "“Yes.” — A. B., minister"


def test_alt_text_is_whole_unless_a_limit_asks(long_text):
    card = Card(text=long_text)

    assert alt_text(card) == alt_text(card, 1000) == long_text
    assert not is_shortened(card, 1000)


@given(st.text("abc def", min_size=1), st.integers(2, 60))
def test_alt_text_keeps_to_a_limit(text, limit):
    assert len(alt_text(Card(text=text), limit)) <= limit


def test_a_shortened_alt_text_says_so():
    card = Card(text="one two three four five")

    assert alt_text(card, 12) == "one two…"
    assert is_shortened(card, 12)


@pytest.mark.parametrize("kind", ["headline", "bullet", "quotation", "closing"])
def test_every_picture_carries_it(kind):
    card = Card(kind, "A few words.")

    assert draw(card, Theme.default()).alt == alt_text(card)
