"""A sentence that holds a text back in words of its own. It may be the telling, so it only asks."""

from __future__ import annotations

import re

from publisher.explainer import clock_times
from publisher.explainer.embargo_words import BY_ITSELF, FORBIDS, HOLDING, TOLD_OF, TRADED, UNTIL
from publisher.explainer.model import Span

_UNTIL, _TOLD_OF, _TRADED = (frozenset(row.split()) for row in (UNTIL, TOLD_OF, TRADED))
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[\n\r]|[。！？]|(?<=\w\w\w\w)[.!?](?=\s)")
_BEFORE, _BEHIND = 150, 300


def has_hour(named: clock_times.Named) -> bool:
    """Say whether a time of day was named."""
    return bool(named.times) or any(day.hours for day in named.days)


def find_embargo_sentence(raw: str) -> Span | None:
    """Give the first sentence that holds the text back in other words than an embargo line’s; none if none does."""
    small = clock_times.lowercase_words(raw)
    # Some letters are longer when small; what is found by them could not be shown.
    small = small if len(small) == len(raw) else raw
    for piece in HOLDING:
        at = small.find(piece)
        while at >= 0:
            start, end = _around(raw, at)
            if _forbids(raw[start:end]):
                return Span(start, end)
            at = small.find(piece, end)
    return None


def _around(raw: str, at: int) -> tuple[int, int]:
    """Where the sentence around a place begins and ends, at most some hundred characters away."""
    least, most = max(0, at - _BEFORE), min(len(raw), at + _BEHIND)
    before = [m.end() for m in _SENTENCE_END.finditer(raw, least, at)]
    behind = _SENTENCE_END.search(raw, at, most)
    return (before[-1] if before else least), (behind.start() + 1 if behind else most)


def _forbids(words: str) -> bool:
    """Say whether a sentence holds back a text and not goods."""
    small = clock_times.plain_words(words)
    tokens = frozenset(_LETTERS.findall(small))
    if "embarg" in small or "эмбарго" in small or "ембарго" in small:
        until, traded = tokens & _UNTIL, tokens & _TRADED
        told_of = tokens & _TOLD_OF or "embargoed until" in small
        held = until or "embargoed" in tokens or "under embargo" in small
        if held and told_of and not traded:
            return True
        return bool((until or not traded) and has_hour(clock_times.parse_days_and_times(words)))
    if "gesperrt" in small:
        return "bis" in tokens and bool(tokens & _TOLD_OF)
    if any(said in small for said in BY_ITSELF):
        return bool(tokens & _UNTIL) or clock_times.parse_days_and_times(words).anything
    return "نشر" in small and bool(tokens & _UNTIL) and any(said in tokens for said in FORBIDS)
