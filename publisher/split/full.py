"""Style `full`: every word in the text of a post, each bullet's card on the first post that carries it."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.explainer.model import Passage
from publisher.networks.limits import Limits
from publisher.split.cards import bullet_card, headline_card
from publisher.split.compose import Sketch, compose
from publisher.split.fit import Stretch, lay_out
from publisher.split.model import CardSpec
from publisher.split.plan import Group
from publisher.split.sheet import Item, Sheet


def full(group: Group, limits: Limits, room: int) -> list[Sketch]:
    """Give the posts of one group."""
    headings, carded = _headings_that_fit(group, limits, room)
    weight = sum(limits.measure(heading.text) + 1 for heading in headings)
    stretches = lay_out(Sheet(group.items, room, weight, limits.pictures, limits.measure))
    sketches = [
        compose(group.items, stretch, headings if number == 0 else ())
        for number, stretch in enumerate(stretches)
    ]
    for heading in carded:
        sketches[0].show(CardSpec("headline", "", heading.text), heading)
    for sketch, stretch in zip(sketches, stretches, strict=True):
        _show_cards(group, stretch, sketch)
    return sketches


def _headings_that_fit(
    group: Group, limits: Limits, room: int
) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """Give headings for the text, or for a card where they would break the first sentence."""
    first = group.items[0]
    start, end = first.sentences[0]
    opening = limits.measure(first.text[start:end].strip())
    # A sentence longer than a post is cut whatever stands above it.
    opening = opening if opening <= room else room // 2
    kept: list[Passage] = []
    used = opening
    for heading in reversed(group.headings):
        used += limits.measure(heading.text) + 1
        if used <= room:
            kept.insert(0, heading)
    carded = tuple(heading for heading in group.headings if heading not in kept)
    return tuple(kept), carded[: limits.pictures - 1]


def _show_cards(group: Group, stretch: Stretch, sketch: Sketch) -> None:
    if group.headline:
        if stretch.first.at == 0:
            sketch.show(headline_card(group.items[0].passage), group.items[0].passage)
        return
    for item in _begun(group.items, stretch):
        heading = group.headings[-1] if group.headings else None
        sketch.show(bullet_card(item.passage, heading), item.passage)


def _begun(items: Sequence[Item], stretch: Stretch) -> list[Item]:
    """Give the bullets whose first words a post carries."""
    first = stretch.first.item + (1 if stretch.first.at else 0)
    return [item for item in items[first : stretch.last_item + 1] if item.bullet]
