"""What a child is asked for: the functions of the pure packages, with the same names and errors."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from cards import Card, Theme
from cards.errors import NotDrawn
from publisher.explainer.decode import LARGEST
from publisher.explainer.model import Explainer, SourceKind, Unreadable
from publisher.networks.limits import Limits
from publisher.outside.drawn import Drawn
from publisher.outside.errors import (
    AllAtWork,
    Crashed,
    Failed,
    NotNow,
    OutsideError,
    TooMuch,
    TooSlow,
    error_sentence,
)
from publisher.outside.pool import get_pool
from publisher.split.draft_model import Draft, Style

_SOURCE = {
    TooSlow: "This text took too long to read, so the reading was stopped: paste the words of the explainer alone.",
    TooMuch: "This text took too much memory to read, so the reading was stopped: paste the words of the explainer alone.",
    Crashed: "The reader broke down over this text: paste the words of the explainer alone.",
    AllAtWork: "Other texts are being read right now, and they take long. Try again in a minute.",
    NotNow: "This text could not be read just now: this machine has too much to do. Try again in a minute.",
}
_CARD = {
    TooSlow: "Drawing this card took too long, so it was stopped: shorten its words, or choose another photo.",
    TooMuch: "Drawing this card took too much memory, so it was stopped: shorten its words, or choose another photo.",
    Crashed: "The drawing broke down over this card: change its words, or choose another photo.",
    AllAtWork: "Other cards are being drawn right now, and they take long. Try again in a minute.",
    NotNow: "This card could not be drawn just now: this machine has too much to do. Try again in a minute.",
}


@contextmanager
def _in_words(words: dict[type[OutsideError], str], kind: type[Exception]) -> Iterator[None]:
    try:
        yield
    except Failed:
        raise
    except OutsideError as error:
        raise kind(error_sentence(error, words)) from error


def read(
    source: str | bytes, *, kind: SourceKind = "auto", largest: int = LARGEST, address: str = ""
) -> Explainer:
    """As `publisher.explainer.read`. Raises Unreadable."""
    _refuse_large(source, largest)
    with _in_words(_SOURCE, Unreadable):
        found: Explainer = get_pool().ask(
            "read", source, kind=kind, largest=largest, address=address
        )
        return found


def to_text(source: str | bytes, *, largest: int = LARGEST) -> tuple[str, list[str]]:
    """As `publisher.explainer.decode.to_text`. Raises Unreadable."""
    _refuse_large(source, largest)
    with _in_words(_SOURCE, Unreadable):
        found: tuple[str, list[str]] = get_pool().ask("to_text", source, largest=largest)
        return found


def _refuse_large(source: str | bytes, largest: int) -> None:
    if len(source) > largest:
        raise Unreadable(
            f"The text is too long: {len(source) // 1000:,} kB, and at most {largest // 1000:,} kB are read."
        )


def split(explainer: Explainer, limits: Limits, style: Style = "full", **wanted: Any) -> Draft:
    """As `publisher.split.split`. Raises SplitError, or Unreadable where it had to be ended."""
    with _in_words(_SOURCE, Unreadable):
        found: Draft = get_pool().ask("split", explainer, limits, style, **wanted)
        return found


def open_page(data: bytes, *, largest: int, named: str, zone: str) -> tuple[str, str, date | None]:
    """A fetched page: its text, the address it calls its own, its day. Raises Unreadable."""
    with _in_words(_SOURCE, Unreadable):
        found: tuple[str, str, date | None]
        found = get_pool().ask("page", data, largest=largest, named=named, zone=zone)
        return found


def prepare_photo(data: bytes) -> tuple[bytes, int, int]:
    """A photo made ready. Raises BadPhoto, or OutsideError where it had to be ended."""
    found: tuple[bytes, int, int] = get_pool().ask("photo", data)
    return found


def draw_pictures(card: Card, theme: Theme) -> list[Drawn]:
    """The pictures of one card, several where its words take them. Raises CardError."""
    with _in_words(_CARD, NotDrawn):
        return [Drawn(*each) for each in get_pool().ask("pictures", card, _packed(theme))]


def draw_first_picture(card: Card, theme: Theme) -> Drawn:
    """The first of them. Raises CardError."""
    with _in_words(_CARD, NotDrawn):
        return Drawn(*get_pool().ask("picture", card, _packed(theme)))


@lru_cache(maxsize=16)
def _packed(theme: Theme) -> bytes:
    return pickle.dumps(theme)
