"""What a split gives, and the one tree of errors of splitting.

SplitError
├── DoesNotFit    the style asked for cannot hold this explainer
├── NoSuchStyle   a style or way of numbering nobody knows
└── WordsLost     the ledger does not add up: a word of the source is missing or changed
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from publisher.explainer.lines import UNSENDABLE
from publisher.explainer.model import Span
from publisher.explainer.quoting import quote_words

Style = Literal["full", "brief", "single"]
CardKind = Literal["headline", "bullet", "quotation", "closing"]
Where = Literal["post", "card", "left out"]


_CARD_MARKS = ":：—–―-.,"


class SplitError(Exception):
    """An explainer could not be split; the message is a sentence for an editor."""


class DoesNotFit(SplitError):
    """The style asked for cannot hold this explainer."""


class NoSuchStyle(SplitError):
    """A style or a way of numbering that does not exist."""


class WordsLost(SplitError):
    """A word of the source is missing from the draft, or changed in it."""


@dataclass(frozen=True, slots=True)
class CardSpec:
    """What one card is to show; `heading` is its section's, without a colon at its end."""

    kind: CardKind
    heading: str
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something an editor should look at: `kind` by name, `words` said, `start:end` in the body."""

    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DraftPost:
    """One post: `text` is the body with its number, as it would be sent."""

    body: str
    text: str
    cards: tuple[CardSpec, ...]
    warnings: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the source that the thread does not carry, and why."""

    reason: str
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Where `start:end` of the source went.

    In a post: `post` counts from 0, `offset` and `length` lie in its body; on a card: `card` counts
    from 0 within the post. `changed` marks words an editor has rewritten.
    """

    start: int
    end: int
    where: Where
    reason: str = ""
    post: int = -1
    offset: int = 0
    length: int = 0
    card: int = -1
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A thread as proposed to an editor."""

    network: str
    style: Style
    numbering: str
    posts: tuple[DraftPost, ...]
    ledger: Ledger
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Give the draft as plain values."""
        return asdict(self)

    def to_json(self) -> str:
        """Give the draft as JSON text, with its ledger."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where every character of the source went."""

    source: str
    entries: tuple[Entry, ...]
    bodies: tuple[str, ...]
    cards: tuple[tuple[str, ...], ...]

    def check(self) -> None:
        """Prove that no word is missing or changed, white space aside; raise `WordsLost`."""
        _check_words(self)
        _check_whole(self)


def _check_words(ledger: Ledger) -> None:
    for entry in ledger.entries:
        if entry.where == "left out" or entry.changed:
            continue
        said, shown = ledger.source[entry.start : entry.end], _shown(ledger, entry)
        # A card sets a heading without its colon, and a speaker without the dash.
        ignored = _CARD_MARKS if entry.where == "card" else ""
        words = _squeezed(said, ignored)
        if words not in _squeezed(shown, ignored):
            raise WordsLost(
                f"{quote_words(words[:60])} was changed on its way to post {entry.post + 1}."
            )


def _shown(ledger: Ledger, entry: Entry) -> str:
    if entry.where == "card":
        return ledger.cards[entry.post][entry.card]
    return ledger.bodies[entry.post][entry.offset : entry.offset + entry.length]


def _check_whole(ledger: Ledger) -> None:
    at = 0
    for entry in sorted(ledger.entries, key=lambda entry: entry.start):
        _refuse_gap(ledger.source, at, entry.start)
        at = max(at, entry.end)
    _refuse_gap(ledger.source, at, len(ledger.source))


def _refuse_gap(source: str, start: int, end: int) -> None:
    if start < end and (words := _squeezed(source[start:end])):
        raise WordsLost(
            f"{quote_words(words[:60])} (character {start} of the source) is nowhere in the draft."
        )


def _squeezed(text: str, ignored: str = "") -> str:
    words = "".join(UNSENDABLE.sub("", text).split())
    return "".join(c for c in words if c not in ignored) if ignored else words
