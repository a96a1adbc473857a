"""Words as a reader sees them: without what parts their letters, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_APART = "[ \u00a0\u2009\u00ad\u200b\u2060.·*_-]{1,4}"
_SPACED = re.compile(
    "|".join(
        rf"(?<!\w){_APART.join(word)}(?!\w)" for word in ("EMBARGOED", "EMBARGO", "SPERRFRIST")
    ),
    re.IGNORECASE,
)


def visible_letters(raw: str) -> tuple[str, Sequence[int]]:
    """Give words as they are seen, and the place in the source of each of their characters."""
    gone = {at for match in _UNSEEN.finditer(raw) for at in range(*match.span())}
    for match in _SPACED.finditer(raw):
        gone |= {at for at in range(*match.span()) if not raw[at].isalpha()}
    if not gone:
        return raw, range(len(raw))
    places = [at for at in range(len(raw)) if at not in gone]
    return "".join(raw[at] for at in places), places
