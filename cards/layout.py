"""From a Card to a Sheet: each kind's own arrangement. Nothing is drawn here.

Places are tops of capitals and baselines, never boxes of lines.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from cards.card import Card
from cards.errors import TooManyParts
from cards.fit import Box as Room
from cards.fit import Fit, Ladder, fit_body, fit_closing, fit_display
from cards.furniture import (
    Footer,
    broken_line,
    build_footer,
    build_heading,
    part_label,
    short_text,
    thread_line,
)
from cards.paragraph import ShapedParagraph, shape_paragraph
from cards.scripts import is_rtl
from cards.sheet import Box, CardSheet, Colour, TextLine, place_line, place_lines
from cards.theme import Theme
from cards.words import checked_text, clean_text

_BOOKENDS = frozenset({"headline", "closing"})
_DISPLAY_ROOM, _BODY_ROOM, _BODY_LAST, _QUOTATION_ROOM = 430, 350, 364, 300
_PLAIN_HEIGHT = 675
_LEAD_IN = 24
_SPEAKER_DROP, _ROLE_DROP = 93, 50
_CLEAR = 8
_HAIR = 0.5
_TRIES = 6
_NARROWER = 15


@dataclass(frozen=True, slots=True)
class _Page:
    """What every kind needs: the card with clean words, and its surroundings."""

    card: Card
    theme: Theme
    rtl: bool
    foot: Footer

    def room(self, height: int, last_resort: int) -> Room:
        """The text's room, taller on taller cards, shorter above a long credit."""
        more = self.theme.frame.height - _PLAIN_HEIGHT - self.foot.lift
        return Room(self.theme.frame.measure, height + more, last_resort + more)

    def ladder(self, steps: Sequence[int]) -> Ladder:
        """The sizes to try; a part keeps the size that all parts of its text share."""
        size = self.card.size
        own = (size,) if size is not None and size in steps else tuple(steps)
        return Ladder(own, min(steps))


def try_layout(card: Card, theme: Theme) -> CardSheet | None:
    """The card's sheet, or None where even the smallest size does not hold its text.

    Raises the rest of the CardError tree: MissingGlyph, EmptyCard, BadText, TooManyParts.
    """
    return _KINDS[card.kind](_page(clean_card(card), theme))


def layout_of(card: Card, theme: Theme) -> CardSheet:
    """As `try_layout`; raises TooLong where the text does not fit on one card."""
    sheet = try_layout(card, theme)
    if sheet is None:
        raise TooManyParts("The text does not fit on one card; lay_out parts it over several.")
    return sheet


def clean_card(card: Card) -> Card:
    """The card with every text of it clean."""
    return replace(
        card,
        text=checked_text(card),
        heading=clean_text(card.heading),
        credit=clean_text(card.credit),
        speaker=clean_text(card.speaker),
        role=clean_text(card.role),
    )


def _page(card: Card, theme: Theme) -> _Page:
    rtl = is_rtl(card.text)
    label = "" if card.kind == "bullet" else part_label(card.part, theme)
    foot = build_footer(card.credit, label, theme, bookend=card.kind in _BOOKENDS, rtl=rtl)
    return _Page(card, theme, rtl, foot)


def _bullet(page: _Page) -> CardSheet | None:
    card, theme, frame = page.card, page.theme, page.theme.frame
    head = build_heading(card.heading, card.part, theme, rtl=page.rtl)
    top = frame.body_line + head.push if head.lines else frame.cap_line
    paragraph = shape_paragraph(card.text, theme, "body", card.language)
    room = page.room(_BODY_ROOM, _BODY_LAST)
    taller = frame.body_line - top
    room = Room(room.width, room.height + taller, room.last_resort + taller)
    look = theme.look(paragraph.script)
    ladder = page.ladder((look.sizes if look else ()) or theme.sizes.body)
    settled = _settled(
        _Column(paragraph, top, max(head.bottom + _CLEAR, frame.margin), page),
        room,
        lambda smaller: fit_body(paragraph, smaller, ladder, card.language),
    )
    tick = bool(card.heading)
    bars = thread_line("bullet", theme, tick=tick, rtl=page.rtl, sunk=head.sunk)
    return settled and _sheet(page, settled, bars, head.lines)


def _headline(page: _Page) -> CardSheet | None:
    lead = _lead_in(page.card.text)
    forced = frozenset({lead}) if lead else frozenset()

    def fit(paragraph: ShapedParagraph, room: Room, ladder: Ladder, language: str) -> Fit | None:
        return fit_display(paragraph, room, ladder, language, forced=forced, thrift=True)

    sheet = _display(page, fit)
    # On a photo only the ink is sure to hold.
    if sheet is None or not lead or page.card.photo:
        return sheet
    coloured = [replace(line, colour="accent") if line.end <= lead else line for line in sheet.text]
    return replace(sheet, text=tuple(coloured))


def _closing(page: _Page) -> CardSheet | None:
    return _display(page, fit_closing)


def _display(
    page: _Page, fitted: Callable[[ShapedParagraph, Room, Ladder, str], Fit | None]
) -> CardSheet | None:
    card, theme = page.card, page.theme
    paragraph = shape_paragraph(card.text, theme, "display", card.language)
    room = page.room(_DISPLAY_ROOM, _DISPLAY_ROOM)
    ladder = page.ladder(theme.sizes.display)
    settled = _settled(
        _Column(paragraph, theme.frame.cap_line, theme.frame.margin, page),
        room,
        lambda smaller: fitted(paragraph, smaller, ladder, card.language),
    )
    bars = thread_line(card.kind, theme, tick=False, rtl=page.rtl)
    return settled and _sheet(page, settled, bars)


def _lead_in(text: str) -> int:
    """Where a short opening up to a colon ends (blanks counted), or 0."""
    found = regex.match(rf"[^:：]{{1,{_LEAD_IN - 1}}}[:：]\s*(?=\S)", text)
    return found.end() if found and len(found[0].rstrip()) <= _LEAD_IN else 0


def _quotation(page: _Page) -> CardSheet | None:
    card, theme, frame = page.card, page.theme, page.theme.frame
    mark, words = opening_mark(card.text, card.part)
    paragraph = shape_paragraph(words, theme, "quotation", card.language)
    under = _attribution(page)
    room = page.room(_QUOTATION_ROOM, _QUOTATION_ROOM)
    spare = _spare(under)
    room = Room(room.width, room.height + spare, room.last_resort + spare)
    ladder = page.ladder(theme.sizes.quotation)
    settled = _settled(
        _Column(paragraph, frame.cap_line, frame.margin, page),
        room,
        lambda smaller: fit_display(paragraph, smaller, ladder, card.language),
    )
    if settled is None:
        return None
    below = [line.moved(down=settled.lines[-1].y) for line in under]
    if not mark:
        bars = thread_line("quotation", theme, tick=True, rtl=page.rtl)
        return _sheet(page, settled, bars, below)
    sign = _mark(mark, page)
    bars = broken_line(theme, math.floor(sign.ink()[3]), rtl=page.rtl)
    return _sheet(page, settled, bars, (sign, *below))


def opening_mark(text: str, part: tuple[int, int] = (1, 1)) -> tuple[str, str]:
    """The mark a quotation opens with, and the words after it, straight marks made typographic.

    Only the first part opens; the others have no mark.
    """
    if part[0] > 1:
        return "", text
    found = regex.match(r"([“„«「『\"‹‘])\s*(?=\S)", text)
    if found is None:
        return "“", text
    words = text[found.end() :]
    if found[1] != '"':
        return found[1], words
    return "“", words[:-1] + "”" if words.endswith('"') else words


def _attribution(page: _Page) -> list[TextLine]:
    """Speaker and role, their baselines counted from the quotation's last."""
    card, theme, size = page.card, page.theme, page.theme.sizes.speaker
    drop, lines = _SPEAKER_DROP, []
    said: tuple[tuple[str, str, Colour], ...]
    said = ((card.speaker, "speaker", "ink"), (card.role, "role", "muted"))
    for text, role, colour in said:
        if not text:
            continue
        paragraph = short_text(text, theme, role)
        fit = fit_body(paragraph, Room(theme.frame.measure, 1e4, 1e4), Ladder((size,), size))
        for span in fit.lines if fit else ():
            lines.append(
                place_line(theme, paragraph, span, size, drop, rtl=page.rtl, colour=colour)
            )
            drop += _ROLE_DROP
    return lines


def _spare(under: Sequence[TextLine]) -> int:
    """What speaker and role leave of, or take beyond, the two lines that are allowed for."""
    if not under:
        return _BODY_ROOM - _QUOTATION_ROOM
    return min(0, _SPEAKER_DROP + _ROLE_DROP - under[-1].y)


def _mark(mark: str, page: _Page) -> TextLine:
    """The opening mark, as wide as the theme says, placed by its ink."""
    theme, frame = page.theme, page.theme.frame
    paragraph = short_text(mark, theme, "mark")
    left, top, right, bottom = TextLine(paragraph, 0, 1, 1000, 0, 0).ink()
    size = round(theme.thread_line.mark * 1000 / max(right - left, (bottom - top) * _MARK_SHAPE))
    edge = frame.margin - left * size / 1000
    if page.rtl:
        edge = frame.width - frame.margin - right * size / 1000
    y = round(frame.cap_line - top * size / 1000)
    return TextLine(paragraph, 0, len(mark), size, edge, y, "accent")


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a text goes: its first cap top, and the height above which no ink may rise."""

    paragraph: ShapedParagraph
    top: int
    ceiling: float
    page: _Page

    def lines(self, fit: Fit) -> list[TextLine]:
        return place_lines(self.page.theme, self.paragraph, fit, self.top, rtl=self.page.rtl)

    def sink(self, lines: list[TextLine]) -> int:
        """Pixels by which marks above the first line's capitals push the text down."""
        return max(0, math.ceil(self.ceiling - lines[0].ink_top()))

    def overrun(self, lines: list[TextLine]) -> int:
        """Pixels of ink past the margin: a last letter that leans out, or one shaped anew."""
        frame = self.page.theme.frame
        if self.page.rtl:
            return math.ceil(max(frame.margin - line.ink_ends()[0] for line in lines) - _HAIR)
        return math.ceil(max(line.ink_ends()[1] - frame.right for line in lines) - _HAIR)


class _Settled(NamedTuple):
    fit: Fit
    lines: list[TextLine]


def _settled(column: _Column, room: Room, fitted: Callable[[Room], Fit | None]) -> _Settled | None:
    """The text's lines; fitted again where marks push it down or letters lean out."""
    sink, width = 0, room.width
    for _ in range(_TRIES):
        fit = fitted(Room(width, room.height - sink, room.last_resort - sink))
        if fit is None:
            return None
        lines = column.lines(fit)
        lower, wide = column.sink(lines), column.overrun(lines)
        settled = _Settled(fit, [line.moved(down=lower) for line in lines])
        if lower <= sink and wide <= 0:
            return settled
        sink = max(sink, lower)
        width -= wide + _NARROWER if wide > 0 else 0
    return settled


def _sheet(
    page: _Page, settled: _Settled, bars: tuple[Box, ...], furniture: Sequence[TextLine] = ()
) -> CardSheet:
    theme = page.theme
    return CardSheet(
        width=theme.frame.width,
        height=theme.frame.height,
        inks=theme.bookend if page.card.kind in _BOOKENDS else theme.colours,
        rtl=page.rtl,
        size=settled.fit.size,
        bars=bars,
        text=tuple(settled.lines),
        furniture=(*furniture, *page.foot.lines),
        logo=page.foot.logo,
    )


_MARK_SHAPE = 0.6
_KINDS: dict[str, Callable[[_Page], CardSheet | None]] = {
    "headline": _headline,
    "bullet": _bullet,
    "quotation": _quotation,
    "closing": _closing,
}
