"""From a Sheet to a Picture: palette indices pasted through glyph tiles.

Index 0 is the ground; each of the three colours has a ramp of 31 steps after it. Text lies on one
flat ground, so a glyph's coverage is its place on the ramp: nothing is mixed or quantised.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from math import ceil, floor
from typing import Any, NamedTuple

from PIL import Image

from cards.alt import alt_text
from cards.canvas import Canvas, blank_canvas
from cards.card import Card, CardPicture
from cards.colour import build_ramp
from cards.emoji import Emoji, emoji_sheet
from cards.face import snap_to_quarters
from cards.layout import layout_of
from cards.paragraph import Run
from cards.photo import compose_jpeg, prepare_backdrop
from cards.png import encode_palette_png
from cards.sheet import CardSheet, Logo, TextLine
from cards.theme import Theme
from cards.theme_parts import Inks

STEPS = 31
BASE = {"ink": 0, "accent": STEPS, "muted": 2 * STEPS}
FREE = 3 * STEPS + 1


def draw(card: Card, theme: Theme) -> CardPicture:
    """The card as a picture: the same card and theme give the same bytes.

    Raises TooLong where the text does not fit on one card (use `lay_out`), MissingGlyph where no
    face has a character, and the rest of the CardError tree in words for an editor.
    """
    sheet = layout_of(card, theme)
    data = with_photo(sheet, card.photo, theme) if card.photo else encode_sheet(sheet)
    return CardPicture(
        png=data,
        media_type="image/jpeg" if card.photo else "image/png",
        width=sheet.width,
        height=sheet.height,
        alt=alt_text(card, said=theme.part_said),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def with_photo(sheet: CardSheet, photo: bytes, theme: Theme) -> bytes:
    """The sheet over a photo, as a JPEG: photos have more colours than a palette."""
    behind = prepare_backdrop(photo, theme)
    return compose_jpeg(sheet, *draw_sheet(sheet), behind, STEPS)


def encode_sheet(sheet: CardSheet) -> bytes:
    """The sheet as a palette PNG."""
    canvas, emoji = draw_sheet(sheet)
    colours = build_palette(sheet.inks)
    if emoji:
        placed = emoji_sheet(tuple(emoji), sheet.inks.ground, FREE)
        for piece in placed.pieces:
            canvas.paste(*piece)
        colours += placed.colours
    return encode_palette_png(canvas.pixels, sheet.width, sheet.height, colours)


@lru_cache(maxsize=64)
def build_palette(inks: Inks) -> bytes:
    """The ground and the three ramps, three bytes a colour."""
    ramps = (build_ramp(inks.ground, ink, STEPS) for ink in (inks.ink, inks.accent, inks.muted))
    colours = (inks.ground, *(colour for steps in ramps for colour in steps))
    return bytes(part for colour in colours for part in colour)


def draw_sheet(sheet: CardSheet) -> tuple[Canvas, list[Emoji]]:
    """The canvas of palette indices, and the emoji that are left to place."""
    canvas = blank_canvas(sheet.width, sheet.height)
    for bar in sheet.bars:
        canvas.bar(BASE["accent"] + STEPS, bar)
    emoji: list[Emoji] = []
    for line in sheet.furniture:
        _stamp(canvas, line, emoji)
    for line in sheet.text:
        if line.colour == "ink":
            _set_line(canvas.core, line, 1, emoji)
        else:
            _stamp(canvas, line, emoji)
    if sheet.logo:
        canvas.paste(*_logo_stamp(sheet.logo))
    return canvas, emoji


def _set_line(core: Any, line: TextLine, right: int, emoji: list[Emoji]) -> None:
    """Draw in ink, straight on to the canvas, `right` columns further right."""
    x = line.x + right
    for run in line.paragraph.line(line.start, line.end):
        if run.face.colour:
            x = _set_emoji(run, line, x, emoji)
            continue
        x = _set_run(core, run, line, x)


def _set_run(core: Any, run: Run, line: TextLine, x: float) -> float:
    """The innermost loop: about 200 glyphs a card, so names are local and tiles looked up bare."""
    paste, size, y = core.paste, line.size, line.y
    tiles, fresh = run.face.tiles, run.face.tile
    for number, _, advance, across, up in run.glyphs:
        place = floor((x + across * size) * 4 + 0.5)
        quarter = place & 3
        down = 0
        if up:
            down, rest = snap_to_quarters(-up * size)
            tile = fresh(number, size, quarter, rest)
        else:
            tile = tiles.get((number, size, quarter, 0)) or fresh(number, size, quarter)
        image, left, top, width, height = tile
        if image is not None:
            left += place >> 2
            top += y + down
            paste(STEPS, (left, top, left + width, top + height), image)
        x += advance * size
    return x


def _set_emoji(run: Run, line: TextLine, x: float, emoji: list[Emoji]) -> float:
    for number, _, advance, _, _ in run.glyphs:
        emoji.append(Emoji(run.face, number, line.size, round(x) - 1, line.y))
        x += advance * line.size
    return x


class _Stamp(NamedTuple):
    """A drawn line, kept: its indices, where there is ink, and its place from the pen."""

    image: Image.Image
    mask: Image.Image
    left: int
    top: int


def _stamp(canvas: Canvas, line: TextLine, emoji: list[Emoji]) -> None:
    """Draw a line that many cards share, or one that is not in ink."""
    whole, quarter = snap_to_quarters(line.x)
    at_pen = replace(line, x=quarter / 4, y=0, colour="ink")
    image, mask, left, top = _kept_stamp(at_pen, BASE[line.colour])
    canvas.paste(image, mask, whole + left, line.y + top)
    if any(run.face.colour for run in line.paragraph.runs):
        _set_line(Image.new("L", (1, 1)).im, line, 1, emoji)


@lru_cache(maxsize=512)
def _kept_stamp(line: TextLine, base: int) -> _Stamp:
    """The line drawn by itself, its coverage lifted to the ramp that starts after `base`."""
    pad, baseline = 2 * line.size, 2 * line.size
    strip = Image.new("L", (ceil(line.width) + 2 * pad, 3 * line.size))
    _set_line(strip.im, replace(line, y=baseline), pad, [])
    box = strip.getbbox() or (0, 0, 1, 1)
    ink = strip.crop(box)
    lifted = ink.point([0, *(base + step for step in range(1, STEPS + 1)), *[0] * (255 - STEPS)])
    return _Stamp(lifted, ink.point([0, *[255] * 255]), box[0] - pad, box[1] - baseline)


@lru_cache(maxsize=16)
def _logo_stamp(logo: Logo) -> _Stamp:
    """The logo's shape in ink."""
    left, top, right, bottom = logo.box
    with Image.open(logo.path) as image:
        alpha = image.convert("RGBA").getchannel("A")
    mask = alpha.resize((right - left, bottom - top), Image.Resampling.LANCZOS)
    steps = mask.point([round(value * STEPS / 255) for value in range(256)])
    return _Stamp(steps, mask.point([0, *[255] * 255]), left, top)
