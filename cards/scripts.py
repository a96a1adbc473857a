"""Which script a text is in, and which way it runs."""

from __future__ import annotations

from functools import lru_cache

import regex

PLAIN = "Latn"
_LETTERS = {
    "Arab": regex.compile(r"\p{Script=Arabic}"),
    "Hebr": regex.compile(r"\p{Script=Hebrew}"),
    "Deva": regex.compile(r"\p{Script=Devanagari}"),
    "Thai": regex.compile(r"\p{Script=Thai}"),
    "Kana": regex.compile(r"[\p{Script=Hiragana}\p{Script=Katakana}]"),
    "Kore": regex.compile(r"\p{Script=Hangul}"),
    "Hani": regex.compile(r"\p{Script=Han}"),
}
# Left to itself \X counts a run of flags again from its start at each of them.
GRAPHEME = r"(?:[\U0001F1E6-\U0001F1FF]{1,2}+[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*+|\X)"
_RTL = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LTR = regex.compile(r"\p{Bidi_Class=L}")
_RTL_FROM = "\u0590"
_SPACED_FROM = "\u0530"
# Tracking tears joined letters apart; these three are set loose or tight without harm.
TRACKED = regex.compile(r"[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]")
_LANGUAGES = {
    "Jpan": "ja-u-lb-strict-lw-phrase",
    "Kore": "ko-u-lw-phrase",
    "Thai": "th",
    "Hans": "zh",
    "Hant": "zh-Hant",
}


def script_of(text: str, language: str = "") -> str:
    """The ISO 15924 code of the script most letters are in.

    `Latn` also stands for Cyrillic, Greek and every script without a look of its own. Han alone
    goes by `language`, else it is taken for simplified Chinese.
    """
    if text.isascii() or max(text) < _SPACED_FROM or _few_strangers(text):
        return PLAIN
    counts = {script: _weight(script, text) for script in _LETTERS}
    most = max(counts, key=lambda script: counts[script])
    others = sum(map(str.isalpha, text)) - len(_LETTERS[most].findall(text))
    if counts[most] <= others or not counts[most]:
        return PLAIN
    return _east_asian(counts, language) if most in {"Kana", "Hani"} else most


def _weight(script: str, text: str) -> int:
    """Letters of a script; an ideograph says as much as three letters do."""
    return len(_LETTERS[script].findall(text)) * (3 if script in {"Hani", "Kana"} else 1)


def is_rtl(text: str) -> bool:
    """Whether most letters run from right to left.

    The majority decides, not the first letter (UAX 9, HL1): an Arabic sentence that begins
    with “NATO” is an Arabic sentence.
    """
    if text.isascii() or max(text) < _RTL_FROM:
        return False
    return len(_RTL.findall(text)) > len(_LTR.findall(text))


def has_rtl(text: str) -> bool:
    """Whether any character needs the bidirectional algorithm."""
    return not text.isascii() and max(text) >= _RTL_FROM and _RTL.search(text) is not None


@lru_cache(maxsize=64)
def locale_of(script: str, language: str) -> str:
    """The locale by which lines are broken: Japanese and Korean between phrases."""
    return _LANGUAGES.get(script) or language or "en"


def _few_strangers(text: str) -> bool:
    """Most texts outside Latin have only typographic quotes and dashes above U+0530."""
    return all(c < _SPACED_FROM or "\u1e00" <= c < "\u2e80" for c in set(text))


def _east_asian(counts: dict[str, int], language: str) -> str:
    if counts["Kana"] or language.startswith("ja"):
        return "Jpan"
    if counts["Kore"] or language.startswith("ko"):
        return "Kore"
    traditional = any(part in language for part in ("Hant", "TW", "HK"))
    return "Hant" if traditional else "Hans"
