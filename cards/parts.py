"""A text that one card does not hold, laid over as few cards as will, all at one size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from cards.card import Card
from cards.errors import TooLong
from cards.layout import cleaned, lay
from cards.theme import Theme

MOST_PARTS = 9
_LEAST_SHARE = 0.6
_ENDS = (
    regex.compile(r"(?<=[.?!…][”’»)\]]*)\s+|(?<=[。！？]|[؟۔।][”’»)\]]*)\s*"),
    regex.compile(r"(?<=[;:；：؛])\s*"),
    regex.compile(r"(?<=[,，、،])\s*|\s+(?=[–—-]\s)"),
)
_ANY = regex.compile(r"\s+")
_GRAPHEME = regex.compile(r"(?<=\X)")
_ENCLOSED = regex.compile(r"[“„«(\[][^”“»)\]]*[”“»)\]]")


def lay_out(card: Card, theme: Theme) -> list[Card]:
    """The card, or as few parts of it as hold its text.

    A part ends with a sentence if any lets all fit, else with a clause, else between words. Each
    carries its `part` and the `size` that all share; a card that fits comes back as it is.

    Raises TooLong where nine parts do not hold the text.
    """
    if lay(card, theme) is not None:
        return [card]
    whole = cleaned(card)
    for count in range(2, MOST_PARTS + 1):
        texts = _parted(whole, theme, whole.text, (1, count))
        if texts:
            return _at_one_size(
                [_part(whole, texts[i], (i + 1, count)) for i in range(count)], theme
            )
    raise TooLong(f"Even {MOST_PARTS} cards do not hold this text; it needs to be shorter.")


def _part(card: Card, text: str, part: tuple[int, int]) -> Card:
    return replace(card, text=text, part=part, size=None)


def _parted(card: Card, theme: Theme, text: str, part: tuple[int, int]) -> list[str] | None:
    """The text in as many pieces as `part` still asks for, each of which fits."""
    number, count = part
    if number == count:
        return [text] if lay(_part(card, text, part), theme) else None
    for cut in _cuts(text, count - number + 1):
        first, rest = text[:cut].rstrip(), text[cut:].lstrip()
        if not lay(_part(card, first, part), theme):
            continue
        others = _parted(card, theme, rest, (number + 1, count))
        if others:
            return [first, *others]
        if count - number > 1:
            return None
    return None


def _cuts(text: str, pieces: int) -> Iterator[int]:
    """Places to end the first of so many pieces: the best kind first, then the most even."""
    even = len(text) / pieces
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    for kind in (*_ENDS, _ANY, _GRAPHEME):
        places = [match.end() for match in kind.finditer(text)]
        if kind is _ENDS[-1]:
            places = [p for p in places if not any(a < p < b for a, b in enclosed)]
        fair = [p for p in places if even * _LEAST_SHARE <= p <= len(text) - even * _LEAST_SHARE]
        yield from sorted(fair, key=lambda place: abs(place - even))


def _at_one_size(parts: list[Card], theme: Theme) -> list[Card]:
    sheets = [lay(part, theme) for part in parts]
    size = min(sheet.size for sheet in sheets if sheet)
    return [replace(part, size=size) for part in parts]
