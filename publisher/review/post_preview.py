"""A post as its followers will see it: the words that are sent, with what to look at marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from publisher.review.post_text import build_text_runs
from publisher.review.shape.seams import headings_of
from publisher.review.split_points import list_split_points
from publisher.review.text_runs import TextRun

_WORD = re.compile(r"\S+|\s+")
#: A step of difflib: its kind, and where it begins and ends in either text.
Opcode = tuple[str, int, int, int, int]
#: Less room than this share is said: "nearly full".
NEARLY = 0.95
#: Words kept on either side of a change.
AROUND = 12


@dataclass(frozen=True, slots=True)
class PostPreview:
    """One post on the page. `typed` is what an editor wrote and could not save yet."""

    position: int
    pieces: tuple[TextRun, ...]
    body: str
    weight: int
    limit: int
    cards: Sequence[Mapping[str, Any]]
    warnings: Sequence[Mapping[str, Any]]
    typed: str | None = None
    cast: Sequence[Mapping[str, Any]] = ()
    hand: Sequence[str] = ()
    #: Lines that stand over others, by which no post ends.
    headings: Collection[str] = ()

    @property
    def seen(self) -> tuple[TextRun, ...]:
        """The words as followers see them, links short."""
        return build_text_runs(
            "".join(piece.words for piece in self.pieces), self.body, self.warnings
        )

    @property
    def cards_place(self) -> str:
        """Where on the page its cards are changed."""
        return f"cards-{self.position}"

    @property
    def over(self) -> int:
        return max(0, self.weight - self.limit)

    @property
    def places(self) -> list[tuple[int, str]]:
        """Where it may be split."""
        return list_split_points(self.body, self.headings)

    @property
    def plain(self) -> tuple[TextRun, ...]:
        """The words without marks: there is nothing left to check once it goes out."""
        return (TextRun("".join(piece.words for piece in self.pieces)),)

    @property
    def nearly_full(self) -> bool:
        return self.weight > self.limit * NEARLY


def preview_posts(
    content: Mapping[str, Any], limit: int, typed: Mapping[int, str] | None = None
) -> list[PostPreview]:
    """The posts of a revision's content, in order; `typed` by position."""
    titles = headings_of(content) if "ledger" in content else ()
    return [
        PostPreview(
            position=n,
            pieces=split_marked_runs(post["text"], post["body"], post["warnings"]),
            body=post["body"],
            weight=post["weight"],
            limit=limit,
            cards=post["cards"],
            warnings=post["warnings"],
            typed=(typed or {}).get(n),
            cast=post.get("specs", ()),
            hand=post.get("hand", ()),
            headings=titles,
        )
        for n, post in enumerate(content["posts"], 1)
    ]


def split_marked_runs(
    text: str, body: str, warnings: Iterable[Mapping[str, Any]]
) -> tuple[TextRun, ...]:
    """`text` cut so that the warnings' words, given by offsets in `body`, stand alone.

    Joined again the pieces are `text`, whatever the offsets say.
    """
    start = text.find(body)
    if start < 0:
        return (TextRun(text),)
    spans = sorted((w["start"] + start, w["end"] + start) for w in warnings)
    return tuple(piece for piece in _cut(text, spans) if piece.words)


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[TextRun]:
    at = 0
    for begin, end in spans:
        if at <= begin < end <= len(text):
            yield TextRun(text[at:begin])
            yield TextRun(text[begin:end], "mark")
            at = end
    yield TextRun(text[at:])


def diff_words(old: str, new: str, *, whole: bool = False) -> tuple[TextRun, ...]:
    """Two texts as one, with the words taken out and put in; long stretches between are cut."""
    a, b = _WORD.findall(old), _WORD.findall(new)
    steps = SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes()
    return tuple(_steps(a, b, _joined(a, steps), whole=whole))


def _joined(a: list[str], steps: Iterable[Opcode]) -> list[Opcode]:
    """Changes with nothing but a space between them are one: words are read, not letters."""
    joined: list[Opcode] = []
    for step in steps:
        kind, a1, a2, _, b2 = step
        same = kind == "equal" and not "".join(a[a1:a2]).isspace()
        if joined and joined[-1][0] != "equal" and not same:
            _, before, _, began, _ = joined.pop()
            step = ("replace", before, a2, began, b2)  # noqa: PLW2901 - grown by what follows
        joined.append(step)
    return joined


def _steps(
    a: list[str], b: list[str], steps: Sequence[Opcode], *, whole: bool
) -> Iterator[TextRun]:
    for n, (kind, a1, a2, b1, b2) in enumerate(steps):
        if kind == "equal":
            first, last = n == 0, n == len(steps) - 1
            yield TextRun("".join(a[a1:a2]) if whole else _around(a[a1:a2], first=first, last=last))
            continue
        if a1 < a2:
            yield TextRun("".join(a[a1:a2]), "del")
        if b1 < b2:
            yield TextRun("".join(b[b1:b2]), "ins")


def _around(words: list[str], *, first: bool, last: bool) -> str:
    keep = AROUND * 2
    if len(words) <= keep:
        return "".join(words)
    head = [] if first else words[:AROUND]
    tail = [] if last else words[-AROUND:]
    return "".join([*head, " … ", *tail])
