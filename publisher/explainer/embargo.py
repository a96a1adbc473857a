"""Embargo lines: found by their structure, taken off the text and read.

Such a line is made of the words of embargo lines, days, times and zones, and of nothing else; a sentence
about an embargo holds other words and stays. What begins like one and goes on otherwise stays too, and is
told of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from publisher.explainer import clock_times, reasons
from publisher.explainer.embargo_letters import visible_letters
from publisher.explainer.embargo_line import (
    CERTAIN,
    LONGEST,
    LONGEST_SHOUTED,
    contains_hold_phrase,
    hints_at_embargo,
    is_bare_embargo,
    is_edge,
    is_embargo_referral,
    may_say,
    only_time,
    trim_edges,
)
from publisher.explainer.embargo_stretch import EmbargoStretch, find_embargo_stretches
from publisher.explainer.lines import clean_text
from publisher.explainer.model import Aside, Embargo, Span, Unreadable
from publisher.explainer.structure import Chunk, Chunks

#: How many chunks are the top of a source.
_TOP = 3
# Each is read for its days and times.
_MOST_LINES = 300
# Of these each is looked into.
_MOST_SPOKEN, _MOST_HIDDEN = 4000, 1000


def extract_embargoes(all_: Chunks, hidden: Sequence[str] = ()) -> list[Embargo]:
    """Take the embargo lines out of the chunks and give them; `hidden` are words that markup hid."""
    found = [_read(aside_words) for aside_words in _asides(all_)]
    spoken = [
        words for words in dict.fromkeys(hidden) if hints_at_embargo(visible_letters(words)[0])
    ]
    _refuse_many(len(spoken), _MOST_HIDDEN)
    found += [each for words in spoken for each in _elsewhere(words)]
    shown, _ = visible_letters(all_.source)
    if may_say(shown):
        _refuse_many(sum(may_say(chunk.text) for chunk in all_.chunks), _MOST_SPOKEN)
        chunks: list[Chunk] = []
        waits = ""
        for at, chunk in enumerate(all_.chunks):
            rest, lines = _off(
                all_, chunk, waits, all_.chunks[at + 1 : at + 2], parted=shown != all_.source
            )
            chunks.extend(rest)
            # What was joined with the line before it says that again.
            found = found[:-1] if waits and lines and lines[0].words.startswith(waits) else found
            found += lines
            _refuse_many(len(found), _MOST_LINES)
            waits = _awaited(lines, all_.chunks[at + 1 : at + 2]) if not rest else ""
        all_.chunks = chunks
    return _joined(found)


def _awaited(lines: Sequence[Embargo], after: Sequence[Chunk]) -> str:
    """Give the words of a line that has no time yet, and may have it on the next one."""
    line = lines[-1] if lines else None
    if line is None or any(moment.hours for moment in line.moments):
        return ""
    if not line.moments:
        return line.words
    next_ = clock_times.parse_days_and_times(after[0].text[:LONGEST]) if after else None
    return line.words if next_ and next_.times and not next_.days else ""


def _elsewhere(words: str) -> Iterator[Embargo]:
    """Give the embargo lines in words that are no part of the text; what is not certain says no time."""
    shown, _ = visible_letters(words)
    found = list(find_embargo_stretches(shown))
    for each in found:
        line = _read(shown[each.start : each.end])
        yield Embargo(line.words) if each.kept else line
    if not found and contains_hold_phrase(shown, CERTAIN):
        yield Embargo(clean_text(shown)[:LONGEST])


def _refuse_many(count: int, most: int) -> None:
    if count > most:
        raise Unreadable(
            f"This holds over {most:,} embargo lines, and an explainer was expected: paste its words."
        )


def _joined(found: Sequence[Embargo]) -> list[Embargo]:
    """Give each line once; one without a time that stands before one with a time says the same."""
    return [*dict.fromkeys(each for each in found if each.moments or not _timed(found))]


def _timed(found: Sequence[Embargo]) -> bool:
    return any(each.moments for each in found)


def _asides(all_: Chunks) -> Iterator[str]:
    hidden = (reasons.EMBARGO, reasons.NOTE, reasons.COMMENT)
    for aside in islice((a for a in all_.asides if a.reason in hidden), _MOST_LINES):
        words = all_.source[aside.span.start : aside.span.end]
        if aside.reason == reasons.EMBARGO or any(find_embargo_stretches(words)):
            yield words


def _off(
    all_: Chunks, chunk: Chunk, waits: str, after: Sequence[Chunk], *, parted: bool
) -> tuple[list[Chunk], list[Embargo]]:
    """Give what is left of a chunk, and the lines taken off it; `waits` is one before that said no time.

    `parted` says that letters of the source may stand apart.
    """
    raw = all_.source[chunk.start : chunk.end]
    shown, places = visible_letters(raw) if parted else (raw, range(len(raw)))
    if waits and only_time(shown):
        _aside(all_, chunk.start, chunk.end)
        return [], [_read(f"{waits} {shown}")]
    if not may_say(shown):
        return [chunk], []
    timed = any(only_time(all_.source[c.start : c.end]) for c in after)
    if (is_bare_embargo(shown) and timed) or is_embargo_referral(shown):
        _aside(all_, chunk.start, chunk.end)
        return [], [_read(shown)]
    lines: list[Embargo] = []
    rest: list[Chunk] = []
    at = 0
    for found in _stretches(shown, all_, chunk):
        lines.append(replace(_read(shown[found.start : found.end]), kept=found.kept))
        if not found.kept:
            placed = EmbargoStretch(places[found.start], places[found.end - 1] + 1)
            start, end = _widened(raw, placed, at)
            rest += _piece(all_, chunk, at, start)
            _aside(all_, chunk.start + start, chunk.start + end)
            at = end
    if at == 0:
        return [chunk], lines
    rest += _piece(all_, chunk, at, len(raw))
    # Only the first piece is still what the whole was.
    return [
        each if n == 0 else replace(each, kind="text", ordered=False) for n, each in enumerate(rest)
    ], lines


def _stretches(shown: str, all_: Chunks, chunk: Chunk) -> Iterator[EmbargoStretch]:
    return find_embargo_stretches(
        shown, top=chunk in all_.chunks[:_TOP], listed=chunk.kind == "bullet"
    )


def _aside(all_: Chunks, start: int, end: int) -> None:
    all_.asides.append(Aside(Span(start, end), reasons.EMBARGO))


def _widened(raw: str, found: EmbargoStretch, least: int) -> tuple[int, int]:
    """The stretch with the borders around it, which part nothing any more."""
    start, end = found.start, found.end
    while start > least and is_edge(raw[start - 1]):
        start -= 1
    # The full stop before it belongs to the sentence there.
    while start < found.start and raw[start] in ".!":
        start += 1
    while end < len(raw) and is_edge(raw[end]):
        end += 1
    return start, end


def _piece(all_: Chunks, chunk: Chunk, start: int, end: int) -> list[Chunk]:
    raw = all_.source[chunk.start + start : chunk.start + end]
    words = clean_text(raw)
    if not words:
        return []
    first = chunk.start + start + len(raw) - len(raw.lstrip())
    last = first + len(raw.strip())
    return [replace(chunk, start=first, end=last, text=words, last_line=words)]


def _read(words: str) -> Embargo:
    named = clock_times.parse_days_and_times(words[:LONGEST_SHOUTED])
    moments = tuple(dict.fromkeys(clock_times.combine_moments(named))) if named.anything else ()
    return Embargo(trim_edges(clean_text(words)), moments, named.unclear)
