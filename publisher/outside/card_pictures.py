"""Cards to pictures, told in plain values."""

from __future__ import annotations

from functools import lru_cache
from pickle import loads
from typing import Any

from cards import Card, Theme, draw, lay_out


def draw_card_pictures(card: Card, theme: bytes) -> list[tuple[Any, ...]]:
    """The pictures of one card, as the values of `Drawn`. Raises CardError."""
    look = _look(theme)
    return [_drawn(part, look) for part in lay_out(card, look)]


def draw_first_picture(card: Card, theme: bytes) -> tuple[Any, ...]:
    """The first of them. Raises CardError."""
    look = _look(theme)
    return _drawn(lay_out(card, look)[0], look)


def _drawn(card: Card, theme: Theme) -> tuple[Any, ...]:
    made = draw(card, theme)
    size = (made.width, made.height)
    seen = bool(card.photo)
    return (
        *(made.png, made.media_type, *size, made.sha256, made.alt),
        *(card.kind, card.part[0], seen),
    )


@lru_cache(maxsize=16)
def _look(theme: bytes) -> Theme:
    """The same value for the same theme: what was made ready for it is found again."""
    found: Theme = loads(theme)  # noqa: S301 - from our own parent
    return found
