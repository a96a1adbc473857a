"""Text shaped once, measured at any size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import Theme
from cards.paragraph import shape_paragraph

LETTERS = st.text(st.sampled_from("abcdefgh AVTo.,“”fiéЖψ"), min_size=1, max_size=60)


@pytest.fixture
def body(theme):
    return lambda text, **more: shape_paragraph(text, theme, "body", **more)


def glyph_clusters(paragraph, start, end):
    return [glyph[1] for run in paragraph.line(start, end) for glyph in run.glyphs]


@given(LETTERS)
@settings(max_examples=60, deadline=None)
def test_widths_add_up(text):
    paragraph = shape_paragraph(text, Theme.default(), "body")
    middle = len(text) // 2

    total = paragraph.width(0, middle) + paragraph.width(middle, len(text))
    assert total == pytest.approx(paragraph.width(0, len(text)))


@given(LETTERS)
@settings(max_examples=60, deadline=None)
def test_every_character_is_drawn_once(text):
    paragraph = shape_paragraph(text, Theme.default(), "body")
    middle = len(text) // 2
    halves = [*glyph_clusters(paragraph, 0, middle), *glyph_clusters(paragraph, middle, len(text))]

    assert sorted(halves) == sorted(set(halves))


def test_kerning_draws_letters_together(body):
    assert body("AV").width(0, 2) < body("A").width(0, 1) + body("V").width(0, 1)


def test_tabular_figures_are_all_as_wide(theme):
    widths = {round(shape_paragraph(digit, theme, "part").width(0, 1), 6) for digit in "0123456789"}

    assert len(widths) == 1


def test_tracking_is_taken_from_the_style(theme):
    wordmark = shape_paragraph("nnnn", theme, "wordmark")
    credit = shape_paragraph("nnnn", theme, "credit")

    assert wordmark.setting.tracking == -0.03
    assert credit.setting.tracking == -0.012


@pytest.mark.usefixtures("noto")
def test_joined_letters_are_not_tracked(body):
    arabic = body("سسسس")
    plain = sum(
        run.face.font.get_glyph_h_advance(g[0]) / run.face.upem
        for run in arabic.runs
        for g in run.glyphs
    )

    assert arabic.width(0, 4) == pytest.approx(plain, abs=0.001)


@pytest.mark.usefixtures("noto")
def test_arabic_letters_join(body):
    joined, alone = body("ببب"), body("ب ب ب")

    assert (
        len({g[0] for g in joined.runs[0].glyphs}) > len({g[0] for g in alone.runs[0].glyphs}) - 1
    )
    assert joined.width(0, 3) < alone.width(0, 5)


@pytest.mark.usefixtures("noto")
def test_a_conjunct_is_fewer_glyphs_than_letters(body):
    assert len(body("क्ष").runs[0].glyphs) < 3


@pytest.mark.usefixtures("noto")
def test_a_family_is_one_glyph(body):
    text = "👨‍👩‍👧"

    assert len([g for g in body(text).runs[0].glyphs if g[2]]) == 1


@pytest.mark.usefixtures("noto")
def test_closing_marks_in_a_row_close_up(body):
    apart = body("」").width(0, 1) + body("。").width(0, 1)

    assert body("」。").width(0, 2) == pytest.approx(apart - 0.5, abs=0.01)


@pytest.mark.usefixtures("noto")
def test_hebrew_is_drawn_from_right_to_left(body):
    paragraph = body("אבג")

    assert paragraph.rtl
    assert glyph_clusters(paragraph, 0, 3) == [2, 1, 0]


@pytest.mark.usefixtures("noto")
def test_brackets_in_hebrew_are_mirrored(body):
    opening = body("(א)").line(0, 1)[0].glyphs[0][0]
    closing = body("a)").line(1, 2)[0].glyphs[0][0]
    face = body("(א)").line(0, 1)[0].face

    assert face.family != "Inter" or opening == closing


@pytest.mark.usefixtures("noto")
def test_a_cut_inside_a_joined_word_is_shaped_anew(body):
    paragraph = body("سلاماتمتعددة")
    whole = {glyph[0] for glyph in paragraph.runs[0].glyphs}
    cut = [glyph for run in paragraph.line(0, 3) for glyph in run.glyphs]

    assert cut
    assert {g[1] for g in cut} <= {0, 1, 2}
    assert whole


def test_the_language_of_the_process_changes_nothing(body, monkeypatch):
    before = body("шрифт").runs[0].glyphs
    monkeypatch.setenv("LANG", "sr_RS.UTF-8")

    assert body("шрифт").runs[0].glyphs == before


@pytest.mark.usefixtures("noto")
def test_lines_stand_further_apart_where_taller_scripts_are_guests(body):
    assert body("Peace, سلام, and so on").leading > body("Peace, and so on 🕊️").leading
