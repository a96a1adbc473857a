"""What can go wrong with a card, in words an editor understands.

CardError
├── EmptyCard     nothing to draw
├── BadText       characters that are no text (half a character)
├── WrongField    a field that this kind of card does not carry
├── TooManyParts  more than the most parts a text may take
├── MissingGlyph  a character that no installed face covers; `.character`
├── ThemeError    unknown theme, broken file, contrast under the bar
├── FaceError     a face that is absent or cannot be read
├── NotDrawn      its drawing had to be ended
└── PhotoError    not a picture, too large, or of a type that is not taken
"""

from __future__ import annotations

import unicodedata


class CardError(Exception):
    """The card cannot be drawn; the message says why to a person."""


class EmptyCard(CardError):
    """There is nothing to draw."""


class BadText(CardError):
    """The text holds something that is no character."""


class NotDrawn(CardError):
    """Its drawing had to be ended."""


class WrongField(CardError):
    """This kind of card does not carry that field."""


class TooManyParts(CardError):
    """The text would need more parts than one bullet may take."""


class ThemeError(CardError):
    """A theme that does not exist, cannot be read or would be hard to read."""


class FaceError(CardError):
    """A face that is not installed or whose file is broken."""


class PhotoError(CardError):
    """A photo that is no photo, or one that is too large to open safely."""


class MissingGlyph(CardError):
    """No installed face covers `character`; the card is not drawn rather than drawn with a box."""

    def __init__(self, character: str) -> None:
        self.character = character
        name = unicodedata.name(character, "unnamed")
        super().__init__(
            f"No installed typeface has the character “{character}” "
            f"(U+{ord(character):04X}, {name.lower()})."
        )
