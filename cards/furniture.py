"""What stands round a card's text: the thread line, the heading, the footer.

All of it is laid out once for each heading, credit and theme, and then remembered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from cards.errors import ThemeError, TooManyParts
from cards.fit import Box as Room
from cards.fit import Ladder, fit_body
from cards.paragraph import ShapedParagraph, shape_paragraph
from cards.sheet import Box, Colour, Logo, TextLine, mirror_box, place_line, place_lines
from cards.theme import Theme
from cards.theme_rules import fill_part_words

_PART_GAP = 40
_CREDIT_GAP = 18
_CREDIT_LINE = 50
# A badge drawn larger than the reserved corner still covers nothing left of this.
_CREDIT_END = 200
_LOGO_HEIGHT = {False: 29, True: 35}
_LOGO_WIDTH = 320
_LOGO_PIXELS = 4_000_000
_NO_FOOTER = 60
_MARK_PITCH = 1.25
_TICK_DROP = 14
_HEADING_LINES = 2
_FOOT_LINES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines of a heading (and “1 of 2”), how far they push the body down, their lowest ink.

    `sunk` is how far marks above its first line have pushed the heading itself.
    """

    lines: tuple[TextLine, ...]
    push: int
    bottom: float
    sunk: int


@dataclass(frozen=True, slots=True)
class Footer:
    """Wordmark and credit; `lift` is the height they take from the text above them."""

    lines: tuple[TextLine, ...]
    lift: int
    logo: Logo | None = None


@lru_cache(maxsize=256)
def short_text(text: str, theme: Theme, role: str) -> ShapedParagraph:
    """A paragraph that many cards share."""
    return shape_paragraph(text, theme, role)


def part_label(part: tuple[int, int], theme: Theme) -> str:
    """“1 of 2” in the theme's words, or nothing where the card holds its text whole."""
    return fill_part_words(theme.part_of, part)


@lru_cache(maxsize=256)
def build_heading(text: str, part: tuple[int, int], theme: Theme, *, rtl: bool) -> Heading:
    """The section heading at the first cap line; at most two lines."""
    frame, label = theme.frame, part_label(part, theme)
    lines: list[TextLine] = []
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
    return Heading(moved, push + down, bottom, down)


def _heading_lines(text: str, theme: Theme, room: float, *, rtl: bool) -> list[TextLine]:
    paragraph = short_text(text, theme, "heading")
    look = theme.look(paragraph.script)
    size = (look.heading_size if look else 0) or theme.sizes.heading
    steps = tuple(range(size, 39, -1))
    for step in steps:
        box = Room(room, 1e4, 1e4)
        fit = fit_body(paragraph, box, Ladder((step,), step))
        if fit and len(fit.lines) <= _HEADING_LINES:
            return place_lines(
                theme, paragraph, fit, theme.frame.cap_line, rtl=rtl, colour="accent"
            )
    raise TooManyParts(f"The heading “{text[:40]}…” does not fit on two lines.")


def _label(label: str, theme: Theme, *, rtl: bool) -> TextLine:
    """“1 of 2” at the far edge, on the heading's baseline."""
    frame, size = theme.frame, theme.sizes.part
    paragraph = short_text(label, theme, "part")
    y = round(frame.cap_line + paragraph.cap_height * size)
    line = TextLine(paragraph, 0, len(label), size, frame.margin, y, "muted")
    if rtl:
        return line
    return TextLine(paragraph, 0, len(label), size, frame.right - line.width, y, "muted")


@lru_cache(maxsize=256)
def build_footer(credit: str, label: str, theme: Theme, *, bookend: bool, rtl: bool) -> Footer:
    """Wordmark, “1 of 2” where it stands below, then the credit or, if too long, above them."""
    logo = _logo(theme, bookend=bookend, rtl=rtl)
    row = _Row(theme, rtl, [], float(logo.box[2] - logo.box[0] + _CREDIT_GAP) if logo else 0.0)
    if theme.wordmark.text and not logo:
        row = _signed(theme, label, bookend=bookend, rtl=rtl)
    if label:
        row = row.joined(label, "credit", theme.sizes.credit, "muted")
    raised = theme.frame.foot - min((line.y for line in row.lines), default=theme.frame.foot)
    if not credit:
        return Footer(tuple(row.lines), raised if row.end else -_NO_FOOTER, logo)
    longer = row.joined(credit, "credit", theme.sizes.credit, "muted")
    if longer.end - _CREDIT_GAP <= _footer_room(theme):
        return Footer(tuple(longer.lines), raised, logo)
    above = _credit_above(credit, theme, raised + (_CREDIT_LINE if row.end else 0), rtl=rtl)
    lift = theme.frame.foot - above[0].y
    return Footer((*row.lines, *above), lift, logo)


def _footer_room(theme: Theme) -> int:
    return theme.frame.width - _CREDIT_END - theme.frame.left


@dataclass(frozen=True, slots=True)
class _Row:
    """The footer's last line so far; `end` is where its next piece starts, in pixels."""

    theme: Theme
    rtl: bool
    lines: list[TextLine]
    end: float

    def joined(self, text: str, role: str, size: int, colour: Colour) -> _Row:
        frame = self.theme.frame
        paragraph = short_text(text, self.theme, role)
        span = (0, len(text), 0.0)
        line = place_line(
            self.theme, paragraph, span, size, frame.foot, rtl=self.rtl, colour=colour
        )
        line = line.moved(across=-self.end if self.rtl else self.end)
        return _Row(self.theme, self.rtl, [*self.lines, line], self.end + line.width + _CREDIT_GAP)


def _signed(theme: Theme, label: str, *, bookend: bool, rtl: bool) -> _Row:
    """The wordmark; a long one stands on up to three lines, the last on the footer's own."""
    size = theme.sizes.wordmark_bookend if bookend else theme.sizes.wordmark
    paragraph = short_text(theme.wordmark.text, theme, "wordmark")
    beside = short_text(label, theme, "credit").before[-1] * theme.sizes.credit if label else 0
    spans = _foot_lines(paragraph, size, _footer_room(theme) - beside, "name")
    step, last = round(size * _MARK_PITCH), theme.frame.foot
    lines = [
        place_line(theme, paragraph, (start, end, 0), size, last - step * row, rtl=rtl)
        for row, (start, end, _) in enumerate(reversed(spans))
    ][::-1]
    return _Row(theme, rtl, lines, lines[-1].width + _CREDIT_GAP)


def _foot_lines(
    paragraph: ShapedParagraph, size: int, width: float, what: str
) -> tuple[tuple[int, int, float], ...]:
    fit = fit_body(paragraph, Room(width, 1e4, 1e4), Ladder((size,), size))
    if fit is None or len(fit.lines) > _FOOT_LINES:
        raise TooManyParts(f"The {what} “{paragraph.text[:40]}…” does not fit on three lines.")
    return fit.lines


def _credit_above(credit: str, theme: Theme, lift: int, *, rtl: bool) -> list[TextLine]:
    """A credit on lines of its own, the last of them `lift` pixels above the footer's baseline."""
    size = theme.sizes.credit
    paragraph = short_text(credit, theme, "credit")
    spans = _foot_lines(paragraph, size, theme.frame.measure, "credit")
    last = theme.frame.foot - lift
    return [
        place_line(theme, paragraph, span, size, last - row * _CREDIT_LINE, rtl=rtl, colour="muted")
        for row, span in enumerate(reversed(spans))
    ][::-1]


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
    return Logo(str(path), mirror_box(theme, box) if rtl else box)


@lru_cache(maxsize=16)
def _picture_size(path: str) -> tuple[int, int]:
    try:
        with Image.open(path, formats=("PNG", "WEBP")) as image:
            if image.width * image.height > _LOGO_PIXELS:
                raise ThemeError(f"The logo {path} has more than {_LOGO_PIXELS:,} pixels.")
            image.load()
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ThemeError(f"The logo {path} is no PNG or WebP picture, or it is damaged.") from error


def _below_margin(lines: list[TextLine], margin: int) -> int:
    """How far lines must move down for no ink to lie above the safe area."""
    highest = min((line.ink()[1] for line in lines), default=margin)
    return max(0, math.ceil(margin - highest))


def thread_line(
    kind: str, theme: Theme, *, tick: bool, rtl: bool, sunk: int = 0
) -> tuple[Box, ...]:
    """The line's bars, but for the break at a quotation's mark (see `broken_line`).

    The tick follows a heading that was moved down by `sunk` pixels.
    """
    frame, line = theme.frame, theme.thread_line
    left, right = frame.margin, frame.margin + line.width
    top = frame.cap_line if kind == "headline" else 0
    # On the right its way to the edge would cross the corner where networks put their badge.
    bottom = frame.foot if rtl or kind == "closing" else frame.height
    bars = [(left, top, right, bottom)]
    if kind == "closing":
        bars.append((right, frame.foot - line.width, right + line.tick, frame.foot))
    elif tick and line.ticks:
        at = frame.cap_line + _TICK_DROP + sunk
        bars.append((right, at, right + line.tick, at + line.width))
    return tuple(mirror_box(theme, bar) if rtl else bar for bar in bars)


def broken_line(theme: Theme, ink_bottom: int, *, rtl: bool) -> tuple[Box, ...]:
    """The line with white above and below a quotation's mark."""
    frame, line = theme.frame, theme.thread_line
    left, right = frame.margin, frame.margin + line.width
    above = (left, 0, right, frame.cap_line - line.gap)
    below = (left, ink_bottom + line.gap, right, frame.foot if rtl else frame.height)
    return tuple(mirror_box(theme, bar) if rtl else bar for bar in (above, below))
