"""Alt text: the same words as the card, for those who hear it."""

from __future__ import annotations

import textwrap3

from cards.card import Card
from cards.words import clean


def alt_text(card: Card, limit: int | None = None) -> str:
    """Everything the card says.

    Only where that is longer than `limit` characters is it shortened, at a word, and then it ends
    with “…”; `is_shortened` tells beforehand.
    """
    full = _full(card)
    if limit is None or len(full) <= limit:
        return full
    return textwrap3.shorten(full, limit, placeholder="…") if limit > 1 else full[:limit]


def is_shortened(card: Card, limit: int) -> bool:
    """Whether a network's limit would cut this card's alt text."""
    return len(_full(card)) > limit


def _full(card: Card) -> str:
    heading = clean(card.heading).rstrip(":： ")
    said = f"{heading}: {clean(card.text)}" if heading else clean(card.text)
    speaker = ", ".join(filter(None, (clean(card.speaker), clean(card.role))))
    number, count = card.part
    pieces = (
        f"{said} — {speaker}" if speaker else said,
        f"(part {number} of {count})" if count > 1 else "",
        clean(card.credit),
    )
    return " ".join(filter(None, pieces))
