"""A typeface at one weight and optical size, and the glyphs it has drawn so far.

HarfBuzz draws the outlines unhinted at quarter-pixel positions. A glyph is drawn once a process
and kept as a Pillow tile. There are no locks: two threads that miss together draw the same tile
twice, and a process forked at any moment finds a whole cache.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz as hb
from PIL import Image

from cards.errors import FaceError
from cards.fonts import FontFile, is_whole, locate_font

QUARTERS = 4
MOST_TILES = 6000
_here = threading.local()


class Tile(NamedTuple):
    """One glyph's coverage (Pillow's inner L image), and where it lies from the pen, y down."""

    image: Any
    left: int
    top: int
    width: int
    height: int


NO_INK = Tile(None, 0, 0, 0, 0)


class Extent(NamedTuple):
    """A glyph's ink in em, y upwards from the baseline."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, eq=False)
class Face:
    """One instance of a face. Compared by identity: `find_face()` gives the same one each time."""

    family: str
    font: Any
    upem: int
    colour: bool
    tiles: dict[tuple[int, int, int, int], Tile] = field(default_factory=dict, repr=False)
    extents: dict[int, Extent] = field(default_factory=dict, repr=False)

    def covers(self, character: str) -> bool:
        return self.font.get_nominal_glyph(ord(character)) is not None

    def tile(self, glyph: int, size: int, across: int, down: int = 0) -> Tile:
        """The glyph at `size` pixels an em, moved `across` and `down` quarter pixels."""
        key = (glyph, size, across, down)
        found = self.tiles.get(key)
        if found is None:
            if len(self.tiles) >= MOST_TILES:
                self.tiles.clear()
            found = self.tiles[key] = _rasterised(self, key)
        return found

    def extent(self, glyph: int) -> Extent:
        found = self.extents.get(glyph)
        if found is None:
            found = self.extents[glyph] = _extent(self.font, glyph, self.upem)
        return found

    def cap_height(self) -> float:
        """Height of the capitals in em, as the face itself states it."""
        return (
            float(self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT))
            / self.upem
        )


@cache
def find_face(family: str, weight: int, opsz: float = 0) -> Face | None:
    """The face of a family, or None where no trusted place holds it."""
    file = locate_font(family, weight)
    return face_from(file, family, weight, opsz) if file else None


def needed_face(family: str, weight: int, opsz: float = 0) -> Face:
    """As `find_face`, but raises FaceError where it is absent."""
    found = find_face(family, weight, opsz)
    if found is None:
        raise FaceError(f"The typeface {family} is not installed.")
    return found


@cache
def face_from(file: FontFile, family: str, weight: int, opsz: float = 0) -> Face:
    """The face in `file`; raises FaceError where the file is broken."""
    source = _opened(file)
    font = hb.Font(source)
    font.scale = (source.upem, source.upem)
    axes = {axis.tag for axis in source.axis_infos}
    wanted = {"wght": float(weight), "opsz": float(opsz)}
    font.set_variations({tag: wanted[tag] for tag in axes & wanted.keys() if wanted[tag]})
    colour = source.has_color_png or source.has_color_paint or source.has_color_layers
    return Face(family, font, source.upem, bool(colour))


@cache
def _opened(file: FontFile) -> Any:
    try:
        whole = is_whole(Path(file.path))
        source = hb.Face(hb.Blob.from_file_path(file.path), file.number)
    except (OSError, hb.HarfBuzzError) as error:
        raise FaceError(f"The font file {file.path} cannot be read.") from error
    if not whole or not source.glyph_count:
        raise FaceError(f"The font file {file.path} is damaged or no font.")
    return source


def _extent(font: Any, glyph: int, upem: int) -> Extent:
    ink = font.get_glyph_extents(glyph)
    if ink is None:
        return Extent(0, 0, 0, 0)
    left, top = ink.x_bearing / upem, ink.y_bearing / upem
    return Extent(left, top, left + ink.width / upem, top + ink.height / upem)


def _rasterised(face: Face, key: tuple[int, int, int, int]) -> Tile:
    glyph, size, across, down = key
    scale = size / face.upem
    pen = _pen()
    pen.clear()
    pen.transform = (scale, 0, 0, scale, across / QUARTERS, -down / QUARTERS)
    pen.draw_glyph(face.font, glyph)
    drawn = pen.render()
    box = drawn.extents if drawn else None
    if box is None or not box.width or not box.height:
        return NO_INK
    size_of = (box.width, box.height)
    image = Image.frombytes("L", size_of, bytes(drawn.buffer), "raw", "L", box.stride, -1)
    return Tile(image.im, box.x_origin, -(box.y_origin + box.height), *size_of)


def _pen() -> Any:
    if not hasattr(_here, "pen"):
        _here.pen = hb.RasterDraw()
    return _here.pen


def snap_to_quarters(place: float) -> tuple[int, int]:
    """A place as whole pixels and quarters of the next."""
    return divmod(math.floor(place * QUARTERS + 0.5), QUARTERS)
