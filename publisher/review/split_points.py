"""Where a post may be split, for who has no cursor: a choice of places. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import islice

from publisher.explainer.heuristics import has_content
from publisher.review.shape.seams import find_seam
from publisher.split.cuts import split_sentences

_LINE = re.compile(r"(?<!\n)\n++(?=\S)")
_CLAUSE = re.compile(r"[,;:–—](?:[”’»)]*)\s+(?=\S)|[、，；：](?=\S)")
#: So many places are enough, and so many characters show each.
MOST, SHOWN = 12, 32


def list_split_points(body: str, headings: Collection[str] = ()) -> list[tuple[int, str]]:
    """Offsets into the words of a post, each with the words that would begin the second half.

    Between lines and sentences; where there is but one sentence, between its clauses. A mark goes
    with its words and a heading with what stands under it.
    """
    found = {start for start, _ in split_sentences(body)[1:]}
    found |= {match.end() for match in _LINE.finditer(body)}
    found = _apart(body, found, headings)
    if not found:
        found = {match.end() for match in _CLAUSE.finditer(body)}
        found = _apart(body, found, headings)
    return [(at, _beginning(body[at:])) for at in islice(sorted(found), MOST)]


def _apart(body: str, found: Iterable[int], headings: Collection[str]) -> set[int]:
    settled = {find_seam(body, at, headings) for at in found}
    return {at for at in settled if has_content(body[:at]) and has_content(body[at:])}


def _beginning(words: str) -> str:
    line = words.strip().split("\n")[0].lstrip("•◦‣∙●○▪■ ")
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + "…"
