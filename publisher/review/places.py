"""Where a post may be split, for who has no cursor: a choice of places. Pure."""

from __future__ import annotations

import re
from itertools import islice

from publisher.split.cuts import sentences

_LINE = re.compile(r"\n+(?=\S)")
_CLAUSE = re.compile(r"[,;:–—](?:[”’»)]*)\s+(?=\S)|[、，；：](?=\S)")
#: So many places are enough, and so many characters show each.
MOST, SHOWN = 12, 32


def places(body: str) -> list[tuple[int, str]]:
    """Offsets into the words of a post, each with the words that would begin the second half.

    Between lines and sentences; where there is but one sentence, between its clauses.
    """
    found = {start for start, _ in sentences(body)[1:]}
    found |= {match.end() for match in _LINE.finditer(body)}
    if not found:
        found = {match.end() for match in _CLAUSE.finditer(body)}
    return [(at, _beginning(body[at:])) for at in islice(sorted(found), MOST)]


def _beginning(words: str) -> str:
    line = words.strip().split("\n")[0]
    return line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + "…"
