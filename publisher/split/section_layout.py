"""The items of one section laid side by side, with every place where a post may begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from publisher.explainer.model import Passage
from publisher.split import quotations
from publisher.split.cuts import Cut, Measure, find_cuts, split_sentences

MARK = "• "
#: Items that may share a post, whatever the network's pictures.
MOST_ITEMS = 5
# How many places of each level are tried from one; fewer in a text of a book's length.
_TRIED = (MOST_ITEMS, 12, 8, 6, 3)
_TRIED_IN_BOOKS = (MOST_ITEMS, 2, 1, 1, 1)
_BOOK = 6000


@dataclass(frozen=True)
class Item:
    """One bullet or paragraph on its way into posts."""

    passage: Passage
    bullet: bool
    ordered: bool = False
    #: What its card shows, where it is only the beginning of a bullet.
    whole: Passage | None = None

    @property
    def shown(self) -> Passage:
        return self.whole or self.passage

    @property
    def text(self) -> str:
        return self.passage.text

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return split_sentences(self.text)

    @cached_property
    def only_quotation(self) -> bool:
        return self.bullet and quotations.is_only_quotation(self.text)

    @cached_property
    def opens(self) -> bool:
        """Say whether it is an intro such as “There are three points:”."""
        return not self.bullet and self.text.endswith((":", "："))


@dataclass(frozen=True, slots=True)
class CutPlace:
    """A place where a post may begin: `weight` of all text before it, `gap` of the white space there."""

    item: int
    at: int
    cost: float
    level: int
    weight: int
    gap: int


@dataclass(frozen=True)
class SectionLayout:
    """The items of one section; `room` of a post, `heading` what of it the first one gives away."""

    items: Sequence[Item]
    room: int
    heading: int
    pictures: int
    measure: Measure

    @cached_property
    def places(self) -> list[CutPlace]:
        return _places(self)

    @cached_property
    def _levels(self) -> list[tuple[list[int], list[int]]]:
        """Give for each level the numbers of its places, and the weights of the words before them."""
        found = []
        for level in range(len(_TRIED)):
            numbers = [n for n, place in enumerate(self.places) if place.level == level]
            found.append((numbers, [self.places[n].weight - self.places[n].gap for n in numbers]))
        return found

    @cached_property
    def mark(self) -> int:
        return self.measure(MARK)

    def within_reach(self, start: int, room: int) -> Iterator[int]:
        """Give the places worth trying as the end of a post that begins at place `start`."""
        most = self.places[start].weight + room
        tried = _TRIED if len(self.places) < _BOOK else _TRIED_IN_BOOKS
        for (numbers, weights), count in zip(self._levels, tried, strict=True):
            low = bisect_right(numbers, start)
            high = bisect_right(weights, most)
            # Few items share a post, so the nearest ends of items matter; of cuts, the farthest.
            first = (
                low if numbers and self.places[numbers[0]].level == 0 else max(low, high - count)
            )
            yield from numbers[first : min(high, first + count)]


def _places(sheet: SectionLayout) -> list[CutPlace]:
    found: list[CutPlace] = []
    weight = 0
    for index, item in enumerate(sheet.items):
        found.append(CutPlace(index, 0, 0.0, 0, weight, 0))
        bounds = _bounds(item, sheet)
        for (start, _), (end, cut) in pairwise([(0, None), *bounds]):
            piece = item.text[start:end]
            weight += sheet.measure(piece)
            gap = sheet.measure(piece[len(piece.rstrip()) :])
            if cut is not None:
                found.append(CutPlace(index, end, cut.cost, cut.level, weight, gap))
    found.append(CutPlace(len(sheet.items), 0, 0.0, 0, weight, 0))
    return found


def _bounds(item: Item, sheet: SectionLayout) -> list[tuple[int, Cut | None]]:
    found = find_cuts(item.text, item.sentences, sheet.room, sheet.measure)
    return [*((cut.at, cut) for cut in found), (len(item.text), None)]
