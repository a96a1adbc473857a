"""The largest step of a ladder at which a text fits, and its lines there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import regex

from cards.breaks import Breaks, find_breaks, grapheme_breaks, loose_breaks
from cards.paragraph import ShapedParagraph
from cards.wrap import SHORT_LAST, Lines, wrap_balanced, wrap_even, wrap_greedy

Step = tuple[int, Lines]

_UNIT_END = regex.compile(r"[:;.?!。！？；：؟۔।][”’»)\]」』]*(?:\s+|$)")
_SENTENCE_END = regex.compile(r"[.?!。！？؟۔।][”’»)\]」』]*(?:\s+|$)")
_STEPS_TO_GIVE = 2
_AIRY = 0.93


class Ladder(NamedTuple):
    """The sizes to try, from large to small, and the size that is the floor."""

    steps: tuple[int, ...]
    floor: int


@dataclass(frozen=True, slots=True)
class Box:
    """Room for text in pixels.

    `height` counts from the first cap top to the last baseline; `last_resort` is the same at a
    ladder's floor.
    """

    width: float
    height: float
    last_resort: float

    def lines(self, paragraph: ShapedParagraph, size: int, floor: int) -> int:
        """How many lines of a size the box holds."""
        room = self.last_resort if size <= floor else self.height
        first = round((paragraph.cap_height + paragraph.depth) * size)
        return max(0, int((room - first) // line_pitch(paragraph, size)) + 1)


@dataclass(frozen=True, slots=True)
class Fit:
    """A size and, for each line, where it starts and ends in the text and how far it hangs."""

    size: int
    lines: tuple[tuple[int, int, float], ...]


def line_pitch(paragraph: ShapedParagraph, size: int) -> int:
    """Pixels from baseline to baseline."""
    return round(paragraph.leading * size)


def text_depth(paragraph: ShapedParagraph, size: int, lines: int) -> int:
    """Pixels from the first cap top to the last baseline."""
    return round(paragraph.cap_height * size) + (lines - 1) * line_pitch(paragraph, size)


def fit_body(
    paragraph: ShapedParagraph, box: Box, ladder: Ladder, language: str = ""
) -> Fit | None:
    """Reading text: the largest step, or the one below it where that saves a lone last word."""
    for places in _ever_looser(paragraph, box.width / ladder.floor, language, display=False):
        steps = _body_steps(paragraph, places, box, ladder)
        first = next(steps, None)
        if first is None:
            continue
        if _lone(places, first, box.width):
            second = next(steps, None)
            if second and not _lone(places, second, box.width):
                first = second
        return _fit(places, first)
    return None


def fit_display(
    paragraph: ShapedParagraph,
    box: Box,
    ladder: Ladder,
    language: str = "",
    *,
    forced: frozenset[int] = frozenset(),
    thrift: bool = False,
) -> Fit | None:
    """Large text, balanced; a line ends at each `forced` place in the text.

    With `thrift` one or two steps are given up where that saves a line, or keeps a unit of sense
    (a sentence, a clause up to its semicolon) on one line.
    """
    for places in _ever_looser(paragraph, box.width / ladder.floor, language, display=True):
        steps = list(_display_steps(paragraph, places, box, ladder, forced))
        if steps:
            thrifty = _thrifty(paragraph, places, box, steps, ladder.steps)
            return _fit(places, thrifty if thrift else steps[0])
    return None


def fit_closing(
    paragraph: ShapedParagraph, box: Box, ladder: Ladder, language: str = ""
) -> Fit | None:
    """As a headline; each sentence starts a line where that costs no step more than two."""
    plain = fit_display(paragraph, box, ladder, language, thrift=True)
    ends = frozenset(match.end() for match in _SENTENCE_END.finditer(paragraph.text))
    parted = fit_display(paragraph, box, ladder, language, forced=ends, thrift=True)
    if plain is None or parted is None:
        return plain
    steps = ladder.steps
    cost = steps.index(parted.size) - steps.index(plain.size)
    return parted if cost <= _STEPS_TO_GIVE else plain


def _ever_looser(
    paragraph: ShapedParagraph, narrowest: float, language: str, *, display: bool
) -> Iterator[Breaks]:
    yield find_breaks(paragraph, language, display=display)
    loose = loose_breaks(paragraph, language)
    yield loose
    broken = grapheme_breaks(paragraph, loose, narrowest)
    if broken:
        yield broken


def _body_steps(
    paragraph: ShapedParagraph, places: Breaks, box: Box, ladder: Ladder
) -> Iterator[Step]:
    for size in ladder.steps:
        full = wrap_greedy(places, box.width / size)
        if full and len(full) <= box.lines(paragraph, size, ladder.floor):
            yield size, wrap_even(places, box.width / size) or full


def _display_steps(
    paragraph: ShapedParagraph, places: Breaks, box: Box, ladder: Ladder, forced: frozenset[int]
) -> Iterator[Step]:
    free = frozenset(match.end() for match in _UNIT_END.finditer(paragraph.text))
    for size in ladder.steps:
        room = box.lines(paragraph, size, ladder.floor)
        # Greedy lines are the fewest there can be, and cost a hundredth of balanced ones.
        fewest = wrap_greedy(places, box.width / size)
        if not fewest or len(fewest) > room:
            continue
        lines = _display_lines(places, box.width / size, forced, free)
        if lines and len(lines) <= room:
            yield size, lines


def _display_lines(
    places: Breaks, width: float, forced: frozenset[int], free: frozenset[int]
) -> Lines | None:
    lines: Lines = []
    for start, end in _sections(places, forced):
        kept = [start, *_kept(places, start, end, width, free), end]
        section = places.only(kept)
        ends = frozenset(i for i, place in enumerate(section.ends) if place in free)
        found = wrap_balanced(section, width, ends)
        if found is None:
            return None
        lines += [(kept[a], kept[b]) for a, b in found]
    return lines


def _sections(places: Breaks, cuts: frozenset[int]) -> Iterable[tuple[int, int]]:
    inner = [i for i, end in enumerate(places.ends) if end in cuts and 0 < i < len(places)]
    return pairwise([0, *inner, len(places)])


def _kept(places: Breaks, start: int, end: int, width: float, free: frozenset[int]) -> list[int]:
    """The opportunities of a section that break no sense unit which fits on one line."""
    kept: list[int] = []
    units = [start, *(i for i in range(start + 1, end) if places.ends[i] in free), end]
    for first, last in pairwise(units):
        if places.width(first, last) > width:
            kept += range(first + 1, last)
        if last < end:
            kept.append(last)
    return kept


def _thrifty(
    paragraph: ShapedParagraph, places: Breaks, box: Box, steps: list[Step], ladder: Sequence[int]
) -> Step:
    """Of the largest step and the two below it, the one with the fewest lines.

    Among equals, the one that breaks the fewest units of sense, then one that leaves white above
    the footer, then the largest.
    """
    last = ladder.index(steps[0][0]) + _STEPS_TO_GIVE
    near = [step for step in steps if ladder.index(step[0]) <= last]

    def cost(step: Step) -> tuple[int, int, bool]:
        size, lines = step
        crowded = text_depth(paragraph, size, len(lines)) > box.height * _AIRY
        return len(lines), _broken_units(paragraph, places, step), crowded

    return min(near, key=cost)


def _broken_units(paragraph: ShapedParagraph, places: Breaks, step: Step) -> int:
    ends = [places.ends[end] for _, end in step[1][:-1]]
    units = [0, *(match.end() for match in _UNIT_END.finditer(paragraph.text)), len(paragraph.text)]
    return sum(any(a < end < b for end in ends) for a, b in pairwise(units))


def _lone(places: Breaks, step: Step, pixels: float) -> bool:
    """Whether the last of several lines is one short word."""
    size, lines = step
    start, end = lines[-1]
    short = places.width(start, end) * size < pixels * SHORT_LAST
    return len(lines) > 1 and end - start == 1 and short


def _fit(places: Breaks, step: Step) -> Fit:
    size, lines = step
    return Fit(size, tuple((places.ends[a], places.visible[b], places.hang[a]) for a, b in lines))
