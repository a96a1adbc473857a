"""The order of the telling: headline, lede, then section after section, each with its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.explainer.model import Bullet, Explainer, Paragraph, Passage, Section
from publisher.split.section_layout import Item

#: A longer heading stands in a post or on a card of its own; over every bullet it would drown them.
_LONGEST_ON_CARDS = 300


@dataclass(frozen=True, slots=True)
class Group:
    """Items that share posts only with each other, and the headings that travel with the first."""

    headings: tuple[Passage, ...]
    items: tuple[Item, ...]
    headline: bool = False
    #: The headings the words stand under, where another post carries them.
    under: tuple[Passage, ...] = ()

    @property
    def on_cards(self) -> tuple[Passage, ...]:
        """Give the heading to be shown on the cards, where it leaves room for words."""
        last = (self.headings or self.under)[-1:]
        return tuple(heading for heading in last if len(heading.text) <= _LONGEST_ON_CARDS)


def outline_groups(explainer: Explainer) -> list[Group]:
    """Give the whole telling; a heading with nothing under it joins the next, or ends the last."""
    found: list[Group] = []
    if explainer.headline:
        found.append(Group((), (Item(explainer.headline, bullet=False),), headline=True))
    if explainer.lede:
        found.append(Group((), (Item(explainer.lede, bullet=False),)))
    waiting: list[Passage] = []
    for section in explainer.sections:
        if section.heading:
            waiting.append(section.heading)
        if section.parts:
            found.append(_group(waiting, section))
            waiting = []
    return [*found, *_left_over(waiting)]


def _group(headings: Sequence[Passage], section: Section) -> Group:
    return Group(tuple(headings), tuple(map(_item, section.parts)))


def _left_over(headings: Sequence[Passage]) -> list[Group]:
    items = tuple(Item(heading, bullet=False) for heading in headings)
    return [Group((), items)] if items else []


def _item(part: Bullet | Paragraph) -> Item:
    if isinstance(part, Bullet):
        return Item(part.passage, bullet=True, ordered=part.ordered)
    return Item(part.passage, bullet=False)
