"""What holds for every text: no ink outside, nothing lost, nothing smaller than it need be."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from PIL import Image

from cards import Card, CardError, Theme, draw, lay_out
from cards.layout import layout_of, try_layout
from tests.cards.texts import ANYTHING, KINDS, LATIN, MIXED

THEME = Theme.default().with_wordmark("Your paper")


def drawn_lines(kind, text):
    try:
        parts = lay_out(Card(kind, text), THEME)
    except CardError:
        return []
    return [
        (layout_of(part, THEME), line) for part in parts for line in layout_of(part, THEME).lines
    ]


@given(KINDS, LATIN | MIXED)
@settings(max_examples=60, deadline=None)
def test_no_words_leave_the_safe_area(kind, text):
    for _, line in drawn_lines(kind, text):
        left, top, right, bottom = line.ink()
        assert left >= 71
        assert top >= 71
        assert right <= 1129
        assert bottom <= 604


@given(KINDS, MIXED)
@settings(max_examples=20, deadline=None)
def test_no_pixel_but_the_thread_line_lies_outside(kind, text):
    try:
        parts = lay_out(Card(kind, text), THEME)
    except CardError:
        return
    for part in parts:
        sheet = layout_of(part, THEME)
        image: Any = Image.open(io.BytesIO(draw(part, THEME).png)).convert("RGB")
        image.paste(sheet.inks.ground, (71, 71, 1129, 604))
        for left, top, right, bottom in sheet.bars:
            image.paste(sheet.inks.ground, (left, top, right, bottom))
        assert len(image.getcolors()) == 1


@given(KINDS, LATIN | MIXED)
@settings(max_examples=60, deadline=None)
def test_lines_lie_one_below_another(kind, text):
    try:
        parts = lay_out(Card(kind, text), THEME)
    except CardError:
        return
    for part in parts:
        baselines = [line.y for line in layout_of(part, THEME).text]
        assert baselines == sorted(set(baselines))


@given(LATIN)
@settings(max_examples=60, deadline=None)
def test_every_letter_of_the_text_is_on_a_line(text):
    try:
        parts = lay_out(Card(text=text), THEME)
    except CardError:
        return
    shown = "".join(
        line.paragraph.text[line.start : line.end]
        for part in parts
        for line in layout_of(part, THEME).text
    )
    assert shown.replace(" ", "") == "".join(part.text for part in parts).replace(" ", "")


@given(LATIN)
@settings(max_examples=40, deadline=None)
def test_the_next_size_up_would_not_have_fitted_or_would_end_on_a_lone_word(text):
    try:
        sheet = try_layout(Card(text=text), THEME)
    except CardError:
        return
    ladder = THEME.sizes.body
    if sheet is None or sheet.size == ladder[0]:
        return
    larger = try_layout(Card(text=text, size=ladder[ladder.index(sheet.size) - 1]), THEME)
    if larger is not None:
        last = larger.text[-1]
        words = last.paragraph.text[last.start : last.end]
        assert " " not in words or len(larger.text) > len(sheet.text)


@given(KINDS, ANYTHING)
@settings(max_examples=80, deadline=None)
def test_whatever_comes_is_a_picture_or_an_error_in_words(kind, text):
    try:
        pictures = [draw(part, THEME) for part in lay_out(Card(kind, text), THEME)]
    except CardError as error:
        pictures, said = [], str(error)
    else:
        said = pictures[0].alt
    assert said
    assert all(picture.alt for picture in pictures)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🕊️" * 40,
        "x" * 300,
        "word " * 2000,
        "\x00\x07\x1b",
        "half \ud83d",
        "\u202e\u202dreversed\u202c",
        "\u0301\u0302\u0303",
        "a" + "\u0301" * 200,
        "\u200d" * 50,
        "1️⃣" * 30,
        "ﷺ" * 30,
    ],
)
@pytest.mark.parametrize("kind", ["headline", "bullet", "quotation", "closing"])
def test_hostile_text_is_drawn_or_refused(kind, text):
    try:
        said = "".join(draw(part, THEME).sha256 for part in lay_out(Card(kind, text), THEME))
    except CardError as error:
        said = str(error)
    assert said
