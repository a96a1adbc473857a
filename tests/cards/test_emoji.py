"""Emoji: bitmaps and painted layers, on a palette.

`two-layers.ttf` holds one character, U+1F54A: a red square, 1 em wide, with a blue foot; COLRv1.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import Card, draw
from cards.emoji import Emoji, draw_emoji, emoji_sheet
from cards.face import face_from, find_face
from cards.fonts import EMOJI, FontFile

GROUND = (0xF2, 0xF3, 0xF1)
LAYERS = Path(__file__).parent / "two-layers.ttf"
RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


@pytest.fixture
def layered():
    return face_from(FontFile(str(LAYERS)), "Two Layers", 400)


@pytest.fixture
def bitmaps(noto):  # noqa: ARG001 — skips where the face is absent
    return find_face(EMOJI, 400)


def painted(*what):
    found = draw_emoji(*what)
    assert found is not None
    return found


@pytest.mark.parametrize("size", [44, 60, 112])
def test_layers_are_painted_at_their_size_and_place(layered, size):
    image, left, top = painted(layered, 1, size)

    assert (left, top) == (size // 10, -round(size * 0.9))
    assert abs(image.width - size) <= 1
    assert image.getpixel((size // 2, size // 4)) == RED
    assert image.getpixel((size // 2, size - 5)) == BLUE


def test_a_glyph_without_layers_has_no_picture(layered):
    assert draw_emoji(layered, 0, 60) is None


def test_a_card_is_drawn_with_painted_emoji(theme, monkeypatch, layered, pixels):
    monkeypatch.setattr(
        "cards.cast.find_face",
        lambda name, *more: layered if name == EMOJI else find_face(name, *more),
    )
    picture = draw(Card(text="Peace 🕊️ now, and a second 🕊."), theme)
    colours = [colour for _, colour in pixels(picture).getcolors()]

    assert {RED[:3], BLUE[:3]} <= set(colours)


def test_a_bitmap_is_scaled_to_the_line(bitmaps):
    glyph = bitmaps.font.get_nominal_glyph(ord("🕊"))
    small, large = (painted(bitmaps, glyph, size).image.width for size in (44, 88))

    assert abs(large - 2 * small) <= 1


def test_emoji_take_no_more_than_the_free_end_of_the_palette(bitmaps):
    glyphs = [bitmaps.font.get_nominal_glyph(ord(c)) for c in "🕊🌈🍎🌍🎨🚂"]
    sheet = emoji_sheet(tuple(Emoji(bitmaps, g, 60, 0, 0) for g in glyphs), GROUND, 94)

    assert len(sheet.colours) <= 3 * (256 - 94)
    assert all(min(image.tobytes()) >= 94 for image, *_ in sheet.pieces)


def test_no_emoji_take_no_colours():
    assert emoji_sheet((), GROUND, 94) == ((), b"")
