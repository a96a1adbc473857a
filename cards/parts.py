"""A text that one card does not hold, laid over as few cards as will, all at one size."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import regex

from cards.breaks import legal_breaks
from cards.card import Card
from cards.errors import TooManyParts
from cards.layout import clean_card, try_layout
from cards.scripts import GRAPHEME, script_of
from cards.theme import Theme

MOST_PARTS = 9
_LEAST_SHARE = 0.6
# Cards hold unlike numbers of characters; this far from the measured one is not worth a try.
_SLACK = 1.3
_MOST_HELD = 1500
_NEAR = 12
_MOST_TRIED = 24
_ENDS = (
    regex.compile(r"[.?!…][”’»)\]]*+\s++|(?:[。！？]|[؟۔।][”’»)\]]*+)\s*+"),
    regex.compile(r"(?<=[;:；：؛])\s*"),
    regex.compile(r"(?<=[,，、،])\s*|(?<!\s)\s++(?=[–—-]\s)"),
)
_GRAPHEME, _ENDLESS = regex.compile(GRAPHEME), 20
_CLOSING = "”“»)]"
_ENCLOSED = regex.compile(r"[“„«(\[][^”“»)\]]*[”“»)\]]")


def lay_out(card: Card, theme: Theme) -> list[Card]:
    """The card, or as few parts of it as hold its text.

    A part ends with a sentence if any lets all fit, else with a clause, else between words. Each
    carries its `part` and the `size` that all share; a card that fits comes back as it is.

    Raises TooManyParts where nine parts do not hold the text.
    """
    if try_layout(card, theme) is not None:
        return [card]
    whole = clean_card(card)
    holds = _holds(whole, theme)
    for count in range(max(2, math.ceil(len(whole.text) / holds / _SLACK)), MOST_PARTS + 1):
        texts = _parted(_Splitting(whole, theme, holds), whole.text, (1, count))
        if texts:
            parts = [_part(whole, text, (i, count)) for i, text in enumerate(texts, 1)]
            return _at_one_size(parts, theme)
    raise TooManyParts(f"Even {MOST_PARTS} cards do not hold this text; it needs to be shorter.")


class _Splitting(NamedTuple):
    """What is to be parted; `holds` is about how many characters one card takes."""

    card: Card
    theme: Theme
    holds: int


def _holds(card: Card, theme: Theme) -> int:
    """How many characters of the text fit on a first card, found by halving."""
    fits, fails = 1, min(len(card.text), _MOST_HELD)
    while fails - fits > _NEAR:
        middle = (fits + fails) // 2
        start = card.text[:middle].rstrip()
        if try_layout(_part(card, start, (1, 2)), theme):
            fits = middle
        else:
            fails = middle
    return fails


def _part(card: Card, text: str, part: tuple[int, int]) -> Card:
    return replace(card, text=text, part=part, size=None)


def _parted(of: _Splitting, text: str, part: tuple[int, int]) -> list[str] | None:
    """The text in as many pieces as `part` still asks for, each of which fits."""
    number, count = part
    if number == count:
        return [text] if try_layout(_part(of.card, text, part), of.theme) else None
    for cut in _cuts(of, text, count - number + 1):
        first, rest = text[:cut].rstrip(), text[cut:].lstrip()
        if not try_layout(_part(of.card, first, part), of.theme):
            continue
        others = _parted(of, rest, (number + 1, count))
        if others:
            return [first, *others]
        if count - number > 1:
            return None
    return None


def _cuts(of: _Splitting, text: str, pieces: int) -> Iterator[int]:
    """Places to end the first of so many pieces: the best kind first, then the most even."""
    even, most = len(text) / pieces, of.holds * _SLACK
    lowest = max(even * _LEAST_SHARE, len(text) - most * (pieces - 1))
    highest = min(len(text) - even * _LEAST_SHARE, most)
    for places in _kinds(text, of.card.language):
        fair = [place for place in places if lowest <= place <= highest]
        yield from sorted(fair, key=lambda place: abs(place - even))[:_MOST_TRIED]


def _kinds(text: str, language: str) -> Iterator[list[int]]:
    """Ends of sentences, of clauses, after commas outside quotations, of words, of letters."""
    enclosed = _enclosed(text)
    sentences, clauses, commas = ([m.end() for m in kind.finditer(text)] for kind in _ENDS)
    yield sentences
    yield clauses
    yield [place for place in commas if not _within(enclosed, place)]
    words = legal_breaks(text, script_of(text, language), language)
    yield words[:-1]
    endless = [(a, b) for a, b in pairwise([0, *words]) if b - a > _ENDLESS]
    yield [match.end() for a, b in endless for match in _GRAPHEME.finditer(text, a, b)]


def _enclosed(text: str) -> list[tuple[int, int]]:
    """What stands in quotation marks or brackets, in order; behind the last end nothing is."""
    last = max(map(text.rfind, _CLOSING)) + 1
    return [match.span() for match in _ENCLOSED.finditer(text, 0, last)]


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_left(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and place < spans[at][1]


def _at_one_size(parts: list[Card], theme: Theme) -> list[Card]:
    sheets = [try_layout(part, theme) for part in parts]
    size = min(sheet.size for sheet in sheets if sheet)
    return [replace(part, size=size) for part in parts]
