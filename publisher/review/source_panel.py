"""The source on the left of a thread: every passage, where its words went, what is in no post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from publisher.explainer.addresses import mentions_address
from publisher.review.text_runs import TextRun
from publisher.split.splitting import WITHOUT_PHOTO
from publisher.thread.source_ledger import ON_CARD

_ITS_OWN = "caption and credit: the photo on the first card carries its own"


@dataclass(frozen=True, slots=True)
class Rest:
    """Words in no post, and why; `start` names them in their passage. `back` when they may be put in."""

    start: int
    why: str
    back: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One passage; `where` are its posts, each with whether an editor changed its words."""

    number: int
    part: str
    pieces: tuple[TextRun, ...]
    where: tuple[tuple[int, bool], ...]
    left_out: str
    rest: tuple[Rest, ...]

    @property
    def text(self) -> str:
        return "".join(piece.words for piece in self.pieces)

    @property
    def on_card(self) -> bool:
        return self.left_out == ON_CARD


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads whose address is in no post; `number` names it."""

    number: int
    words: str
    address: str


def list_unused_addresses(content: Mapping[str, Any]) -> list[Address]:
    """The addresses of the source that no post gives."""
    bodies = [post["body"] for post in content["posts"]]
    return [
        Address(n, link["words"], link["address"])
        for n, link in enumerate(content["links"])
        if not mentions_address(bodies, link["address"])
    ]


def list_source_lines(content: Mapping[str, Any], *, photo: bool = False) -> list[SourceLine]:
    """The source; what has no letter or digit, such as a bullet's dot, is no passage.

    `photo` says that the first card shows one: then its caption does not stay without it.
    """
    edited = [bool(post["hand"]) for post in content["posts"]]
    return [
        _with_photo(_line(n, entry, edited)) if photo else _line(n, entry, edited)
        for n, entry in enumerate(content["ledger"])
        if any(map(str.isalnum, entry["text"]))
    ]


def _line(number: int, entry: Mapping[str, Any], edited: Sequence[bool]) -> SourceLine:
    where = tuple((n, edited[n - 1]) for n in entry["posts"])
    pieces = tuple(_pieces(entry["text"], entry["rest"])) if where else (TextRun(entry["text"]),)
    rest = (Rest(each["start"], each["why"], _may_be_put_in(entry, each)) for each in entry["rest"])
    return SourceLine(number, entry["part"], pieces, where, entry["left_out"], tuple(rest))


def _with_photo(line: SourceLine) -> SourceLine:
    return replace(line, left_out=_ITS_OWN) if line.left_out == WITHOUT_PHOTO else line


def _may_be_put_in(entry: Mapping[str, Any], rest: Mapping[str, Any]) -> bool:
    """An aside, such as a headline said twice, is no part of the telling."""
    return bool(rest["why"] != ON_CARD and entry["part"] != "aside")


def _pieces(text: str, rest: Sequence[Mapping[str, Any]]) -> Iterator[TextRun]:
    at = 0
    for each in rest:
        if at < each["start"]:
            yield TextRun(text[at : each["start"]])
        yield TextRun(text[each["start"] : each["end"]], "gone")
        at = each["end"]
    if at < len(text):
        yield TextRun(text[at:])
