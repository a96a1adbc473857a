"""Filled and hollow shapes: bullets where a list has one kind of them, words where it has both.

● and ○, ■ and □ say yes and no, or how much, to whoever sees them side by side; ●●●○○ is a rating.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from publisher.explainer import signs
from publisher.explainer.lines import Line

_FILLED = frozenset("●◉⬤⚫■▪◼◾⬛◆►▶▸")
_HOLLOW = frozenset("○◯⚪□▫◻◽⬜◇▷▹")
# Beside one of these even one kind of shape is an answer.
_ANSWERS = frozenset("✓✔✅✗✘❌❎☑☐☒✕✖×△◎◐◑◒◓◔◕🔴🟢🟡🟠🔵🟥🟩🟨")


def keep_meaningful_shapes(source: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Give the lines, those with a shape that says something with it in their words."""
    if _HOLLOW.isdisjoint(source) and _FILLED.isdisjoint(source):
        yield from lines
        return
    lists = _lists(source, lines)
    tell = _tell(source, lists)
    rated = signs.has_partial_rating(source)
    for run in lists:
        for line in run:
            yield _worded(line) if _says(source, line, tell=tell, rated=rated) else line


def starts_with_shape(words: str) -> bool:
    """Say whether words begin with a shape of either kind."""
    return words[:1] in _FILLED or words[:1] in _HOLLOW


def _lists(source: str, lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines into lists, each with what goes on under its bullets, and what stands between."""
    lists: list[list[Line]] = [[]]
    apart = True
    for line in lines:
        if line.kind in ("bullet", "mark") or _first(source, line):
            apart = False
        elif line.kind != "blank" and (line.kind != "text" or (apart and not line.indent)):
            lists.append([])
        apart = apart or line.kind == "blank"
        lists[-1].append(line)
    return lists


def _first(source: str, line: Line) -> str:
    """Give the shape or the answer that a line begins with; nothing for any other."""
    first = source[line.mark : line.mark + 1]
    return first if first in _FILLED or first in _HOLLOW or first in _ANSWERS else ""


def _tell(source: str, lists: Sequence[Sequence[Line]]) -> bool:
    """Say whether a list has both kinds at one depth, or lists of one line have one kind each."""
    lone = set[str]()
    for run in lists:
        by_depth: dict[int, list[str]] = {}
        for line in run:
            if first := _first(source, line):
                by_depth.setdefault(line.indent, []).append(first)
        if any(_both(firsts) for firsts in by_depth.values()):
            return True
        lone.update(firsts[0] for firsts in by_depth.values() if len(firsts) == 1)
    return _both(lone)


def _both(firsts: Collection[str]) -> bool:
    shapes = {
        "filled" if first in _FILLED else "hollow" for first in firsts if first not in _ANSWERS
    }
    return len(shapes) > 1 or (bool(shapes) and not _ANSWERS.isdisjoint(firsts))


def _says(source: str, line: Line, *, tell: bool, rated: bool) -> bool:
    if line.kind == "separator":
        return rated and signs.is_lone_sign(source[line.start : line.end])
    return (
        tell
        and line.kind in ("bullet", "mark", "text")
        and _first(source, line) not in ("", *_ANSWERS)
    )


def _worded(line: Line) -> Line:
    return replace(line, kind="bullet", start=line.mark, ordered=True)
