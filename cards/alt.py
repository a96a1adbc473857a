"""Alt text: the same words as the card, for those who hear it."""

from __future__ import annotations

import textwrap3

from cards.card import Card
from cards.theme_rules import fill_part_words
from cards.words import clean_text

SAID = "part {number} of {count}"


def alt_text(card: Card, limit: int | None = None, said: str = SAID) -> str:
    """Everything the card says; `said` is a theme's `part_said`.

    Only where that is longer than `limit` characters is it shortened, at a word, and then it ends
    with “…”; `is_shortened` tells beforehand.
    """
    full = _full(card, said)
    if limit is None or len(full) <= limit:
        return full
    return textwrap3.shorten(full, limit, placeholder="…") if limit > 1 else full[:limit]


def is_shortened(card: Card, limit: int, said: str = SAID) -> bool:
    """Whether a network's limit would cut this card's alt text."""
    return len(_full(card, said)) > limit


def _full(card: Card, said_part: str) -> str:
    heading = clean_text(card.heading).rstrip(":： ")
    said = f"{heading}: {clean_text(card.text)}" if heading else clean_text(card.text)
    speaker = ", ".join(filter(None, (clean_text(card.speaker), clean_text(card.role))))
    part = fill_part_words(said_part, card.part)
    pieces = (
        f"{said} — {speaker}" if speaker else said,
        f"({part})" if part else "",
        clean_text(card.credit),
    )
    return " ".join(filter(None, pieces))
