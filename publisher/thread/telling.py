"""Which words of the source a text says, found by the words themselves, so after any edit. Pure.

A tell is `[entry, start, end]`: characters of one entry of the ledger that a post or card is to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

Tell = Sequence[int]

#: Scripts written without spaces: each character is looked for by itself.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
#: As many words as no post and hardly a card has.
_LONG = 600
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


class Word(NamedTuple):
    """Characters `start:end` of a text."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text; marks and punctuation are none."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def said(read: Sequence[Sequence[Word]], tells: Sequence[Tell], text: str) -> list[tuple[int, int]]:
    """The words, as (entry, number in it), that the tells name and the text says."""
    wanted = list(_wanted(read, tells))
    places = heard([part for *_, part in wanted], [word.text for word in words(text)])
    return [
        (entry, number)
        for (entry, number, _), place in zip(wanted, places, strict=True)
        if place >= 0
    ]


def heard(wanted: Sequence[str], body: Sequence[str], *, rough: bool = False) -> list[int]:
    """For each wanted word its place in the body, in the same order; -1 where it is gone.

    With `rough` words that a very long text says all the time count as gone where it was changed.
    """
    first = _same(wanted, body)
    last = _same(wanted[first:][::-1], body[first:][::-1])
    middle = [-1] * (len(wanted) - first - last)
    # Looking for each of them takes the square of the length, and most are the same few.
    rough = rough and len(middle) > _LONG
    pairs = SequenceMatcher(
        a=wanted[first : len(wanted) - last], b=body[first : len(body) - last], autojunk=rough
    )
    for at, place, size in pairs.get_matching_blocks():
        middle[at : at + size] = range(first + place, first + place + size)
    return [*range(first), *middle, *range(len(body) - last, len(body))]


def parted(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell], body: str, at: int
) -> tuple[list[Tell], list[Tell]]:
    """The tells of the words before and from character `at` of the body."""
    wanted = list(_wanted(read, tells))
    spoken = words(body)
    places = heard([part for *_, part in wanted], [word.text for word in spoken])
    border = sum(word.start < at for word in spoken)
    over = next((n for n, place in enumerate(places) if place >= border), len(wanted))
    return _cut(read, tells, wanted[over][:2] if over < len(wanted) else None)


def _wanted(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell]
) -> Iterator[tuple[int, int, str]]:
    for entry, start, end in tells:
        for number, word in enumerate(read[entry]):
            if word.start < end and word.end > start:
                part = word.text[max(0, start - word.start) : max(0, end - word.start)]
                yield entry, number, part


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell], border: tuple[int, int] | None
) -> tuple[list[Tell], list[Tell]]:
    before: list[Tell] = []
    after: list[Tell] = []
    for entry, start, end in tells:
        at = max(start, read[entry][border[1]].start) if border and border[0] == entry else end
        if after or not start <= at < end:
            (after or before).append([entry, start, end])
            continue
        before += [[entry, start, at]] if start < at else []
        after.append([entry, max(start, at), end])
    return before, after
