"""Image cards for social threads: pure, on HarfBuzz and Pillow, usable alone.

from cards import Card, Theme, draw, lay_out
pictures = [draw(card, theme) for card in lay_out(Card(text="…"), theme := Theme.default())]
"""

from __future__ import annotations

from cards.alt import alt_text, is_shortened
from cards.card import Card, Kind, Picture
from cards.coverage import Coverage, coverage
from cards.draw import draw
from cards.errors import (
    BadText,
    CardError,
    EmptyCard,
    FaceError,
    MissingGlyph,
    PhotoError,
    ThemeError,
    TooLong,
    WrongField,
)
from cards.parts import lay_out
from cards.theme import Theme

__all__ = [
    "BadText",
    "Card",
    "CardError",
    "Coverage",
    "EmptyCard",
    "FaceError",
    "Kind",
    "MissingGlyph",
    "PhotoError",
    "Picture",
    "Theme",
    "ThemeError",
    "TooLong",
    "WrongField",
    "alt_text",
    "coverage",
    "draw",
    "is_shortened",
    "lay_out",
]
