"""Text as it comes from outside, made fit to be set."""

from __future__ import annotations

import unicodedata

import regex

from cards.card import Card
from cards.errors import BadText, EmptyCard, TooManyParts

LONGEST = 20_000
_SPACES = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " ")
# Embeddings, overrides and isolates can make a line read as something it is not.
_DIRECTORS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_CONTROLS = {c: None for c in (*range(0x20), *range(0x7F, 0xA0)) if c not in _SPACES}
# Blanks, controls, private and unassigned characters, and what is by its nature not to be seen.
_UNSEEN = regex.compile(r"[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]*")
# Putting thousands of marks on one letter in order takes the square of their number.
_PILED = regex.compile(r"\p{M}{65}")
_TABLE: dict[int, str | None] = {**_SPACES, **_DIRECTORS, **_CONTROLS}


def clean_text(text: str) -> str:
    """`text` composed (NFC), on one line, without control characters.

    Raises BadText for half a surrogate pair, TooManyParts for more than `LONGEST` characters.
    """
    if len(text) > LONGEST:
        raise TooManyParts(f"{len(text):,} characters are more than a card can hold ({LONGEST:,}).")
    if text.isascii() and text.isprintable():
        return " ".join(text.split(" ")).strip() if "  " not in text else " ".join(text.split())
    for character in text:
        if "\ud800" <= character <= "\udfff":
            raise BadText(f"The text holds half of a character (U+{ord(character):04X}).")
    plain = text.translate(_TABLE)
    return _single_spaced(plain if _PILED.search(plain) else unicodedata.normalize("NFC", plain))


def checked_text(card: Card) -> str:
    """The card's text, clean; raises EmptyCard where there is nothing to see."""
    text = clean_text(card.text)
    if _UNSEEN.fullmatch(text):
        raise EmptyCard("The card has no text.")
    return text


def _single_spaced(text: str) -> str:
    return " ".join(word for word in text.split(" ") if word)
