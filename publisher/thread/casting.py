"""From what the splitter asks for to what the drawer takes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cards import Card
from publisher.split import CardSpec

Drawn = TypeVar("Drawn")


def card_of(spec: CardSpec) -> Card:
    """The card of a spec; only a bullet's card carries its section's heading."""
    heading = spec.heading if spec.kind == "bullet" else ""
    return Card(kind=spec.kind, heading=heading, text=spec.text, speaker=spec.speaker)


def spread(pictures: Sequence[Sequence[Drawn]], most: int) -> tuple[list[list[Drawn]], int]:
    """Pictures by post, at most so many each: what is over goes on to the next post.

    A bullet of many cards runs over many posts, so its later cards meet its later words.
    Returns the pictures of each post, and how many found no place.
    """
    placed: list[list[Drawn]] = []
    waiting: list[Drawn] = []
    for drawn in pictures:
        waiting += drawn
        placed.append(waiting[:most])
        waiting = waiting[most:]
    return placed, len(waiting)
