"""The two values everything else turns one into the other: a Card and its Picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cards.errors import WrongField

Kind = Literal["headline", "bullet", "quotation", "closing"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Card:
    """What is to be drawn.

    `heading` stands on bullet cards only, `speaker` and `role` on quotations only, `photo`
    (the file's bytes) behind a headline only; `credit` is the source of a bullet, the credit of
    a photo or the address on a closing card. `part` is (1, 1) for a card that holds its text
    whole; `lay_out` sets it, and with it `size`, the one step of the ladder all parts share.
    `language` is a BCP 47 tag and matters where Han characters alone do not tell.
    """

    kind: Kind = "bullet"
    text: str = ""
    heading: str = ""
    credit: str = ""
    speaker: str = ""
    role: str = ""
    part: tuple[int, int] = (1, 1)
    size: int | None = None
    language: str = ""
    photo: bytes | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise WrongField(f"There is no “{self.kind}” card; choose from {', '.join(KINDS)}.")
        self._refuse("heading", self.heading, "bullet")
        self._refuse("speaker", self.speaker or self.role, "quotation")
        self._refuse("photo", self.photo, "headline")
        if not 1 <= self.part[0] <= self.part[1]:
            raise WrongField(f"Part {self.part[0]} of {self.part[1]} does not exist.")

    def _refuse(self, field: str, value: object, kind: Kind) -> None:
        if value and self.kind != kind:
            raise WrongField(f"A {self.kind} card carries no {field}; only a {kind} card does.")


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A drawn card. `png` holds the file's bytes; a card with a photo is a JPEG (`media_type`)."""

    png: bytes
    media_type: str
    width: int
    height: int
    alt: str
    sha256: str
