"""Which words of the source a text says, found by the words themselves, so after any edit. Pure.

A tell is `[entry, start, end]`: characters of one entry of the ledger that a post or card is to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publisher.thread.aligned import places_of

Tell = Sequence[int]

#: Scripts written without spaces: each character is looked for by itself.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


class Word(NamedTuple):
    """Characters `start:end` of a text."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """The words of a text; marks and punctuation are none."""
    return [Word(match.group(), *match.span()) for match in _WORD.finditer(text)]


def find_told_words(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell], text: str
) -> list[tuple[int, int]]:
    """The words, as (entry, number in it), that the tells name and the text says."""
    wanted = list(_wanted(read, tells))
    places = places_of([part for *_, part in wanted], [word.text for word in split_words(text)])
    return [
        (entry, number)
        for (entry, number, _), place in zip(wanted, places, strict=True)
        if place >= 0
    ]


def split_tells(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell], body: str, at: int
) -> tuple[list[Tell], list[Tell]]:
    """The tells of the words before and from character `at` of the body."""
    wanted = list(_wanted(read, tells))
    spoken = split_words(body)
    places = places_of([part for *_, part in wanted], [word.text for word in spoken])
    over = _over(places, sum(word.start < at for word in spoken), len(spoken))
    return _cut(read, tells, wanted[over][:2] if over < len(wanted) else None)


def _over(places: Sequence[int], border: int, end: int) -> int:
    """The first wanted word that is told from the border on: those that are gone where others stand instead."""
    over = next((n for n, place in enumerate(places) if place >= border), len(places))
    last = max((n for n in range(over) if places[n] >= 0), default=-1)
    behind = places[over] if over < len(places) else end
    stays = border - (places[last] + 1 if last >= 0 else 0)
    return min(over, last + 1 + stays) if behind > border else over


def _wanted(
    read: Sequence[Sequence[Word]], tells: Sequence[Tell]
) -> Iterator[tuple[int, int, str]]:
    for entry, start, end in tells:
        for number, word in enumerate(read[entry]):
            if word.start < end and word.end > start:
                part = word.text[max(0, start - word.start) : max(0, end - word.start)]
                yield entry, number, part


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
