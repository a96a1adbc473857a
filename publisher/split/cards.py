"""Which cards a draft asks for: plain values, drawn elsewhere."""

from __future__ import annotations

from publisher.explainer.model import Passage
from publisher.split import quotations
from publisher.split.model import CardKind, CardSpec


def headline_card(headline: Passage) -> CardSpec:
    return CardSpec("headline", "", headline.text)


def bullet_card(bullet: Passage, heading: Passage | None) -> CardSpec:
    """Give the card of a bullet: a quotation with its speaker where it is nothing else."""
    title = heading.text.rstrip(" :：") if heading else ""
    if said := quotations.signed(bullet.text):
        return CardSpec("quotation", title, said[0], said[1])
    kind: CardKind = "quotation" if quotations.only(bullet.text) else "bullet"
    return CardSpec(kind, title, bullet.text)
