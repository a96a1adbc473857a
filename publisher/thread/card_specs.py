"""From what the splitter asks for to what the drawer takes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from cards import Card
from publisher.split import CardSpec

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """The photo behind a thread's headline: its file's bytes, its credit, what is to be seen."""

    photo: bytes
    credit: str
    alt: str


def card_of(spec: CardSpec, behind: CardPhoto | None = None) -> Card:
    """The card of a spec; only a bullet's carries its section's heading, only a headline's a photo."""
    if behind and spec.kind == "headline":
        return Card("headline", spec.text, credit=behind.credit, photo=behind.photo)
    heading = spec.heading if spec.kind == "bullet" else ""
    return Card(kind=spec.kind, heading=heading, text=spec.text, speaker=spec.speaker)


def spread_pictures(
    pictures: Sequence[Sequence[Drawn]], most: int
) -> tuple[list[list[Drawn]], int]:
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
