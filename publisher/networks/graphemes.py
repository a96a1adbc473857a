"""Characters as a reader sees them, counted in linear time whatever the text."""

from __future__ import annotations

import re

from icu4py.breakers import CharacterBreaker

_SURROGATE = re.compile("[\ud800-\udfff]")


def count_graphemes(text: str) -> int:
    """Give the number of grapheme clusters of a text."""
    if text.isascii():
        return len(text)
    return sum(1 for _ in CharacterBreaker(_SURROGATE.sub("\ufffd", text), "en").segments())
