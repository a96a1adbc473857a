"""What is left of a point when its words leave it: “: 4” of a struck “York: 4” is nobody else's number.

Such a rest goes out with its words; it would be read as of the point beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publisher.explainer import signs
from publisher.explainer.verdicts import VERDICTS

_LISTED = re.compile(rf"[ \t]*(?:[{signs.NEUTRAL}*+–—-]|\d{{1,3}}[.)])[ \t]+")
_DASHES = ("–", "—", "-", "=", "→")
_AROUND = " \t\u00a0()[]:：|–—-=→.,;"
_LONGEST_REST = 60
_CELL = " | "
_EMPTY = "–"
_PIECE = re.compile(r"([,;·][ \t]+)")

#: Gives the words that the marks in a line stand for, and whether they were hidden and not struck.
Gone = Callable[[str], tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A line without what left it, and what goes out with that; `emptied` where nothing is left of it, `struck` where all was."""

    words: str
    stranded: str = ""
    emptied: bool = False
    struck: bool = False


def settle_lines(words: str, mark: re.Pattern[str], gone: Gone) -> tuple[str, list[str]]:
    """Give words without their marks, and what is stranded by what left them."""
    typed = words.split("\n")
    lines = [_line(line, mark, gone) if mark.search(line) else LeftLine(line) for line in typed]
    out = [line.stranded for line in lines]
    for at in [at for at, line in enumerate(lines) if line.struck and not line.stranded]:
        if (sign := _sign_of(lines, at)) is not None:
            out[sign] = lines[sign].words.strip()
            lines[sign] = LeftLine("", emptied=True)
    kept = [line.words for line in lines if not line.emptied]
    return "\n".join(kept), [said for said in out if said]


def _line(line: str, mark: re.Pattern[str], gone: Gone) -> LeftLine:
    struck, hidden = gone(line)
    if _CELL in line:
        return _row(line, mark, struck, hidden=hidden)
    listed = _LISTED.match(line)
    said = line[listed.end() if listed else 0 :]
    rest = mark.sub("", said).strip()
    first = bool(mark.match(said.strip()))
    if not rest:
        return LeftLine("", emptied=True, struck=_lettered(struck) and not hidden)
    if (first or not hidden) and strands(rest, struck, first=first):
        return LeftLine("", rest, emptied=True)
    kept, out = _pieces(said, mark, struck)
    return LeftLine((listed.group() if listed else "") + kept, out)


def _row(line: str, mark: re.Pattern[str], struck: str, *, hidden: bool) -> LeftLine:
    """Settle a row: without its first cell, which names it, it is a row of nothing."""
    cells = [mark.sub("", cell).strip() for cell in line.split(_CELL)]
    if signs.is_lone_sign(cells[0]) and not any(cells[1:]) and _lettered(struck):
        return LeftLine("", cells[0], emptied=True)
    if cells[0]:
        return LeftLine(_CELL.join(cell or _EMPTY for cell in cells))
    rest = _CELL.join(cell or _EMPTY for cell in cells[1:])
    if not any(cells):
        return LeftLine("", emptied=True)
    if hidden and _lettered(rest):
        return LeftLine(rest)
    return LeftLine("", rest, emptied=True) if _lettered(struck) else LeftLine(rest)


def _pieces(said: str, mark: re.Pattern[str], struck: str) -> tuple[str, str]:
    """Give words whose struck pieces, as one of “Tea ✓, Gin ✗”, take their signs with them."""
    pieces = _PIECE.split(said)
    out: list[str] = []
    for at in range(0, len(pieces), 2):
        match = mark.search(pieces[at])
        if match is None:
            continue
        before, rest = pieces[at][: match.start()].strip(), mark.sub("", pieces[at][match.end() :])
        told = before.split(" ")[-1] if before else ""
        if signs.is_lone_sign(rest.strip()) and (not told or signs.is_lone_sign(told)):
            out.append(rest.strip())
            pieces[at] = before
            if not before and at:
                pieces[at - 1] = ""
    return mark.sub("", "".join(pieces)), " ".join(out) if _lettered(struck) else ""


def strands(rest: str, struck: str, *, first: bool) -> bool:
    """Say whether a rest tells nothing without the words that left its line; `first` where they began it."""
    if not _lettered(struck):
        return False
    if not _lettered(rest):
        return not (any(map(str.isdigit, struck)) and any(map(str.isdigit, rest)))
    if rest.strip(_AROUND).casefold() in VERDICTS:
        return struck.strip(_AROUND).casefold() not in VERDICTS
    if not first:
        return False
    return rest.startswith((":", "：")) or (rest.startswith(_DASHES) and len(rest) <= _LONGEST_REST)


def _lettered(words: str) -> bool:
    return any(map(str.isalpha, words))


def _sign_of(lines: Sequence[LeftLine], at: int) -> int | None:
    """Give which line beside one that is struck holds its sign alone: under it, or over it where those lead."""
    above, below = _beside(lines, at, -1), _beside(lines, at, 1)
    if above is not None and below is not None:
        first = at
        while first and (lines[first - 1].words.strip() or lines[first - 1].emptied):
            first -= 1
        below = None if _alone(lines[first]) else below
    return above if below is None else below


def _beside(lines: Sequence[LeftLine], at: int, step: int) -> int | None:
    """Give the line of a sign alone next to a place; not where it stands nearer to other words, or over a list."""
    place = _next(lines, at, step)
    if place is None or not _alone(lines[place]):
        return None
    other = _next(lines, place, step)
    if other is None or place == at + step:
        return place
    nearer = abs(other - place) < abs(place - at)
    return None if nearer or _LISTED.match(lines[other].words) else place


def _next(lines: Sequence[LeftLine], at: int, step: int) -> int | None:
    """Give the next line with words, or that had some."""
    found = at + step
    while 0 <= found < len(lines) and not lines[found].words.strip() and not lines[found].emptied:
        found += step
    return found if 0 <= found < len(lines) else None


def _alone(line: LeftLine) -> bool:
    return signs.is_lone_sign(line.words.strip())
