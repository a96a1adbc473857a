"""Words as they are searched: without case, accents and signs, alike when kept and when typed. Pure.

Scripts that set no spaces are cut into pairs of characters, so that any two beside each other are
found. An Arabic word is found with its article and without. Where the last character of such a run
stands alone, it is found by itself too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

#: A longer word is cut; a search takes so many.
LONGEST, MOST = 60, 12

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc]+"
)
_PARTS = regex.compile(f"({_UNSPACED.pattern})")
#: Letters that Unicode does not take apart, and Arabic ones that are written either way.
_ALIKE = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ة": "ه", "ى": "ي", "ـ": ""}
)
_THE, _SHORTEST = "ال", 5


def fold_text(text: str) -> str:
    """The words of a text as they are kept to be found, each once, separated by one space."""
    return " ".join(dict.fromkeys(_kept(text)))


def parse_search_terms(typed: str) -> list[str]:
    """The beginnings of words that somebody looks for; none where nothing typed is a word."""
    found = (part for word in _words(typed) for part in _asked(word))
    return list(dict.fromkeys(found))[:MOST]


def _kept(text: str) -> Iterator[str]:
    for word in _words(text):
        yield from _pairs(word) if _UNSPACED.match(word) else (word,)
        if _has_article(word):
            yield word.removeprefix(_THE)


def _asked(word: str) -> list[str]:
    if _UNSPACED.match(word):
        # The last one alone would ask for less than the pairs before it.
        return list(_pairs(word))[:-1] or [word]
    return [word.removeprefix(_THE) if _has_article(word) else word]


def _has_article(word: str) -> bool:
    return word.startswith(_THE) and len(word) >= _SHORTEST


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(_plain(text)):
        parts = filter(None, _PARTS.split(word))
        yield from (part if _UNSPACED.match(part) else part[:LONGEST] for part in parts)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    return bare.casefold().translate(_ALIKE)


def _pairs(run: str) -> Iterator[str]:
    return (run[n : n + 2] for n in range(len(run)))
