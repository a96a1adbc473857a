"""The stretches of a text that hold it back: between borders, of an embargo line’s words and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.explainer import clock_times
from publisher.explainer.embargo_line import (
    CERTAIN,
    LETTERS,
    LONGEST,
    UNTIL_WORDS,
    VAGUE_WORDS,
    begins_sentence,
    contains_hold_phrase,
    has_caps_label,
    has_cjk_letters,
    is_all_caps,
    is_embargo_statement,
    is_embargo_wording,
    is_event_embargo,
    is_held_to,
    is_label,
    is_plain_statement,
    may_say,
    names_relative_day,
    starts_with_shout,
    trim_edges,
)
from publisher.explainer.embargo_sentence import find_embargo_sentence, has_hour

# A hard border ends a sentence or a bracket; a soft one may stand inside of either.
_BORDER = re.compile(
    r"(?P<hard>[\n\r\u2028\u2029|()\[\]【】「」『』{}<>《》]|[.!?。！？]{1,4}(?=\s))|\s[-–—/·•*]{1,4}(?=\s)|[:;：；]{1,4}(?=\s|$)|[*_–—・]+"
    r"|(?P<capital>(?<=\s)(?=(?:STRICTLY |UNDER )?(?:EMBARGOED|NOT FOR PUBLICATION|SPERRFRIST)\b|Embargoed (?:until|till)\b))"
)
_ABBREVIATED = re.compile(r"(?:^|[^\w])(?:[ap]\. ?m|[apm]|\w{3}|\d{1,2})$", re.IGNORECASE)
_MOST_PIECES = 400


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `start:end` of a chunk between two borders; `is_embargo_wording` where all its words are an embargo's."""

    start: int
    end: int
    hard: bool
    pure: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class EmbargoStretch:
    """A stretch of a chunk that holds the text back; `kept` where it is to stay there."""

    start: int
    end: int
    kept: bool = False


def _pieces(raw: str) -> list[_Piece]:
    found: list[_Piece] = []
    at = 0
    for border in _BORDER.finditer(raw):
        if border.group()[:1] in (".", "!", "?") and _ABBREVIATED.search(
            raw[max(at, border.start() - 5) : border.start()]
        ):
            continue
        hard = border["hard"] is not None or border["capital"] is not None
        found.append(_cut(raw, at, border.start(), hard=hard))
        at = border.end()
        if len(found) > _MOST_PIECES:
            break
    found.append(_cut(raw, at, len(raw), hard=True))
    return found


def _cut(raw: str, start: int, end: int, *, hard: bool) -> _Piece:
    words = trim_edges(raw[start:end])
    return _Piece(start, end, hard, len(words) < LONGEST and is_embargo_wording(words), not words)


def find_embargo_stretches(
    raw: str, *, top: bool = False, listed: bool = False
) -> Iterator[EmbargoStretch]:
    """Find the stretches of a chunk that hold the text back.

    `top` where it is one of the first, `listed` where it is a point of a list.
    """
    pieces = _pieces(raw)
    at = 0
    some = False
    while at < len(pieces):
        last = at
        while last < len(pieces) and pieces[last].pure:
            last += 1
        if last > at and (found := _stretch(raw, pieces, at, last, top=top, listed=listed)):
            some = True
            yield found
        at = max(last, at + 1)
    if some:
        return
    if found := _begun(raw, top=top):
        yield found
    elif said := find_embargo_sentence(raw):
        yield EmbargoStretch(said.start, said.end, kept=True)


def _stretch(
    raw: str, pieces: Sequence[_Piece], first: int, last: int, *, top: bool, listed: bool
) -> EmbargoStretch | None:
    """Give pieces `first:last`, all pure, if they hold the text back."""
    start, end = pieces[first].start, pieces[last - 1].end
    words = trim_edges(raw[start:end])
    if not words or not may_say(words):
        return None
    whole = all(p.empty for p in pieces[:first]) and all(p.empty for p in pieces[last:])
    left = first == 0 or pieces[first - 1].hard or all(piece.empty for piece in pieces[:first])
    right = pieces[last - 1].hard or all(piece.empty for piece in pieces[last:])
    named, shout = clock_times.parse_days_and_times(words[:LONGEST]), is_all_caps(words)
    dated = bool(named.times or named.days) or names_relative_day(words)
    called = (
        shout and starts_with_shout(words) and (has_hour(named) or not is_embargo_statement(words))
    )
    told = listed and not has_hour(named) and is_plain_statement(words)
    holds = contains_hold_phrase(words) or named.anything or dated or called
    if told or not (left or right) or not holds:
        return None
    fixed = has_hour(named) and bool(named.days)
    certain = contains_hold_phrase(words, CERTAIN) or is_label(words)
    certain = certain or (fixed and is_held_to(words))
    if whole and fixed and not listed and not begins_sentence(words):
        return EmbargoStretch(start, end)
    if not certain and not called:
        exact = has_hour(named) and bool(named.days) and bool(named.zones or named.days[0].zone)
        if exact and left and right and contains_hold_phrase(words, VAGUE_WORDS):
            return EmbargoStretch(start, end)
        alone = shout and not named.anything
        return (
            EmbargoStretch(start, end, kept=not alone)
            if whole and (top or is_held_to(words))
            else None
        )
    if left and right:
        sure = shout or contains_hold_phrase(words, CERTAIN) or dated
    else:
        sure = shout or has_hour(named) or (certain and dated)
    return EmbargoStretch(start, end, kept=not sure) if sure or named.anything or certain else None


def _begun(raw: str, *, top: bool) -> EmbargoStretch | None:
    """Give a chunk that begins like an embargo line and goes on otherwise; it may be the telling, and stays."""
    line = raw.splitlines()[0] if raw.strip() else ""
    small = clock_times.plain_words(trim_edges(line)).removeprefix("strictly ")
    tokens = frozenset(LETTERS.findall(small))
    if has_caps_label(line):
        return EmbargoStretch(0, len(line), kept=True)
    if top and is_event_embargo(small):
        return EmbargoStretch(0, len(line), kept=True)
    if not small.startswith(CERTAIN):
        timed = (
            top
            and tokens & UNTIL_WORDS
            and has_hour(clock_times.parse_days_and_times(line[:LONGEST]))
        )
        return (
            EmbargoStretch(0, len(line), kept=True)
            if timed and small.startswith(VAGUE_WORDS)
            else None
        )
    if (
        "embarg" in small[:20]
        and not tokens & UNTIL_WORDS
        and not has_hour(clock_times.parse_days_and_times(line[:LONGEST]))
    ):
        return None
    if (
        not line.isascii()
        and has_cjk_letters(small)
        and not clock_times.parse_days_and_times(line[:LONGEST]).anything
    ):
        return None
    return EmbargoStretch(0, len(line), kept=True)
