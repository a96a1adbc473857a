"""The best way to lay items out in posts: least cost over all ways, by dynamic programming."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from publisher.split import leaning_words, quotations
from publisher.split.draft_model import DoesNotFit
from publisher.split.section_layout import MOST_ITEMS, CutPlace, Item, SectionLayout

POST = 5.0
OPENER = 2.0
#: A post that begins with a quotation nobody says, though a sentence stood before it.
SPEAKERLESS = 30.0
#: A post that begins with more of a quotation, its speaker left behind.
UNSAID = 8.0
#: An intro such as “Three points:” left at the end of a post.
DANGLING = 8.0
#: The end of one item and another item in one post.
MIXED = 6.0
ORPHAN = 6.0
UNBALANCED = 1.5
# A post under this share of its room, cut from a longer text, is an orphan.
_ORPHAN_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one post carries: from one place up to another; `marked` shows its bullets as bullets."""

    first: CutPlace
    last: CutPlace
    marked: bool

    @property
    def last_item(self) -> int:
        return self.last.item if self.last.at else self.last.item - 1


def lay_out(sheet: SectionLayout) -> list[Stretch]:
    """Give the cheapest posts for the items of one section; raise `DoesNotFit`."""
    costs = [0.0, *[math.inf] * (len(sheet.places) - 1)]
    came: list[tuple[int, Stretch] | None] = [None] * len(costs)
    for start in range(len(costs) - 1):
        if costs[start] == math.inf:
            continue
        for end, stretch, cost in _posts_from(sheet, start):
            if costs[start] + cost < costs[end]:
                costs[end], came[end] = costs[start] + cost, (start, stretch)
    return _walked_back(came)


def _walked_back(came: list[tuple[int, Stretch] | None]) -> list[Stretch]:
    found: list[Stretch] = []
    at = len(came) - 1
    while at:
        step = came[at]
        if step is None:
            raise DoesNotFit(
                "One character of the source, with all its marks, is longer than a whole post."
            )
        at = step[0]
        found.append(step[1])
    return found[::-1]


def _posts_from(sheet: SectionLayout, start: int) -> Iterator[tuple[int, Stretch, float]]:
    first = sheet.places[start]
    room = sheet.room - (sheet.heading if start == 0 else 0)
    begins = POST + _beginning_cost(sheet, first)
    for end in sheet.within_reach(start, room):
        stretch = _stretch(sheet, first, sheet.places[end])
        if stretch is None:
            continue
        weight = _weight(sheet, stretch)
        if weight <= room:
            yield end, stretch, begins + _cost(sheet, stretch, weight / room)


def _stretch(sheet: SectionLayout, first: CutPlace, last: CutPlace) -> Stretch | None:
    """Give the post between two places, or nothing where such a post would read badly."""
    one = Stretch(first, last, marked=False)
    items = sheet.items[first.item : one.last_item + 1]
    if len(items) == 1 or _quotation_follows(items, last):
        return one
    bullets = sum(item.bullet for item in items)
    if len(items) > MOST_ITEMS or bullets > sheet.pictures:
        return None
    if not first.at and not last.at:
        return Stretch(first, last, marked=bullets > 1)
    may_mix = bullets == 0 or (len(items) == 2 and not last.at)  # noqa: PLR2004 a tail and one more
    return one if may_mix else None


def _quotation_follows(items: Sequence[Item], last: CutPlace) -> bool:
    return not last.at and len(items) == 2 and items[1].only_quotation  # noqa: PLR2004 a sentence and its quotation


def _weight(sheet: SectionLayout, stretch: Stretch) -> int:
    text = stretch.last.weight - stretch.first.weight - stretch.last.gap
    items = sheet.items[stretch.first.item : stretch.last_item + 1]
    if len(items) == 1:
        return text
    glue = sum(
        len(separator_between(one, other, marked=stretch.marked)) for one, other in pairwise(items)
    )
    marks = sheet.mark * sum(has_mark(item) for item in items) if stretch.marked else 0
    return text + glue + marks


def separator_between(one: Item, other: Item, *, marked: bool) -> str:
    """Give what stands between two items that share a post."""
    close = (marked and one.bullet and other.bullet) or (one.opens and other.bullet)
    return "\n" if close else "\n\n"


def has_mark(item: Item) -> bool:
    return item.bullet and not item.ordered


def _beginning_cost(sheet: SectionLayout, place: CutPlace) -> float:
    item = sheet.items[place.item]
    cost = OPENER if leaning_words.leans_on_previous(item.text, place.at) else 0.0
    if place.at:
        return cost + (UNSAID if quotations.is_unattributed(item.text, place.at) else 0.0)
    if not place.item:
        return cost
    before = sheet.items[place.item - 1]
    if item.only_quotation:
        cost += SPEAKERLESS
    return cost + (DANGLING if before.opens else 0.0)


def _cost(sheet: SectionLayout, stretch: Stretch, filled: float) -> float:
    cost = stretch.last.cost + UNBALANCED * (1 - filled) ** 2
    if stretch.first.at or stretch.last.at:
        cost += ORPHAN if filled < _ORPHAN_SHARE else 0.0
        cost += _mixed_cost(sheet, stretch)
    return cost


def _mixed_cost(sheet: SectionLayout, stretch: Stretch) -> float:
    items = sheet.items[stretch.first.item : stretch.last_item + 1]
    if len(items) == 1 or _quotation_follows(items, stretch.last):
        return 0.0
    mixed = MIXED if any(item.bullet for item in items) else MIXED / 2
    return mixed + (ORPHAN if _ends_a_sentence(sheet, stretch) else 0.0)


def _ends_a_sentence(sheet: SectionLayout, stretch: Stretch) -> bool:
    """Say whether a post begins with a few last words of a sentence the post before it began."""
    first = stretch.first
    left = len(sheet.items[first.item].text) - first.at
    return first.level > 1 and left < sheet.room * _ORPHAN_SHARE
