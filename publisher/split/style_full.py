"""Style `build_group_posts`: every word in the text of a post, each bullet's card on the first post that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.explainer.model import Passage
from publisher.networks.limits import Limits
from publisher.split.card_requests import bullet_card, headline_card
from publisher.split.compose import Sketch, compose_post
from publisher.split.draft_model import CardSpec
from publisher.split.optimise import Stretch, lay_out
from publisher.split.outline import Group
from publisher.split.section_layout import Item, SectionLayout


def build_full_posts(told: Sequence[Group], limits: Limits, room: int) -> list[Sketch]:
    """Give the posts of a telling."""
    return [sketch for group in told for sketch in build_group_posts(group, limits, room)]


def build_group_posts(group: Group, limits: Limits, room: int) -> list[Sketch]:
    """Give the posts of one group."""
    headings = headings_that_fit(group, limits, room)
    others = group.headings[: len(group.headings) - len(headings)]
    # One heading too long for the text goes on a card; those above it take a post of their own.
    titles, carded = others[:-1], others[-1:]
    pictures = max(1, limits.pictures - len(carded))
    stretches, sketches = _set(group, headings, replace(limits, pictures=pictures), room)
    for heading in carded:
        sketches[0].show(CardSpec("headline", "", heading.text), heading)
    for sketch, stretch in zip(sketches, stretches, strict=True):
        _show_cards(group, stretch, sketch)
    return [*title_posts(titles, limits, room), *sketches]


def _set(
    group: Group, headings: Sequence[Passage], limits: Limits, room: int
) -> tuple[list[Stretch], list[Sketch]]:
    """Lay out and set, and again in less room where words weigh more together than apart."""
    weight = sum(limits.measure(heading.text) + 1 for heading in headings)
    allowed = room
    while True:
        sheet = SectionLayout(group.items, allowed, weight, limits.pictures, limits.measure)
        stretches = lay_out(sheet)
        sketches = [
            compose_post(group.items, stretch, headings if number == 0 else ())
            for number, stretch in enumerate(stretches)
        ]
        over = max(limits.measure(sketch.body) for sketch in sketches) - room
        if over <= 0:
            return stretches, sketches
        allowed -= over


def title_posts(titles: Sequence[Passage], limits: Limits, room: int) -> list[Sketch]:
    """Give posts for headings that stand above others and fit nowhere else."""
    if not titles:
        return []
    items = tuple(Item(title, bullet=False) for title in titles)
    return build_group_posts(Group((), items), limits, room)


def headings_that_fit(group: Group, limits: Limits, room: int) -> tuple[Passage, ...]:
    """Give the headings, innermost first to stay, that leave the first sentence whole."""
    first = group.items[0]
    start, end = first.sentences[0]
    opening = limits.measure(first.text[start:end].strip())
    # A sentence longer than a post is cut whatever stands above it.
    used = opening if opening <= room else room // 2
    kept: list[Passage] = []
    for heading in reversed(group.headings):
        used += limits.measure(heading.text) + 1
        if used > room:
            break
        kept.insert(0, heading)
    return tuple(kept)


def _show_cards(group: Group, stretch: Stretch, sketch: Sketch) -> None:
    if group.headline:
        if stretch.first.at == 0:
            sketch.show(headline_card(group.items[0].passage), group.items[0].passage)
        return
    for item in _begun(group.items, stretch):
        sketch.show(bullet_card(item.shown, group.on_cards), item.shown)


def _begun(items: Sequence[Item], stretch: Stretch) -> list[Item]:
    """Give the bullets whose first words a post carries."""
    first = stretch.first.item + (1 if stretch.first.at else 0)
    return [item for item in items[first : stretch.last_item + 1] if item.bullet]
