"""What a Card will carry and what it refuses."""

from __future__ import annotations

import pytest

from cards import Card, CardError, MissingGlyph, WrongField


def test_a_card_is_a_bullet_unless_it_says_otherwise():
    assert Card(text="A").kind == "bullet"


def test_a_card_is_a_value():
    assert Card(text="A") == Card(text="A")
    assert len({Card(text="A"), Card(text="A")}) == 1


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(WrongField, match="headline, bullet, quotation, closing"):
        Card(kind="poster")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["headline", "quotation", "closing"])
def test_only_a_bullet_carries_a_heading(kind):
    with pytest.raises(WrongField, match="carries no heading"):
        Card(kind, "A", heading="B")


@pytest.mark.parametrize("field", ["speaker", "role"])
def test_only_a_quotation_has_a_speaker(field):
    with pytest.raises(WrongField, match="only a quotation"):
        Card(**{"text": "A", field: "B"})  # type: ignore[arg-type]


def test_only_a_headline_has_a_photo():
    with pytest.raises(WrongField, match="only a headline"):
        Card("closing", "A", photo=b"JPEG")


@pytest.mark.parametrize("part", [(0, 1), (3, 2), (0, 0)])
def test_a_part_that_cannot_be_is_refused(part):
    with pytest.raises(WrongField, match="does not exist"):
        Card(text="A", part=part)


def test_a_missing_character_is_named_in_words():
    error = MissingGlyph("𐎀")

    assert isinstance(error, CardError)
    assert error.character == "𐎀"
    assert "U+10380" in str(error)
    assert "ugaritic letter alpa" in str(error)
