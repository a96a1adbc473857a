"""Stretches to the bodies of posts, each stretch of words with its place in the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from publisher.explainer.model import Passage, Span
from publisher.split.draft_model import CardSpec
from publisher.split.optimise import Stretch, has_mark, separator_between
from publisher.split.section_layout import MARK, Item


@dataclass(frozen=True, slots=True)
class Placed:
    """Characters `start:end` of a passage, set at `offset` of a body."""

    passage: Passage
    start: int
    end: int
    offset: int


@dataclass(slots=True)
class Sketch:
    """A post as it is put together; `on_cards` names the passages shown on each card.

    `claims` are spans an editor's own words stand for.
    """

    body: str = ""
    placed: list[Placed] = field(default_factory=list)
    cards: list[CardSpec] = field(default_factory=list)
    on_cards: list[tuple[Passage, ...]] = field(default_factory=list)
    claims: tuple[Span, ...] = ()

    def say(self, words: str) -> None:
        self.body += words

    def set(self, passage: Passage, start: int = 0, end: int | None = None) -> None:
        """Set words of a passage at the end of the body, white space around them left away."""
        raw = passage.text[start:end]
        words = raw.strip()
        first = start + len(raw) - len(raw.lstrip())
        self.placed.append(Placed(passage, first, first + len(words), len(self.body)))
        self.body += words

    def show(self, card: CardSpec, *passages: Passage) -> None:
        self.cards.append(card)
        self.on_cards.append(passages)


def compose_post(items: Sequence[Item], stretch: Stretch, headings: Sequence[Passage]) -> Sketch:
    """Set one stretch as a post, under the headings it is to carry."""
    sketch = Sketch()
    for heading in headings:
        sketch.set(heading)
        sketch.say("\n")
    for index in range(stretch.first.item, stretch.last_item + 1):
        item = items[index]
        if index > stretch.first.item:
            sketch.say(separator_between(items[index - 1], item, marked=stretch.marked))
        if stretch.marked and has_mark(item):
            sketch.say(MARK)
        sketch.set(item.passage, *_bounds(stretch, index))
    return sketch


def _bounds(stretch: Stretch, index: int) -> tuple[int, int | None]:
    start = stretch.first.at if index == stretch.first.item else 0
    end = stretch.last.at if index == stretch.last.item else None
    return start, end
