"""Colour emoji on a palette picture: bitmaps or layers, quantised into the palette's free end."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from PIL import Image

from cards.colour import RGB
from cards.face import Face

_SEEN_FROM = 8


class Emoji(NamedTuple):
    """One emoji to be placed: pen at `x` on the canvas, baseline at `y`."""

    face: Face
    glyph: int
    size: int
    x: int
    y: int


class Drawing(NamedTuple):
    """An emoji at one size, in colour, and its place from the pen."""

    image: Image.Image
    left: int
    top: int


class EmojiSheet(NamedTuple):
    """Every emoji of one card: indices, masks and places; and the colours, three bytes each."""

    pieces: tuple[tuple[Image.Image, Image.Image, int, int], ...]
    colours: bytes


@lru_cache(maxsize=512)
def draw_emoji(face: Face, glyph: int, size: int) -> Drawing | None:
    """The emoji in RGBA, or None for a glyph without a picture (a joiner)."""
    blob = face.font.get_glyph_color_png(glyph)
    return _scaled(face, glyph, size, bytes(blob.data)) if blob else _painted(face, glyph, size)


def _scaled(face: Face, glyph: int, size: int, png: bytes) -> Drawing:
    """A bitmap brought to size (CBDT, as Debian has it)."""
    extent = face.extent(glyph)
    box = (
        max(1, round((extent.right - extent.left) * size)),
        max(1, round((extent.top - extent.bottom) * size)),
    )
    with Image.open(io.BytesIO(png)) as image:
        scaled = (
            image.convert("RGBA")
            .convert("RGBa")
            .resize(box, Image.Resampling.BICUBIC)
            .convert("RGBA")
        )
    return Drawing(scaled, round(extent.left * size), -round(extent.top * size))


def _painted(face: Face, glyph: int, size: int) -> Drawing | None:
    """Layers of outlines painted at size (COLR, versions 0 and 1)."""
    scale, extents = size / face.upem, face.font.get_glyph_extents(glyph)
    brush = hb.RasterPaint()
    brush.transform = (scale, 0, 0, scale, 0, 0)
    if not extents or not brush.set_glyph_extents(extents):
        return None
    if not brush.paint_glyph_or_fail(face.font, glyph):
        return None
    painted = brush.render()
    box = painted.extents
    rows = ("raw", "BGRa", box.stride, -1)
    image = Image.frombytes("RGBa", (box.width, box.height), bytes(painted.buffer), *rows)
    return Drawing(image.convert("RGBA"), box.x_origin, -(box.y_origin + box.height))


@lru_cache(maxsize=64)
def emoji_sheet(emoji: Sequence[Emoji], ground: RGB, first: int) -> EmojiSheet:
    """The emoji mixed with the ground, in the palette's slots from `first` on."""
    placed = [(one, found) for one in emoji if (found := draw_emoji(*one[:3]))]
    if not placed:
        return EmojiSheet((), b"")
    strip, offsets = _strip([found.image for _, found in placed], ground)
    reduced = strip.quantize(256 - first, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours = bytes(reduced.getpalette() or ())[: 3 * (256 - first)]
    indices = Image.frombytes("L", reduced.size, reduced.tobytes())
    lifted = indices.point([min(255, first + index) for index in range(256)])
    pieces = tuple(
        (
            lifted.crop((at, 0, at + found.image.width, found.image.height)),
            _mask(found.image),
            one.x + found.left,
            one.y + found.top,
        )
        for (one, found), at in zip(placed, offsets, strict=True)
    )
    return EmojiSheet(pieces, colours)


def _strip(images: list[Image.Image], ground: RGB) -> tuple[Image.Image, list[int]]:
    width, height = sum(i.width for i in images), max(i.height for i in images)
    strip, offsets, at = Image.new("RGB", (width, height), ground), [], 0
    for image in images:
        strip.paste(image, (at, 0), image)
        offsets.append(at)
        at += image.width
    return strip, offsets


def _mask(image: Image.Image) -> Image.Image:
    return image.getchannel("A").point([255 if a > _SEEN_FROM else 0 for a in range(256)])
