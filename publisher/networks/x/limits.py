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


@cache
def _savings() -> dict[str, int]:
    """Give the emoji of more than one code point that X counts as one, and what that saves."""
    return {
        text: len(text) + len(_HEAVY.findall(text)) - 2
        for text, facts in emoji.EMOJI_DATA.items()
        if len(text) > 1 and facts["E"] <= _KNOWN_EMOJI
    }


@cache
def _sizes() -> dict[str, list[int]]:
    """Give how long the emoji of `_savings` with the same first code point are, longest first."""
    found: dict[str, set[int]] = {}
    for text in _savings():
        found.setdefault(text[0], set()).add(len(text))
    return {first: sorted(sizes, reverse=True) for first, sizes in found.items()}


def measure_length(text: str) -> int:
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
    for link in links.find_links(text):
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
    known, sizes = _savings(), _sizes()
    while at < len(run):
        tried = (run[at : at + size] for size in sizes.get(run[at], ()))
        emoji_here = next((text for text in tried if text in known), run[at])
        saved += known.get(emoji_here, 0)
        at += len(emoji_here)
    return saved


X = Limits(
    name="x",
    title="X",
    limit=LIMIT,
    measure=measure_length,
    numbering="n/N behind",
    pictures=4,
    picture_bytes=5_000_000,
    alt=1000,
    kinds=frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"}),
    # What the tiers that anybody can buy allow; X refuses a second one.
    cashtags=1,
    forbidden="\ufffe\ufeff\uffff",
    once=True,
)
