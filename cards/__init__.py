"""Image cards for social threads: pure, on HarfBuzz and Pillow, usable alone.

from cards import Card, Theme, draw, lay_out
pictures = [draw(card, theme) for card in lay_out(Card(text="…"), theme := Theme.default())]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cards.card import Card, CardPicture, Kind
from cards.errors import (
    BadText,
    CardError,
    EmptyCard,
    FaceError,
    MissingGlyph,
    PhotoError,
    ThemeError,
    TooManyParts,
    WrongField,
)
from cards.theme import Theme

if TYPE_CHECKING:
    from cards.alt import alt_text, is_shortened
    from cards.covered import Coverage, coverage
    from cards.drawing import draw
    from cards.parts import lay_out

#: Loaded where they are first asked for: who only names cards needs no HarfBuzz and no Pillow.
_LATER = {
    "alt_text": "cards.alt",
    "is_shortened": "cards.alt",
    "Coverage": "cards.covered",
    "coverage": "cards.covered",
    "draw": "cards.drawing",
    "lay_out": "cards.parts",
}

__all__ = [
    "BadText",
    "Card",
    "CardError",
    "CardPicture",
    "Coverage",
    "EmptyCard",
    "FaceError",
    "Kind",
    "MissingGlyph",
    "PhotoError",
    "Theme",
    "ThemeError",
    "TooManyParts",
    "WrongField",
    "alt_text",
    "coverage",
    "draw",
    "is_shortened",
    "lay_out",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
