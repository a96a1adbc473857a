"""What reaches the canvas: every glyph once, in its place, in its ink."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cards import Card, CardError, Theme, draw, lay_out
from cards.colour import contrast_ratio
from cards.drawing import BASE, STEPS, _set_line, draw_sheet
from cards.emoji import Emoji
from cards.layout import layout_of
from tests.cards.texts import KINDS, LATIN, MIXED, PROSE

THEME = Theme.default().with_wordmark("Your paper")
ROLES = ("ink", "accent", "muted")


class Recorder:
    """Stands in for the canvas and notes where each tile is laid."""

    def __init__(self):
        self.tiles = []

    def paste(self, _ink, box, image):
        self.tiles.append((box, image))


def parts(kind, text, theme=THEME):
    try:
        return [layout_of(part, theme) for part in lay_out(Card(kind, text), theme)]
    except CardError:
        return []


def recorded(line):
    recorder = Recorder()
    emoji: list[Emoji] = []
    _set_line(recorder, line, 0, emoji)
    return recorder.tiles, emoji


def inked(line):
    """The glyphs of a line that leave ink, each with its place in the text."""
    return [
        (run.face, glyph)
        for run in line.paragraph.line(line.start, line.end)
        for glyph in run.glyphs
        if not run.face.colour and run.face.extent(glyph[0]).right > run.face.extent(glyph[0]).left
    ]


@given(KINDS, LATIN | MIXED)
@settings(max_examples=40, deadline=None)
def test_every_glyph_of_a_line_is_laid_exactly_once(kind, text):
    for sheet in parts(kind, text):
        for line in sheet.lines:
            tiles, _ = recorded(line)
            assert len(tiles) == len(inked(line))


@given(KINDS, LATIN | MIXED)
@settings(max_examples=40, deadline=None)
def test_every_character_of_the_text_stands_on_exactly_one_line(kind, text):
    for sheet in parts(kind, text):
        whole = sheet.text[0].paragraph.text
        places = Counter(place for line in sheet.text for place in range(line.start, line.end))

        assert max(places.values()) == 1
        assert {whole[at] for at in range(len(whole)) if not places[at]} <= {" ", "\u3000"}


@given(KINDS, MIXED)
@settings(max_examples=30, deadline=None)
def test_every_emoji_is_laid_once_and_in_reading_order(kind, text):
    for sheet in parts(kind, text):
        for line in sheet.text:
            _, emoji = recorded(line)
            runs = line.paragraph.line(line.start, line.end)
            wanted = [glyph[0] for run in runs if run.face.colour for glyph in run.glyphs]
            assert [one.glyph for one in emoji] == wanted
            assert [one.x for one in emoji] == sorted(one.x for one in emoji)


@given(PROSE)
@settings(max_examples=30, deadline=None)
def test_a_tile_lies_within_half_a_pixel_of_its_outline(text):
    for sheet in parts("bullet", text):
        for line in sheet.text:
            left, top, right, bottom = line.ink()
            boxes = [box for box, _ in recorded(line)[0]]
            assert abs(min(box[0] for box in boxes) - math.floor(left)) <= 1
            assert abs(min(box[1] for box in boxes) - math.floor(top)) <= 1
            assert abs(max(box[2] for box in boxes) - math.ceil(right)) <= 1
            assert abs(max(box[3] for box in boxes) - math.ceil(bottom)) <= 1


@given(KINDS, LATIN)
@settings(max_examples=25, deadline=None)
def test_lines_do_not_run_into_one_another(kind, text):
    for sheet in parts(kind, text):
        for upper, lower in zip(sheet.text, sheet.text[1:], strict=False):
            assert lower.y - upper.y >= 0.99 * sheet.size


def indices(sheet, line):
    """The palette indices on the canvas where a line's ink lies."""
    canvas, _ = draw_sheet(sheet)
    left, top, right, bottom = (round(side) for side in line.ink())
    width = canvas.width + 1
    rows = (canvas.pixels[y * width + left + 1 : y * width + right + 1] for y in range(top, bottom))
    return set(b"".join(rows))


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    "card",
    [
        Card(text="HEM WITH LETTERS", heading="HEADING", credit="SOURCE", part=(1, 2)),
        Card("headline", "LEAD: MORE WORDS", credit="PHOTO"),
        Card("quotation", "“HEM AND HAW”", speaker="NAME", role="ROLE", credit="SOURCE"),
        Card("closing", "THE END.", credit="ADDRESS"),
    ],
    ids=["bullet", "headline", "quotation", "closing"],
)
def test_each_line_reaches_the_full_strength_of_its_ink(name, card):
    theme = Theme.load(name).with_wordmark("PAPER")
    sheet = layout_of(card, theme)
    for line in sheet.lines:
        assert BASE[line.colour] + STEPS in indices(sheet, line)


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    "card",
    [
        Card(text="HEM WITH LETTERS", heading="HEADING", credit="SOURCE", part=(1, 2)),
        Card("headline", "LEAD: MORE WORDS", credit="PHOTO"),
        Card("quotation", "“HEM AND HAW”", speaker="NAME", role="ROLE", credit="SOURCE"),
        Card("closing", "THE END.", credit="ADDRESS"),
    ],
    ids=["bullet", "headline", "quotation", "closing"],
)
def test_every_line_has_its_contrast_on_the_drawn_pixels(pixels, name, card):
    theme = Theme.load(name).with_wordmark("PAPER")
    sheet, image = layout_of(card, theme), pixels(draw(card, theme))
    ground = image.getpixel((600, 2))
    for line in sheet.lines:
        shown = image.crop(tuple(round(side) for side in line.ink())).getcolors(10_000)
        strongest = max(contrast_ratio(ground, colour) for _, colour in shown)
        body = line in sheet.text and card.kind in {"bullet", "quotation"}
        assert strongest >= (7 if body else 4.5)


@pytest.mark.parametrize("role", ROLES)
def test_a_ramp_never_leaves_its_own_indices(role):
    sheet = layout_of(Card(text="Words", heading="Heading", credit="Source"), THEME)
    alone = replace(
        sheet, bars=(), text=(), furniture=tuple(ln for ln in sheet.lines if ln.colour == role)
    )
    canvas, _ = draw_sheet(alone)

    assert set(canvas.pixels) - {0} <= set(range(BASE[role] + 1, BASE[role] + STEPS + 1))


@pytest.mark.parametrize("text", ["illumination", "filling", "tilt"])
def test_letters_are_laid_where_their_outlines_are_to_an_eighth_of_a_pixel(text):
    line = layout_of(Card(text=text), THEME).text[0]
    (run,), (tiles, _) = line.paragraph.line(line.start, line.end), recorded(line)
    x, wanted = line.x, []
    for _, (number, _, advance, across, _) in inked(line):
        wanted.append(x + across * line.size + drift(run.face, number, line.size))
        x += advance * line.size
    laid_at = [box[0] + centre(image, box) for box, image in tiles]

    assert laid_at == pytest.approx(wanted, abs=0.125 + 0.03)


def drift(face, number, size):
    """Where a glyph's ink weighs evenly when it is drawn on a whole pixel."""
    tile = face.tile(number, size, 0)
    return tile.left + centre(tile.image, (0, 0, tile.width, tile.height))


@given(st.integers(0, 3), st.sampled_from([44, 60, 112]))
@settings(max_examples=12, deadline=None)
def test_a_quarter_pixel_moves_the_weight_of_a_tile_by_a_quarter(quarter, size):
    run = layout_of(Card(text="lll"), THEME).text[0].paragraph.runs[0]
    tiles = [run.face.tile(run.glyphs[0][0], size, each) for each in (0, quarter)]
    centres = [t.left + centre(t.image, (0, 0, t.width, t.height)) for t in tiles]

    assert centres[1] - centres[0] == pytest.approx(quarter / 4, abs=0.03)


def centre(tile, box):
    """Where the ink of a tile weighs evenly, in pixels from its left side."""
    width, height = box[2] - box[0], box[3] - box[1]
    whole = Image.new("L", (width, height))
    whole.im.paste(tile, (0, 0, width, height))
    data = whole.tobytes()
    columns = [sum(data[x::width]) for x in range(width)]
    return sum(x * weight for x, weight in enumerate(columns)) / sum(columns)
