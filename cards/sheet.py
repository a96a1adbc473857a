"""A card laid out: every bar and line of text with its place, nothing drawn yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from cards.fit import Fit, line_pitch
from cards.paragraph import ShapedParagraph
from cards.scripts import PLAIN
from cards.theme import Theme
from cards.theme_parts import Inks

Colour = Literal["ink", "accent", "muted"]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: characters `start` to `end`, the pen at `x`, the baseline at `y`."""

    paragraph: ShapedParagraph
    start: int
    end: int
    size: int
    x: float
    y: int
    colour: Colour = "ink"

    @property
    def width(self) -> float:
        return self.paragraph.width(self.start, self.end) * self.size

    def moved(self, *, down: int = 0, across: float = 0) -> TextLine:
        return replace(self, x=self.x + across, y=self.y + down)

    def ink(self) -> tuple[float, float, float, float]:
        """The ink's box in pixels: left, top, right, bottom."""
        size, x, boxes = self.size, self.x, []
        for run in self.paragraph.line(self.start, self.end):
            for number, _, advance, across, up in run.glyphs:
                left, top, right, bottom = run.face.extent(number)
                if right > left:
                    pen = x + across * size
                    boxes.append((pen + left * size, up + top, pen + right * size, up + bottom))
                x += advance * size
        if not boxes:
            return (self.x, self.y, self.x, self.y)
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return (min(lefts), self.y - max(tops) * size, max(rights), self.y - min(bottoms) * size)

    def ink_top(self) -> float:
        """The top of `ink` alone, for the one line of each card where it matters."""
        highest = 0.0
        for run in self.paragraph.line(self.start, self.end):
            extents, extent = run.face.extents, run.face.extent
            for number, _, _, _, up in run.glyphs:
                top = (extents.get(number) or extent(number))[1] + up
                highest = max(top, highest)
        return self.y - highest * self.size

    def ink_ends(self) -> tuple[float, float]:
        """Left and right of `ink`; for plain text only the last letter need be looked at."""
        runs = self.paragraph.line(self.start, self.end)
        if len(self.paragraph.runs) > 1 or self.paragraph.script != PLAIN or not runs[0].glyphs:
            left, _, right, _ = self.ink()
            return left, right
        number, _, advance, across, _ = runs[0].glyphs[-1]
        pen = self.x + self.width + (across - advance) * self.size
        return self.x, pen + runs[0].face.extent(number).right * self.size


@dataclass(frozen=True, slots=True)
class Logo:
    """A house's own mark in place of the wordmark: its file, and its box in pixels."""

    path: str
    box: Box


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A whole card. `text` is what changes from card to card; `furniture` mostly stays."""

    width: int
    height: int
    inks: Inks
    rtl: bool
    size: int
    bars: tuple[Box, ...]
    text: tuple[TextLine, ...]
    furniture: tuple[TextLine, ...]
    logo: Logo | None = None

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return (*self.furniture, *self.text)


def place_lines(
    theme: Theme,
    paragraph: ShapedParagraph,
    fit: Fit,
    top: int,
    *,
    rtl: bool,
    colour: Colour = "ink",
) -> list[TextLine]:
    """A fitted text, its first cap top at `top`, its lines on the side where reading starts."""
    first, step = round(top + paragraph.cap_height * fit.size), line_pitch(paragraph, fit.size)
    return [
        place_line(theme, paragraph, span, fit.size, first + row * step, rtl=rtl, colour=colour)
        for row, span in enumerate(fit.lines)
    ]


def place_line(
    theme: Theme,
    paragraph: ShapedParagraph,
    span: tuple[int, int, float],
    size: int,
    y: int,
    *,
    rtl: bool,
    colour: Colour = "ink",
) -> TextLine:
    """One line at the text column's edge, its opening mark hanging `span[2]` em outside it."""
    start, end, hang = span
    frame = theme.frame
    if rtl:
        x = frame.width - frame.left + hang * size - paragraph.width(start, end) * size
    else:
        x = frame.left - hang * size
    return TextLine(paragraph, start, end, size, x, y, colour)


def mirror_box(theme: Theme, box: Box) -> Box:
    """The box on the other side of the card."""
    left, top, right, bottom = box
    return (theme.frame.width - right, top, theme.frame.width - left, bottom)
