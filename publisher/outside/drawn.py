"""A drawn card, as it comes back from a child."""

from __future__ import annotations

from typing import NamedTuple


class Drawn(NamedTuple):
    """A picture and what is known of it; `part` counts from 1, `photo` tells whether one is behind it."""

    content: bytes
    media_type: str
    width: int
    height: int
    sha256: str
    alt: str
    kind: str
    part: int
    photo: bool
