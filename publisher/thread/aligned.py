"""Two texts side by side: where each word of the one stands in the other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

ENDS = frozenset(".!?。！？…｡।॥؟۔") | {"..."}
#: As many words as no post and hardly a card has.
_LONG = 600
#: So many words around a change are looked at with it: its first may be those of what follows it.
_AROUND = 40
Pair = tuple[int, int]


def places_of(wanted: Sequence[str], body: Sequence[str], *, rough: bool = False) -> list[int]:
    """For each wanted word its place in the body, in the same order; -1 where it is gone.

    With `rough` words that a very long text says all the time count as gone where it was changed.
    """
    places = [-1] * len(wanted)
    for at, place in _whole_sentences(wanted, body, _pairs(wanted, body, rough=rough)):
        places[at] = place
    return places


def _pairs(wanted: Sequence[str], body: Sequence[str], *, rough: bool) -> list[Pair]:
    first = _same(wanted, body)
    if first == len(wanted) == len(body):
        return [(n, n) for n in range(first)]
    last = max(0, _same(wanted[first:][::-1], body[first:][::-1]) - _AROUND)
    first = max(0, first - _AROUND)
    a, b = wanted[first : len(wanted) - last], body[first : len(body) - last]
    # Looking for each of them takes the square of the length, and most are the same few.
    found = SequenceMatcher(a=a, b=b, autojunk=rough and len(a) > _LONG).get_matching_blocks()
    inner = [(first + x + n, first + y + n) for x, y, size in found for n in range(size)]
    ends = [(len(wanted) - n, len(body) - n) for n in range(last, 0, -1)]
    return [*((n, n) for n in range(first)), *inner, *ends]


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _whole_sentences(a: Sequence[str], b: Sequence[str], pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs so that words put in or left away are a sentence of their own where they can be."""
    there = _slid(a, b, [(-1, -1), *pairs, (len(a), len(b))])
    back = _slid(b, a, [(y, x) for x, y in there])
    return [(x, y) for y, x in back[1:-1]]


def _slid(a: Sequence[str], b: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """Runs of `b` that stand between two neighbours of `a`, begun behind the end of a sentence."""
    for n in range(1, len(pairs)):
        (i, p), (j, q) = pairs[n - 1], pairs[n]
        if j != i + 1 or q == p + 1:
            continue
        far = _far(a, b, pairs[n:-1], p + 1)
        near = _far(a[::-1], b[::-1], [(len(a) - 1 - x, len(b) - 1 - y) for x, y in pairs[n - 1:0:-1]], len(b) - q)  # fmt: skip
        steps = range(far, -near - 1, -1)
        step = next((k for k in steps if p + k >= 0 and b[p + k] in ENDS), far)
        for k in range(step):
            pairs[n + k] = (j + k, p + 1 + k)
        for k in range(-step):
            pairs[n - 1 - k] = (i - k, q - 1 - k)
    return pairs


def _far(a: Sequence[str], b: Sequence[str], pairs: Sequence[Pair], start: int) -> int:
    """How many of the pairs that follow a run could as well begin where it does, at `start`."""
    for n, (x, y) in enumerate(pairs):
        if (x, y) != (pairs[0][0] + n, pairs[0][1] + n) or a[x] != b[start + n]:
            return n
    return len(pairs)
