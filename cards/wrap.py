"""Which of the opportunities become line ends: the least badness over the whole text."""

from __future__ import annotations

from collections.abc import Callable

from cards.breaks import Breaks

Lines = list[tuple[int, int]]
# One line more must cost more than any unevenness, so that the fewest lines always win.
_A_LINE = 1e6
_DEAR = 0.35
SHORT_LAST = 0.4
_THIRD = 1 / 3


def greedy(breaks: Breaks, width: float) -> Lines | None:
    """The fewest lines, each as full as it gets; None where a piece is wider than `width`."""
    inner, lines, start, n = breaks.inner, [], 0, len(breaks)
    while start < n:
        room = breaks.outer[start] + breaks.hang[start] + width
        end = start
        while end < n and inner[end + 1] <= room:
            end += 1
        if end == start:
            return None
        lines.append((start, end))
        start = end
    return lines


def even(breaks: Breaks, width: float) -> Lines | None:
    """Body text: as few lines as greedy takes, squared slack least, no lone last word."""

    def badness(slack: float, start: int, end: int) -> float:
        if end < n:
            return slack * slack
        short = slack - width * (1 - SHORT_LAST)
        lone = start == end - 1 and start > 0
        return (width * width if lone and short > 0 else 0) + (
            short * short * 2 if short > 0 else 0
        )

    n = len(breaks)
    return _least(breaks, width, badness)


def balanced(breaks: Breaks, width: float, free: frozenset[int] = frozenset()) -> Lines | None:
    """Display text: lines as equal as may be.

    A line that ends at a `free` opportunity, where the sense ends too, may be of any length.
    """
    full = greedy(breaks, width)
    if full is None or len(full) == 1:
        return full
    n, dear = len(breaks), breaks.dear
    mean = sum(breaks.width(*line) for line in full) / len(full)

    def badness(slack: float, start: int, end: int) -> float:
        off = width - slack - mean
        bad = 0.0 if end in free and end < n else off * off
        if end in dear:
            bad += _DEAR * mean * mean
        if end == n and start == n - 1 and width - slack < mean * _THIRD:
            bad += width * width
        return bad

    return _least(breaks, width, badness)


def _least(
    breaks: Breaks, width: float, badness: Callable[[float, int, int], float]
) -> Lines | None:
    n, inner = len(breaks), breaks.inner
    starts = [outer + hang for outer, hang in zip(breaks.outer, breaks.hang, strict=True)]
    best, came = [0.0, *[float("inf")] * n], [0] * (n + 1)
    for end in range(1, n + 1):
        for start in range(end - 1, -1, -1):
            slack = width - inner[end] + starts[start]
            if slack < 0:
                break
            cost = best[start] + badness(slack, start, end) + _A_LINE
            if cost < best[end]:
                best[end], came[end] = cost, start
    return _path(came, n) if best[n] < float("inf") else None


def _path(came: list[int], n: int) -> Lines:
    lines = []
    while n:
        lines.append((came[n], n))
        n = came[n]
    return lines[::-1]
