"""What X allows; its weighted length after twitter-text's config v3 (github.com/twitter/twitter-text).

Where tables of emoji differ the larger count stands: it can waste room, never overrun a post.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import emoji

from publisher.networks import links
from publisher.networks.limits import Limits

LIMIT = 280
LINK = 23

# X draws emoji up to version 11 as one; of later ones it may count the parts.
_KNOWN_EMOJI = 11.0
_HEAVY = re.compile(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]|[©®]")
_EMOJI_RUN = re.compile(
    r"[0-9#*]\ufe0f?\u20e3"
    r"|[\u203c-\u3299©®\U0001f000-\U0001faff]"
    r"[\u200d\ufe0f\u2640\u2642\u2695-\u2764\U0001f000-\U0001faff\U000e0020-\U000e007f]++"
)
# One run of thousands of combining marks makes normalising quadratic.
_PIECE = re.compile(r"\S{1,256}|\s+")
_SHORT = 1000
# A flag is two letters of its own alphabet.
_FLAG = 2
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


@cache
def _sequences() -> frozenset[str]:
    """Give the emoji of more than one code point that X counts as one."""
    return frozenset(
        text
        for text, facts in emoji.EMOJI_DATA.items()
        if len(text) > 1 and facts["E"] <= _KNOWN_EMOJI
    )


@cache
def _longest() -> int:
    return max(map(len, _sequences()))


def measure(text: str) -> int:
    """Give the weighted length of a post on X; linear in the text."""
    text = _composed(text)
    return _weigh(text) + sum(_links_cost(text))


def _composed(text: str) -> str:
    if text.isascii():
        return text
    if len(text) <= _SHORT:
        return unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in _PIECE.findall(text))


def _links_cost(text: str) -> Iterator[int]:
    for link in links.find(text):
        raw = _weigh(text[link.start : link.end])
        yield LINK - raw if link.sure else max(0, LINK - raw)


def _weigh(text: str) -> int:
    if text.isascii():
        return len(text)
    saved = sum(map(_saved, _EMOJI_RUN.findall(text)))
    return len(text) + len(_HEAVY.findall(text)) - saved


def _saved(run: str) -> int:
    """Give how much less a run of emoji weighs than its code points one by one."""
    saved = at = 0
    while at < len(run):
        size = _sequence_at(run, at)
        if size > 1:
            saved += size + len(_HEAVY.findall(run[at : at + size])) - 2
        at += size
    return saved


def _sequence_at(run: str, at: int) -> int:
    longest = _FLAG if run[at] in _FLAG_LETTERS else _longest()
    sizes = range(min(longest, len(run) - at), 1, -1)
    return next((size for size in sizes if run[at : at + size] in _sequences()), 1)


X = Limits(
    name="x",
    title="X",
    limit=LIMIT,
    measure=measure,
    numbering="n/N behind",
    pictures=4,
    picture_bytes=5_000_000,
    alt=1000,
)
