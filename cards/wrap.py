"""Which of the opportunities become line ends: the least badness over the whole text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from cards.breaks import Breaks

Lines = list[tuple[int, int]]
# One line more must cost more than any unevenness, so that the fewest lines always win.
_A_LINE = 1e6
_NEVER = float("inf")
_DEAR = 0.35
SHORT_LAST = 0.4
_THIRD = 1 / 3


def wrap_greedy(breaks: Breaks, width: float) -> Lines | None:
    """The fewest lines, each as full as it gets; None where a piece is wider than `width`."""
    inner, starts, n = breaks.inner, breaks.starts, len(breaks)
    lines, start = [], 0
    while start < n:
        end = bisect_right(inner, starts[start] + width) - 1
        if end <= start:
            return None
        lines.append((start, end))
        start = end
    return lines


def wrap_even(breaks: Breaks, width: float) -> Lines | None:
    """Body text: as few lines as greedy takes, squared slack least, no lone last word."""
    n = len(breaks)

    def last(slack: float, start: int) -> float:
        short = slack - width * (1 - SHORT_LAST)
        if short <= 0:
            return 0.0
        lone = start == n - 1 and start > 0
        return short * short * 2 + (width * width if lone else 0)

    inner, starts = breaks.inner, breaks.starts
    best, came = [0.0, *[_NEVER] * n], [0] * (n + 1)
    for end in range(1, n + 1):
        most = inner[end] - width
        found, at = _NEVER, -1
        # From the fullest line on: once a start needs a line more, so do all after it.
        for start in range(bisect_left(starts, most), end):
            so_far = best[start] + _A_LINE
            if so_far >= found:
                break
            slack = starts[start] - most
            cost = so_far + (slack * slack if end < n else last(slack, start))
            if cost < found:
                found, at = cost, start
        best[end], came[end] = found, at
    return _path(came, n) if best[n] < _NEVER else None


def wrap_balanced(breaks: Breaks, width: float, free: frozenset[int] = frozenset()) -> Lines | None:
    """Display text: lines as equal as may be.

    A line that ends at a `free` opportunity, where the sense ends too, may be of any length.
    """
    full = wrap_greedy(breaks, width)
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
    n, inner, starts = len(breaks), breaks.inner, breaks.starts
    best, came = [0.0, *[_NEVER] * n], [0] * (n + 1)
    for end in range(1, n + 1):
        for start in range(bisect_left(starts, inner[end] - width), end):
            slack = width - inner[end] + starts[start]
            cost = best[start] + badness(slack, start, end) + _A_LINE
            if cost < best[end]:
                best[end], came[end] = cost, start
    return _path(came, n) if best[n] < _NEVER else None


def _path(came: list[int], n: int) -> Lines:
    lines = []
    while n:
        lines.append((came[n], n))
        n = came[n]
    return lines[::-1]
