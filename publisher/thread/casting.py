"""From what the splitter asks for to what the drawer takes. Pure."""

from __future__ import annotations

from cards import Card
from publisher.split import CardSpec


def card_of(spec: CardSpec) -> Card:
    """The card of a spec; only a bullet's card carries its section's heading."""
    heading = spec.heading if spec.kind == "bullet" else ""
    return Card(kind=spec.kind, heading=heading, text=spec.text, speaker=spec.speaker)
