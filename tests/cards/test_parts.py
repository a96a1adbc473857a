"""A text over several cards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import Card, Theme, TooManyParts, lay_out
from cards.layout import layout_of, try_layout

sentences = st.lists(st.text("abcdefghij", min_size=1, max_size=11), min_size=60, max_size=160).map(
    lambda words: " ".join(words).capitalize() + "."
)


def test_a_card_that_fits_comes_back_as_it_is(theme):
    card = Card(text="Short.", heading="A")

    assert lay_out(card, theme) == [card]


def test_a_long_text_ends_its_first_part_with_a_sentence(theme, long_text):
    first, second = lay_out(Card(text=long_text, heading="The catch"), theme)

    assert first.text.endswith(".")
    assert second.text[0].isupper()
    assert (first.part, second.part) == ((1, 2), (2, 2))


def test_all_parts_carry_the_heading_and_one_size(theme, long_text):
    parts = lay_out(Card(text=long_text, heading="The catch", credit="Source"), theme)

    assert {part.heading for part in parts} == {"The catch"}
    assert {part.credit for part in parts} == {"Source"}
    assert len({part.size for part in parts}) == 1


def test_the_shared_size_is_the_largest_that_holds_both(theme, long_text):
    parts = lay_out(Card(text=long_text), theme)
    ladder = theme.sizes.body
    larger = [size for size in ladder if size > parts[0].size]

    for size in larger:
        fits = [try_layout(Card(text=p.text, part=p.part, size=size), theme) for p in parts]
        assert None in fits


@given(sentences)
@settings(max_examples=15, deadline=None)
def test_no_word_is_lost_or_doubled(text):
    parts = lay_out(Card(text=text), Theme.default())

    assert " ".join(part.text for part in parts) == text


@given(sentences)
@settings(max_examples=15, deadline=None)
def test_every_part_fits_at_the_shared_size(text):
    theme = Theme.default()
    parts = lay_out(Card(text=text), theme)

    sizes = {layout_of(part, theme).size for part in parts}

    assert len(sizes) == 1
    assert {part.size for part in parts} <= {None, *sizes}


def test_no_part_is_a_scrap(theme, long_text):
    parts = lay_out(Card(text=long_text), theme)

    assert min(len(part.text) for part in parts) >= 0.3 * len(long_text)


def test_a_text_without_sentences_parts_at_a_clause(theme):
    clause = "of carriages and of the sheds in which they wait for papers from two offices"
    first, *_ = lay_out(Card(text=f"{clause}; ".join(["A list"] * 7), heading="H"), theme)

    assert first.text.endswith(";")


def test_a_quotation_keeps_its_speaker_on_every_part(theme, long_text):
    parts = lay_out(Card("quotation", f"“{long_text}”", speaker="A", role="B"), theme)

    assert len(parts) > 1
    assert {(part.speaker, part.role) for part in parts} == {("A", "B")}


def test_a_headline_parts_too_rather_than_shrink(theme, long_text):
    assert len(lay_out(Card("headline", long_text), theme)) > 1


def test_one_endless_word_is_parted_between_letters(theme):
    parts = lay_out(Card(text="x" * 700), theme)

    assert "".join(part.text for part in parts) == "x" * 700


@pytest.mark.parametrize("joint", ["\u00a0", "\u2060", "\u202f"])
def test_words_tied_together_are_parted_where_they_must(theme, joint):
    text = joint.join(["word"] * 200)
    parts = lay_out(Card(text=text), theme)

    assert len(parts) > 1
    assert "".join(part.text for part in parts).replace(joint, "") == "word" * 200


@pytest.mark.usefixtures("noto")
def test_wide_letters_are_parted_between_letters(theme):
    parts = lay_out(Card(text="\ufdfd" * 30), theme)

    assert "".join(part.text for part in parts) == "\ufdfd" * 30


def test_a_text_beyond_nine_parts_is_refused_in_words(theme):
    with pytest.raises(TooManyParts, match="9 cards"):
        lay_out(Card(text="word " * 2000), theme)


def test_splitting_again_gives_the_same_cards(theme, long_text):
    assert lay_out(Card(text=long_text), theme) == lay_out(Card(text=long_text), theme)


@pytest.mark.usefixtures("noto")
def test_japanese_parts_at_a_full_stop(theme):
    sentence = "十四年ぶりの夜行列車が金曜日にリスボンから出発する予定である。"
    parts = lay_out(Card(text=sentence * 8), theme)

    assert len(parts) > 1
    assert all(part.text.endswith("。") for part in parts)
