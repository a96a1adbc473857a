"""Which face sets which characters."""

from __future__ import annotations

import pytest

from cards import Card, MissingGlyph, draw
from cards.cast import assign_faces, style_for
from cards.scripts import script_of


@pytest.fixture
def families(theme):
    def of(text, role="body"):
        spans = assign_faces(text, theme, role, script_of(text))
        return [(text[span.start : span.end], span.face.family) for span in spans]

    return of


@pytest.mark.parametrize(
    "text", ["Plain ASCII", "“Quotes” – and dashes…", "Привет", "Γειά", "Đường phố Ấn tượng"]
)
def test_one_face_sets_latin_greek_cyrillic_and_vietnamese(families, text):
    assert families(text) == [(text, "Inter")]


@pytest.mark.parametrize("text", ["Привет", "Γειά σου", "Ẩm thực"])
def test_large_words_are_set_in_the_serif(families, text):
    assert families(text, "display") == [(text, "Source Serif 4")]


@pytest.mark.usefixtures("noto")
def test_spaces_and_marks_stay_with_arabic_words(families):
    assert families("بنحو 100 ألف، ثم") == [
        ("بنحو ", "Noto Sans Arabic"),
        ("100", "Inter"),
        (" ألف، ثم", "Noto Sans Arabic"),
    ]


@pytest.mark.usefixtures("noto")
@pytest.mark.parametrize("emoji", ["🕊️", "❤️", "👨‍👩‍👧", "👍🏽", "🇺🇦", "1️⃣"])
def test_a_whole_emoji_is_one_colour_span(families, emoji):
    assert families(f"a {emoji} b") == [
        ("a ", "Inter"),
        (emoji, "Noto Color Emoji"),
        (" b", "Inter"),
    ]


def test_a_figure_alone_is_no_emoji(families):
    assert families("7 * 8 # 9") == [("7 * 8 # 9", "Inter")]


@pytest.mark.usefixtures("noto")
def test_a_heart_without_its_selector_is_text(families):
    assert "Noto Color Emoji" not in {family for _, family in families("a ❤ b")}


@pytest.mark.usefixtures("noto")
def test_each_language_has_its_own_han(theme):
    def han(language):
        return assign_faces("直", theme, "body", script_of("直", language))[0].face.family

    assert han("ja") == "Noto Sans CJK JP"
    assert han("zh-Hant") == "Noto Sans CJK TC"
    assert han("") == "Noto Sans CJK SC"


@pytest.mark.usefixtures("noto")
def test_large_arabic_is_set_in_naskh(families):
    assert families("سلام", "display") == [("سلام", "Noto Naskh Arabic")]


@pytest.mark.usefixtures("noto")
def test_a_rare_script_is_found_among_the_system_faces(families):
    assert families("ქართული")[0][0] == "ქართული"


def test_an_accent_no_face_has_with_its_letter_is_set_by_another(families):
    assert "".join(piece for piece, _ in families("x\u0304 ok")) == "x\u0304 ok"


@pytest.mark.parametrize("character", ["\u0378", "\U0010fffd", "\U0001fa7f"])
def test_a_character_no_face_has_is_named(theme, character):
    with pytest.raises(MissingGlyph) as caught:
        draw(Card(text=f"before {character} after"), theme)

    assert caught.value.character == character


def test_a_script_changes_leading_and_second_face(theme):
    arabic = style_for(theme, "body", "Arab")

    assert (arabic.leading, arabic.second, arabic.second_weight) == (1.5, "Noto Sans Arabic", 400)
    assert style_for(theme, "heading", "Arab").second_weight == 700


def test_latin_needs_no_second_face(theme):
    assert style_for(theme, "body", "Latn") is theme.styles.body
