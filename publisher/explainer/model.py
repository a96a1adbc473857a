"""What an explainer is made of, and the one tree of errors of reading it.

ExplainerError
└── Unreadable    what came is no explainer: the sentence says what was expected and where it broke
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["auto", "text", "markdown", "html"]


class ExplainerError(Exception):
    """An explainer could not be read."""


class Unreadable(ExplainerError):
    """What came cannot be read as an explainer; the message is a sentence for an editor."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to `end` of `Explainer.source`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the source, with white space made single and unsendable characters left away."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Bullet:
    """One bullet point; `level` 0 is the outermost, `ordered` bullets keep their number in the text."""

    passage: Passage
    level: int = 0
    ordered: bool = False

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A plain paragraph between or instead of bullets."""

    passage: Passage

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (or none) with its bullets and paragraphs, in the order of the source."""

    heading: Passage | None
    parts: tuple[Bullet | Paragraph, ...]
    level: int = 0

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        return tuple(part for part in self.parts if isinstance(part, Bullet))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(part for part in self.parts if isinstance(part, Paragraph))


@dataclass(frozen=True, slots=True)
class Aside:
    """Something understood that is no part of the telling, such as a repeated headline."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as named: minutes from UTC, or a place's clocks; both where the name has its summer time."""

    minutes: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and time as named; what is not said is None. `hours` are the readings of its hour."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    hours: tuple[int, ...] = ()
    minute: int = 0
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class Embargo:
    """Words that hold the text back, and the times they may mean.

    `unclear` where they name no one zone; `kept` where they still stand in the text, because they may
    be part of the telling.
    """

    words: str
    moments: tuple[Moment, ...] = ()
    unclear: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a Markdown or HTML source: the words that carried it, and where it leads.

    `at` is where the block of the source begins in which it stood.
    """

    words: str
    address: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Explainer:
    """An explainer as read.

    `source` is the text all spans point into: the very input for plain text, the readable words
    of it for Markdown and HTML (`kind`). `dropped` names what markup hid, in words; `embargoes` are
    the lines that hold it back.
    """

    source: str
    kind: str
    headline: Passage | None
    lede: Passage | None
    captions: tuple[Passage, ...]
    credits: tuple[Passage, ...]
    sections: tuple[Section, ...]
    sign_off: Passage | None
    asides: tuple[Aside, ...]
    links: tuple[Link, ...]
    dropped: tuple[str, ...]
    warnings: tuple[str, ...]
    embargoes: tuple[Embargo, ...] = ()

    @property
    def caption(self) -> Passage | None:
        """The first photo caption."""
        return next(iter(self.captions), None)

    @property
    def credit(self) -> Passage | None:
        """The credit of the first photo."""
        return next(iter(self.credits), None)

    def parts(self) -> Iterator[Bullet | Paragraph]:
        """Give every bullet and paragraph, section after section."""
        for section in self.sections:
            yield from section.parts
