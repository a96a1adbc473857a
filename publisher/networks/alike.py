"""Whether two texts are the same post, whatever a network made of one of them. Pure."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from publisher.networks import links

#: A text of fewer letters says too little to be taken for the beginning of another.
ENOUGH = 20
#: How alike two texts are before only an editor can say whether they are the same post.
NEARLY = 0.8


def letters(text: str) -> str:
    """Reduce a text to its letters and digits, without links: networks change the rest."""
    for link in reversed(links.find(text)):
        text = f"{text[: link.start]} {text[link.end :]}"
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same post to a reader; texts without any word never are."""
    words = letters(one)
    return bool(words) and words == letters(other)


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts share so many letters and digits that only an editor can tell."""
    return _nearly(letters(one), letters(other))


def _nearly(one: str, other: str) -> bool:
    both = SequenceMatcher(None, one, other, autojunk=False)
    # The quick ones are upper bounds, and spare the slow one for nearly all posts.
    return min(both.real_quick_ratio(), both.quick_ratio()) >= NEARLY and both.ratio() >= NEARLY


def maybe_same(shown: str, whole: str) -> bool:
    """Whether `shown` may be all that a network shows of `whole`, or `whole` with words around it."""
    part, words = letters(shown), letters(whole)
    if len(part) >= len(words):
        return bool(words) and words in part
    return len(part) >= ENOUGH and _nearly(part, words[: len(part)])
