"""Which cards a draft asks for: plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.explainer.model import Passage
from publisher.split import quotations
from publisher.split.draft_model import CardKind, CardSpec

_BETWEEN = " – "


def headline_card(headline: Passage) -> CardSpec:
    return CardSpec("headline", "", headline.text)


def bullet_card(bullet: Passage, headings: Sequence[Passage]) -> CardSpec:
    """Give the card of a bullet: a quotation with its speaker where it is nothing else."""
    title = _BETWEEN.join(heading.text.rstrip(" :：") for heading in headings)
    if said := quotations.parse_signed_quotation(bullet.text):
        return CardSpec("quotation", title, said[0], said[1])
    kind: CardKind = "quotation" if quotations.is_only_quotation(bullet.text) else "bullet"
    return CardSpec(kind, title, bullet.text)
