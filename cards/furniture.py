"""What stands round a card's text: the thread line, the heading, the footer.

All of it is laid out once for each heading, credit and theme, and then remembered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from cards.errors import ThemeError, TooLong
from cards.fit import Box as Room
from cards.fit import Ladder, fit_body
from cards.paragraph import Paragraph, shaped
from cards.sheet import Box, Colour, Line, Logo, flush, mirrored, placed
from cards.theme import Theme

_PART_GAP = 40
_CREDIT_GAP = 18
_CREDIT_LINE = 50
# A badge drawn larger than the reserved corner still covers nothing left of this.
_CREDIT_END = 200
_LOGO_HEIGHT = {False: 29, True: 35}
_LOGO_WIDTH = 320
_NO_FOOTER = 60
_TICK_DROP = 14
_HEADING_LINES = 2
_CREDIT_LINES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of a heading (and “1 of 2”), how far they push the body down, their lowest ink."""

    lines: tuple[Line, ...]
    push: int
    bottom: float


@dataclass(frozen=True, slots=True)
class Footer:
    """Wordmark and credit; `lift` is the height they take from the text above them."""

    lines: tuple[Line, ...]
    lift: int
    logo: Logo | None = None


@lru_cache(maxsize=256)
def short_text(text: str, theme: Theme, role: str) -> Paragraph:
    """A paragraph that many cards share."""
    return shaped(text, theme, role)


def part_label(part: tuple[int, int], theme: Theme) -> str:
    """“1 of 2” in the theme's words, or nothing where the card holds its text whole."""
    number, count = part
    return theme.part_of.format(number=number, count=count) if count > 1 else ""


@lru_cache(maxsize=256)
def heading(text: str, part: tuple[int, int], theme: Theme, *, rtl: bool) -> Heading:
    """The section heading at the first cap line; at most two lines."""
    frame, label = theme.frame, part_label(part, theme)
    lines: list[Line] = []
    room, push = float(frame.measure), 0
    if label:
        lines.append(_label(label, theme, rtl=rtl))
        room -= lines[0].width + _PART_GAP
    if text:
        own = _heading_lines(text.rstrip(":： "), theme, room, rtl=rtl)
        push = own[-1].y - own[0].y
        lines += own
    down = _below_margin(lines, frame.margin)
    moved = tuple(line.moved(down=down) for line in lines)
    bottom = max((line.ink()[3] for line in moved), default=0)
    return Heading(moved, push + down, bottom)


def _heading_lines(text: str, theme: Theme, room: float, *, rtl: bool) -> list[Line]:
    paragraph = short_text(text, theme, "heading")
    look = theme.look(paragraph.script)
    size = (look.heading_size if look else 0) or theme.sizes.heading
    steps = tuple(range(size, 39, -1))
    for step in steps:
        box = Room(room, 1e4, 1e4)
        fit = fit_body(paragraph, box, Ladder((step,), step))
        if fit and len(fit.lines) <= _HEADING_LINES:
            return flush(theme, paragraph, fit, theme.frame.cap_line, rtl=rtl, colour="accent")
    raise TooLong(f"The heading “{text[:40]}…” does not fit on two lines.")


def _label(label: str, theme: Theme, *, rtl: bool) -> Line:
    """“1 of 2” at the far edge, on the heading's baseline."""
    frame, size = theme.frame, theme.sizes.part
    paragraph = short_text(label, theme, "part")
    y = round(frame.cap_line + paragraph.cap_height * size)
    line = Line(paragraph, 0, len(label), size, frame.margin, y, "muted")
    if rtl:
        return line
    return Line(paragraph, 0, len(label), size, frame.right - line.width, y, "muted")


@lru_cache(maxsize=256)
def footer(credit: str, label: str, theme: Theme, *, bookend: bool, rtl: bool) -> Footer:
    """Wordmark, “1 of 2” where it stands below, then the credit or, if too long, above them."""
    logo = _logo(theme, bookend=bookend, rtl=rtl)
    row = _Row(theme, rtl, [], float(logo.box[2] - logo.box[0] + _CREDIT_GAP) if logo else 0.0)
    if theme.wordmark.text and not logo:
        size = theme.sizes.wordmark_bookend if bookend else theme.sizes.wordmark
        row = row.joined(theme.wordmark.text, "wordmark", size, "ink")
    if label:
        row = row.joined(label, "credit", theme.sizes.credit, "muted")
    if not credit:
        return Footer(tuple(row.lines), 0 if row.end else -_NO_FOOTER, logo)
    longer = row.joined(credit, "credit", theme.sizes.credit, "muted")
    if longer.end - _CREDIT_GAP <= theme.frame.width - _CREDIT_END - theme.frame.left:
        return Footer(tuple(longer.lines), 0, logo)
    above = _credit_above(credit, theme, _CREDIT_LINE if row.end else 0, rtl=rtl)
    lift = theme.frame.foot - above[0].y
    return Footer((*row.lines, *above), lift, logo)


@dataclass(frozen=True, slots=True)
class _Row:
    """The footer's line so far; `end` is where the next piece starts, in pixels."""

    theme: Theme
    rtl: bool
    lines: list[Line]
    end: float

    def joined(self, text: str, role: str, size: int, colour: Colour) -> _Row:
        frame = self.theme.frame
        paragraph = short_text(text, self.theme, role)
        span = (0, len(text), 0.0)
        line = placed(self.theme, paragraph, span, size, frame.foot, rtl=self.rtl, colour=colour)
        line = line.moved(across=-self.end if self.rtl else self.end)
        return _Row(self.theme, self.rtl, [*self.lines, line], self.end + line.width + _CREDIT_GAP)


def _credit_above(credit: str, theme: Theme, lift: int, *, rtl: bool) -> list[Line]:
    """A credit on lines of its own, the last of them `lift` pixels above the footer's baseline."""
    size = theme.sizes.credit
    paragraph = short_text(credit, theme, "credit")
    fit = fit_body(paragraph, Room(theme.frame.measure, 1e4, 1e4), Ladder((size,), size))
    if fit is None or len(fit.lines) > _CREDIT_LINES:
        raise TooLong(f"The credit “{credit[:40]}…” does not fit on three lines.")
    last = theme.frame.foot - lift
    rows = range(len(fit.lines) - 1, -1, -1)
    return [
        placed(theme, paragraph, span, size, last - row * _CREDIT_LINE, rtl=rtl, colour="muted")
        for row, span in zip(rows, fit.lines, strict=True)
    ]


def _logo(theme: Theme, *, bookend: bool, rtl: bool) -> Logo | None:
    """The house's own mark: as high as the wordmark's capitals, at most 320 wide."""
    path = theme.wordmark.image
    if path is None:
        return None
    width, height = _picture_size(str(path))
    high = _LOGO_HEIGHT[bookend]
    wide = round(width * high / height)
    if wide > _LOGO_WIDTH:
        wide, high = _LOGO_WIDTH, round(height * _LOGO_WIDTH / width)
    frame = theme.frame
    box = (frame.left, frame.foot - high, frame.left + wide, frame.foot)
    return Logo(str(path), mirrored(theme, box) if rtl else box)


@lru_cache(maxsize=16)
def _picture_size(path: str) -> tuple[int, int]:
    try:
        with Image.open(path) as image:
            return image.size
    except (OSError, UnidentifiedImageError) as error:
        raise ThemeError(f"The logo {path} cannot be read.") from error


def _below_margin(lines: list[Line], margin: int) -> int:
    """How far lines must move down for no ink to lie above the safe area."""
    highest = min((line.ink()[1] for line in lines), default=margin)
    return max(0, math.ceil(margin - highest))


def thread_line(kind: str, theme: Theme, *, tick: bool, rtl: bool) -> tuple[Box, ...]:
    """The line's bars, but for the break at a quotation's mark (see `broken_line`)."""
    frame, line = theme.frame, theme.thread_line
    left, right = frame.margin, frame.margin + line.width
    top = frame.cap_line if kind == "headline" else 0
    # On the right its way to the edge would cross the corner where networks put their badge.
    bottom = frame.foot if rtl or kind == "closing" else frame.height
    bars = [(left, top, right, bottom)]
    if kind == "closing":
        bars.append((right, frame.foot - line.width, right + line.tick, frame.foot))
    elif tick and line.ticks:
        at = frame.cap_line + _TICK_DROP
        bars.append((right, at, right + line.tick, at + line.width))
    return tuple(mirrored(theme, bar) if rtl else bar for bar in bars)


def broken_line(theme: Theme, ink_bottom: int, *, rtl: bool) -> tuple[Box, ...]:
    """The line with white above and below a quotation's mark."""
    frame, line = theme.frame, theme.thread_line
    left, right = frame.margin, frame.margin + line.width
    above = (left, 0, right, frame.cap_line - line.gap)
    below = (left, ink_bottom + line.gap, right, frame.foot if rtl else frame.height)
    return tuple(mirrored(theme, bar) if rtl else bar for bar in (above, below))
