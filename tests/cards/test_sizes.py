"""The largest size that fits: judged by trying every other."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings

from cards import Card, CardError, Theme, lay_out
from cards.layout import layout_of, try_layout
from cards.paragraph import shape_paragraph
from tests.bench.cards import texts
from tests.cards.texts import LATIN, MIXED, PROSE

THEME = Theme.default().with_wordmark("Your paper")


def sheet_of(kind, text):
    try:
        return try_layout(Card(kind, text), THEME)
    except CardError:
        return None


def larger(kind, text, sheet, ladder, steps=1):
    """The same text one or more steps further up; None where that does not fit."""
    at = ladder.index(sheet.size) - steps
    found = try_layout(Card(kind, text, size=ladder[at]), THEME) if at >= 0 else None
    # A script with a ladder of its own does not know every size.
    return found if found and found.size == ladder[at] else None


@given(LATIN | PROSE)
@settings(max_examples=30, deadline=None)
def test_a_quotation_takes_the_largest_size_that_fits(text):
    sheet = sheet_of("quotation", text)
    if sheet:
        assert larger("quotation", text, sheet, THEME.sizes.quotation) is None


@given(LATIN | PROSE)
@settings(max_examples=30, deadline=None)
def test_a_headline_gives_up_two_steps_at_most(text):
    sheet = sheet_of("headline", text)
    if sheet:
        assert larger("headline", text, sheet, THEME.sizes.display, steps=3) is None


@given(PROSE)
@settings(max_examples=30, deadline=None)
def test_a_headline_gives_up_a_step_only_for_a_line_or_for_sense(text):
    sheet = sheet_of("headline", text)
    up = sheet and larger("headline", text, sheet, THEME.sizes.display)
    if sheet and up:
        crowded = up.text[-1].y - 80 > 430 * 0.93
        assert len(up.text) > len(sheet.text) or crowded


@given(PROSE | MIXED)
@settings(max_examples=30, deadline=None)
def test_a_bullet_takes_the_largest_size_or_one_below_for_a_lone_word(text):
    sheet = sheet_of("bullet", text)
    if sheet and sheet.size in THEME.sizes.body:
        assert larger("bullet", text, sheet, THEME.sizes.body, steps=2) is None


def full_lines(text, size):
    """How many lines the words take at a size, each as full as it gets: counted word by word."""
    paragraph = shape_paragraph(text, THEME, "body")
    lines, start, words = 1, 0, [match.span() for match in re.finditer(r"\S+", text)]
    for begin, end in words:
        if paragraph.width(start, end) * size > 984:
            lines, start = lines + 1, begin
    return lines


@pytest.mark.parametrize(("size", "most"), [(60, 5), (56, 5), (52, 5), (48, 6), (44, 7)])
def test_a_bullet_under_a_heading_holds_this_many_lines(size, most):
    pairs = zip(texts(4, seed=6), texts(4, seed=7), strict=True)
    some = [" ".join(f"{a} {b}".split()[:n]) for a, b in pairs for n in range(8, 70)]
    sheets = [try_layout(Card(text=text, heading="A", size=size), THEME) for text in some]

    assert max(len(sheet.text) for sheet in sheets if sheet) == most
    for text, sheet in zip(some, sheets, strict=True):
        assert (sheet is not None) == (full_lines(text, size) <= most)


@pytest.mark.parametrize("text", texts(40, seed=3))
def test_ordinary_prose_never_ends_on_a_lone_short_word(text):
    last = layout_of(Card(text=text, heading="The backstory"), THEME).text[-1]

    assert " " in last.paragraph.text[last.start : last.end] or last.width > 0.4 * 984


@pytest.mark.parametrize("text", texts(20, seed=4))
def test_headlines_lines_are_even(text):
    words = " ".join(text.split()[:14])
    widths = [line.width for line in layout_of(Card("headline", words), THEME).text]

    assert min(widths) >= 0.3 * max(widths)


@given(PROSE)
@settings(max_examples=20, deadline=None)
def test_a_longer_text_is_never_set_larger(text):
    sheets = [sheet_of("bullet", text[: len(text) * share // 4]) for share in (2, 3, 4)]
    sizes = [sheet.size for sheet in sheets if sheet]

    # One step is given up for a lone last word, and a longer text may not end on one.
    assert all(later - earlier <= 4 for earlier, later in pairwise(sizes))


@given(PROSE)
@settings(max_examples=20, deadline=None)
def test_all_parts_together_say_the_text(text):
    long = " ".join([text] * 6)
    parts = lay_out(Card(text=long), THEME)

    assert " ".join(part.text for part in parts) == long
    assert [part.part for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]


@pytest.mark.parametrize("aspect", ["1:1", "4:5"])
@pytest.mark.parametrize("text", texts(6, seed=5))
def test_taller_cards_hold_what_wide_ones_hold(text, aspect):
    wide, tall = (layout_of(Card(text=text), look) for look in (THEME, THEME.with_aspect(aspect)))

    assert tall.size >= wide.size
    assert max(line.ink()[2] for line in tall.lines) <= 1008
