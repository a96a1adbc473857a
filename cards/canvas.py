"""A canvas of palette indices whose bytes go to the encoder as they are.

Pillow draws into memory that we own. `core` is Pillow's own inner image: its `paste` does what
`Image.paste` does without 5 µs of checks, 200 times a card.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from PIL import Image

from cards.sheet import Box

_here = threading.local()


@dataclass(frozen=True, slots=True)
class Canvas:
    """`width` + 1 columns: the first holds PNG's filter bytes, so that x 0 lies in column 1."""

    width: int
    height: int
    pixels: bytearray
    core: Any

    def bar(self, index: int, box: Box) -> None:
        left, top, right, bottom = box
        self.core.paste(index, (left + 1, top, right + 1, bottom))

    def paste(self, image: Image.Image, mask: Image.Image, left: int, top: int) -> None:
        """Lay indices where the mask is set; what falls outside the canvas is left out."""
        width, height = image.size
        box = (left + 1, top, left + 1 + width, top + height)
        self.core.paste(image.im, box, mask.im)


def blank_canvas(width: int, height: int) -> Canvas:
    """An empty canvas, in this thread's own memory: good until the thread asks again.

    New memory for each card would cost as much as drawing it: 200 page faults.
    """
    kept = _memory()
    canvas = kept.get((width, height))
    if canvas is None:
        canvas = kept[width, height] = _fresh(width, height)
    else:
        canvas.core.paste(0, (0, 0, width + 1, height))
    return canvas


def _fresh(width: int, height: int) -> Canvas:
    pixels = bytearray((width + 1) * height)
    image = Image.frombuffer("L", (width + 1, height), pixels, "raw", "L", 0, 1)
    return Canvas(width, height, pixels, image.im)


def _memory() -> dict[tuple[int, int], Canvas]:
    if not hasattr(_here, "memory"):
        _here.memory = {}
    memory: dict[tuple[int, int], Canvas] = _here.memory
    return memory
