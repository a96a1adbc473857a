"""Styles `build_brief_posts` and `build_single_post`: the words on cards, and in the text only what opens them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.explainer.model import Passage
from publisher.networks.limits import Limits
from publisher.split.card_requests import bullet_card, headline_card
from publisher.split.compose import Sketch, compose_post
from publisher.split.draft_model import DoesNotFit
from publisher.split.optimise import lay_out
from publisher.split.outline import Group
from publisher.split.section_layout import Item, SectionLayout
from publisher.split.style_full import build_group_posts, title_posts

#: Behind an opening sentence that is longer than a post; the card has the whole of it.
_GOES_ON = " …"


def build_brief_posts(told: Sequence[Group], limits: Limits, room: int) -> list[Sketch]:
    """Give a post a section: heading and opening sentence, and its bullets on cards."""
    return [
        sketch
        for group in told
        for sketch in (
            _opening_posts(group, limits, room)
            if _on_cards(group)
            else build_group_posts(group, limits, room)
        )
    ]


def build_single_post(told: Sequence[Group], limits: Limits, room: int) -> list[Sketch]:
    """Give one post: the headline, and everything else on cards; raise `DoesNotFit`."""
    carded = [(group, item) for group in told if not group.headline for item in group.items]
    if len(carded) > limits.pictures:
        raise DoesNotFit(
            f"One post holds {limits.pictures} cards, and this explainer needs {len(carded)}: "
            "choose the style full or brief."
        )
    headline = next((group for group in told if group.headline), None)
    sketch = _headline_post(headline, limits, room) if headline else Sketch()
    if headline is None and carded:
        _open(sketch, carded[0][1], limits, room)
    for group, item in carded:
        _show(sketch, item, group.headings if item is group.items[0] else group.on_cards)
    if headline and not carded:
        sketch.show(headline_card(headline.items[0].passage), headline.items[0].passage)
    return [sketch]


def _headline_post(headline: Group, limits: Limits, room: int) -> Sketch:
    sketch = Sketch()
    sketch.set(headline.items[0].passage)
    if limits.measure(sketch.body) > room:
        raise DoesNotFit("The headline is longer than one post: choose the style full.")
    return sketch


def _on_cards(group: Group) -> bool:
    return not group.headline and (len(group.items) > 1 or group.items[0].bullet)


def _opening_posts(group: Group, limits: Limits, room: int) -> Iterator[Sketch]:
    headings = _headings_with_room(group, limits, room)
    yield from title_posts(group.headings[: len(group.headings) - len(headings)], limits, room)
    for first in range(0, len(group.items), limits.pictures):
        shown = group.items[first : first + limits.pictures]
        sketch = Sketch()
        for heading in headings if first == 0 else ():
            sketch.set(heading)
            sketch.say("\n")
        _open(sketch, shown[0], limits, room - limits.measure(sketch.body))
        for item in shown:
            _show(sketch, item, group.on_cards)
        yield sketch


def _headings_with_room(group: Group, limits: Limits, room: int) -> tuple[Passage, ...]:
    """Give the innermost headings that take no more than half a post."""
    used = 0
    for count, heading in enumerate(reversed(group.headings)):
        used += limits.measure(heading.text) + 1
        if used > room // 2:
            return group.headings[len(group.headings) - count :]
    return group.headings


def _open(sketch: Sketch, item: Item, limits: Limits, room: int) -> None:
    """Set the opening sentence of an item, or as much of it as fits."""
    start, end = item.sentences[0]
    if limits.measure(item.text[start:end].strip()) <= room:
        sketch.set(item.passage, start, end)
        return
    shorter = room - limits.measure(_GOES_ON)
    sheet = SectionLayout((item,), shorter, 0, limits.pictures, limits.measure)
    opening = compose_post(sheet.items, lay_out(sheet)[0], ())
    sketch.set(item.passage, 0, opening.placed[0].end)
    sketch.say(_GOES_ON)


def _show(sketch: Sketch, item: Item, headings: Sequence[Passage]) -> None:
    sketch.show(bullet_card(item.shown, headings), item.shown, *headings)
