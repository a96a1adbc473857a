"""From a Sheet to a Picture: palette indices pasted through glyph tiles.

Index 0 is the ground; each of the three colours has a ramp of 31 steps after it. Text lies on one
flat ground, so a glyph's coverage is its place on the ramp: nothing is mixed or quantised.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from PIL import Image

from cards.alt import alt_text
from cards.card import Card, Picture
from cards.colour import RGB, ramp
from cards.emoji import Emoji, emoji_sheet
from cards.face import snapped
from cards.layout import laid
from cards.paragraph import Run
from cards.png import png8
from cards.sheet import Line, Logo, Sheet
from cards.theme import Inks, Theme

STEPS = 31
BASE = {"ink": 0, "accent": STEPS, "muted": 2 * STEPS}
FREE = 3 * STEPS + 1


def draw(card: Card, theme: Theme) -> Picture:
    """The card as a picture: the same card and theme give the same bytes.

    Raises TooLong where the text does not fit on one card (use `lay_out`), MissingGlyph where no
    face has a character, and the rest of the CardError tree in words for an editor.
    """
    sheet = laid(card, theme)
    data = encoded(sheet)
    return Picture(
        png=data,
        media_type="image/png",
        width=sheet.width,
        height=sheet.height,
        alt=alt_text(card),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def encoded(sheet: Sheet) -> bytes:
    """The sheet as a palette PNG."""
    canvas, emoji = drawn(sheet)
    colours = emoji_sheet(tuple(emoji), sheet.inks.ground, FREE).paste(canvas) if emoji else ()
    return png8(canvas.tobytes(), sheet.width, sheet.height, (*palette(sheet.inks), *colours))


@lru_cache(maxsize=64)
def palette(inks: Inks) -> tuple[RGB, ...]:
    """The ground and the three ramps."""
    ramps = (ramp(inks.ground, ink, STEPS) for ink in (inks.ink, inks.accent, inks.muted))
    return (inks.ground, *(colour for steps in ramps for colour in steps))


def drawn(sheet: Sheet) -> tuple[Image.Image, list[Emoji]]:
    """The canvas of palette indices, one column wider than the card, and the emoji left to do."""
    canvas = Image.new("L", (sheet.width + 1, sheet.height))
    for left, top, right, bottom in sheet.bars:
        canvas.paste(BASE["accent"] + STEPS, (left + 1, top, right + 1, bottom))
    emoji: list[Emoji] = []
    for line in sheet.furniture:
        _stamp(canvas, line, emoji)
    for line in sheet.text:
        if line.colour == "ink":
            _set_line(canvas, line, emoji)
        else:
            _stamp(canvas, line, emoji)
    if sheet.logo:
        _paste_logo(canvas, sheet.logo)
    return canvas, emoji


def _set_line(canvas: Image.Image, line: Line, emoji: list[Emoji]) -> None:
    """Draw in ink, straight on to the canvas."""
    x = line.x + 1
    for run in line.paragraph.line(line.start, line.end):
        set_emoji = run.face.colour
        x = _set_emoji(run, line, x, emoji) if set_emoji else _set_run(canvas, run, line, x)


def _set_run(canvas: Image.Image, run: Run, line: Line, x: float) -> float:
    """The innermost loop: about 200 glyphs a card, so names are local and tiles looked up bare."""
    paste, size, y = canvas.paste, line.size, line.y
    tiles, fresh = run.face.tiles, run.face.tile
    for number, _, advance, across, up in run.glyphs:
        place = math.floor((x + across * size) * 4 + 0.5)
        quarter = place & 3
        down = 0
        if up:
            down, rest = snapped(-up * size)
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


def _set_emoji(run: Run, line: Line, x: float, emoji: list[Emoji]) -> float:
    for glyph in run.glyphs:
        emoji.append(Emoji(run.face, glyph.number, line.size, round(x), line.y))
        x += glyph.advance * line.size
    return x


class _Stamp(NamedTuple):
    """A drawn line, kept: its indices, where there is ink, and its place from the pen."""

    image: Image.Image
    mask: Image.Image
    left: int
    top: int


def _stamp(canvas: Image.Image, line: Line, emoji: list[Emoji]) -> None:
    """Draw a line that many cards share, or one that is not in ink."""
    whole, quarter = snapped(line.x + 1)
    at_pen = replace(line, x=quarter / 4, y=0, colour="ink")
    stamp = _kept_stamp(at_pen, BASE[line.colour])
    canvas.paste(stamp.image, (whole + stamp.left, line.y + stamp.top), stamp.mask)
    if any(run.face.colour for run in line.paragraph.runs):
        _set_line(Image.new("L", (1, 1)), line, emoji)


@lru_cache(maxsize=512)
def _kept_stamp(line: Line, base: int) -> _Stamp:
    """The line drawn by itself, its coverage lifted to the ramp that starts after `base`."""
    pad, baseline = 2 * line.size, 2 * line.size
    strip = Image.new("L", (math.ceil(line.width) + 2 * pad, 3 * line.size))
    _set_line(strip, replace(line, x=line.x + pad - 1, y=baseline), [])
    box = strip.getbbox() or (0, 0, 1, 1)
    ink = strip.crop(box)
    lifted = ink.point([0, *(base + step for step in range(1, STEPS + 1)), *[0] * (255 - STEPS)])
    return _Stamp(lifted, ink.point([0, *[255] * 255]), box[0] - pad, box[1] - baseline)


def _paste_logo(canvas: Image.Image, logo: Logo) -> None:
    left, top, right, bottom = logo.box
    mask = _logo_mask(logo.path, right - left, bottom - top)
    canvas.paste(STEPS, (left + 1, top, right + 1, bottom), mask)


@lru_cache(maxsize=16)
def _logo_mask(path: str, width: int, height: int) -> Image.Image:
    with Image.open(path) as image:
        alpha = image.convert("RGBA").getchannel("A")
    return alpha.resize((width, height), Image.Resampling.LANCZOS)
