"""Where a passage may be cut, and what each cut costs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import nupunkt
from icu4py.breakers import CharacterBreaker, LineBreaker

from publisher.networks import links
from publisher.split import quotations

SENTENCE, CLAUSE, WORD, GRAPHEME = 1.0, 10.0, 100.0, 1000.0
#: A cut inside a quotation that would fit in a post whole.
QUOTED = 40.0
#: A cut between things that belong together: a number and its unit, a title and its name.
TORN = 300.0

Measure = Callable[[str], int]

# A text with no end inside it need not be looked into.
_MAY_END = re.compile(r"[.!?…]\S{0,4}\s+\S")
_STOP = re.compile(r"[.!?…]\s")
_ORDINAL = re.compile(r"\d\S\s*\Z")
_ENDER = re.compile("[。！？｡।॥؟۔።။၊]")
# Each run of marks is gone through once, from its first.
_ENDERS = re.compile(
    r"(?<![。！？｡])[。！？｡]++[」』”’）)]*+(?=[^。！？｡」』”’）)])(?!(?<=」)と)"
    r"|(?<![।॥؟۔።។၊။])[।॥؟۔።។၊။]++[”’»)]*+\s++(?=\S)"
)
# nupunkt knows some common words, such as “wall”, as abbreviations of court reports.
_PLAIN_END = re.compile(r"[.!?](?<=[^\W\d_A-ZА-Я]{4}[.!?])[”’\"»)]?\s+(?=[“\"«(]?[A-ZА-ЯЁІЇЄ])")
_CLAUSE_END = re.compile(r"(?:[,;:—–،؛、，；：]|\.\.\.|…)[”’»」』)\"]*+\s*+$")
_BEFORE_NAME = re.compile(r"(?:^|[\s(“\"‘])(?:[A-Z]\.(?:[A-Z]\.)*|[A-ZА-Я][a-zа-я]{0,4}\.)\s*$")
_NUMBER_END = re.compile(r"(?:^|[\s(“\"~≈+-])[$€£¥₹₽₩#]?\d[\d.,:/–-]*%?\s*$")
_CURRENCY_END = re.compile(r"(?:^|\s)(?:[$€£¥₹₽₩§#]|No\.|Nr\.|n°|№)\s*$")
_NUMBER_START = re.compile(r"\d")
_LOOK_BACK = 24
# In a text of a book's length places to cut need not stand closer than this.
_BOOK = 5000
_CLOSE = 16
# What has more ends than this, all through a book, is no prose.
_SHORTEST_SENTENCE = 8
# Letters of at most so many code points may be taken together.
_PLAIN = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """A place `at` where the next post may begin; `level` 1 is a sentence, 4 a grapheme."""

    at: int
    cost: float
    level: int


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Give the sentences of a text, together the whole of it."""
    starts = set(_spaced_ends(text)) if _MAY_END.search(text) else set()
    if _ENDER.search(text):
        starts.update(match.end() for match in _ENDERS.finditer(text))
    ends = sorted((starts - {0, len(text)}) | {len(text)})
    return list(pairwise([0, *ends]))


def _spaced_ends(text: str) -> Iterator[int]:
    if len(text) >= _BOOK and len(_STOP.findall(text)) * _SHORTEST_SENTENCE > len(text):
        return
    starts = {start for start, _ in nupunkt.sent_spans(text)}
    starts.update(match.end() for match in _PLAIN_END.finditer(text))
    yield from (start for start in starts if not _in_number(text, start))


def _in_number(text: str, start: int) -> bool:
    """Say whether a number goes on over a place, as in “No. 7. 9”."""
    return (
        text[start : start + 1].isdigit()
        and _ORDINAL.search(text, max(0, start - _LOOK_BACK), start) is not None
    )


def find_cuts(
    text: str, whole: Sequence[tuple[int, int]], room: int, measure: Measure
) -> list[Cut]:
    """Give where a text may be cut: between its sentences, and finer only in one longer than `room`."""
    found: list[Cut] = []
    page = _Page(text, _held(text), _quoted(text, room, measure), room, measure)
    for start, end in _outside(page.links, whole, len(text)):
        if start:
            found.append(Cut(start, SENTENCE + page.torn(start), 1))
        if measure(text[start:end].strip()) > room:
            found.extend(_inside(page, start, end))
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """A text, the links and the quotations in it that are to stay whole, and the room of a post."""

    text: str
    links: list[tuple[int, int]]
    quoted: list[tuple[int, int]]
    room: int
    measure: Measure

    def torn(self, at: int) -> float:
        return QUOTED if _within(self.quoted, at) else 0.0


def _held(text: str) -> list[tuple[int, int]]:
    return [(link.start, link.end) for link in links.find_links(text)]


def _quoted(text: str, room: int, measure: Measure) -> list[tuple[int, int]]:
    return [
        span for span in quotations.find_quotations(text) if measure(text[slice(*span)]) <= room
    ]


def _outside(
    held: list[tuple[int, int]], spans: Sequence[tuple[int, int]], length: int
) -> list[tuple[int, int]]:
    starts = [start for start, _ in spans[1:] if not _within(held, start)]
    return list(pairwise([0, *_thinned(starts, length), length]))


def _thinned(places: list[int], length: int) -> list[int]:
    """Leave places away that stand close together in a text of a book's length."""
    if length < _BOOK:
        return places
    found: list[int] = []
    for place in places:
        if not found or place - found[-1] >= _CLOSE:
            found.append(place)
    return found


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    """Say whether a place lies inside one of the spans, which are in order."""
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][0] < at < spans[index][1]


def _inside(page: _Page, start: int, end: int) -> Iterator[Cut]:
    """Give the cuts inside a sentence that does not fit: clauses, words, graphemes as a last resort."""
    at = start
    for place in _words(page, start, end):
        if page.measure(page.text[at:place].strip()) > page.room:
            yield from _letters(page.text, at, place)
        at = place
        if at < end:
            yield _word_cut(page, at)


def _words(page: _Page, start: int, end: int) -> list[int]:
    stops = _stops(LineBreaker(page.text[start:end], "en"), start)[:-1]
    whole = [stop for stop in stops if not _within(page.links, stop)]
    return [*_thinned(whole, end - start), end]


def _stops(pieces: Iterable[str], start: int) -> list[int]:
    """Give where pieces end; the breakers' own offsets count UTF-16 units."""
    return [start + stop for stop in accumulate(map(len, pieces))]


def _word_cut(page: _Page, at: int) -> Cut:
    before = page.text[max(0, at - _LOOK_BACK) : at]
    extra = page.torn(at)
    if _belongs_together(before, page.text[at]):
        return Cut(at, TORN + extra, 4)
    if _CLAUSE_END.search(before):
        return Cut(at, CLAUSE + extra, 2)
    return Cut(at, WORD + extra, 3)


def _belongs_together(before: str, after: str) -> bool:
    if _NUMBER_END.search(before) and not _CLAUSE_END.search(before):
        return True
    if _BEFORE_NAME.search(before):
        return True
    return bool(_CURRENCY_END.search(before) and _NUMBER_START.match(after))


def _letters(text: str, start: int, end: int) -> Iterator[Cut]:
    stops = _stops(CharacterBreaker(text[start:end], "en"), start)
    plain = len(stops) * _PLAIN > end - start
    for stop in _thinned(stops[:-1], len(text)) if plain else stops[:-1]:
        yield Cut(stop, GRAPHEME, 4)
