"""Raised and lowered words as plain ones that mean the same: 10⁶ and CO₂, 22nd and 1½, never 106."""

from __future__ import annotations

import re

_RAISED = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_FRACTIONS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip
_SIGNS = {"tm": "™", "sm": "℠", "(r)": "®", "(c)": "©", "o": "º", "a": "ª"}
_MARKS = ("tm", "sm")
# Endings of numbers and short forms, in the languages that raise them.
_ENDINGS = frozenset(
    ["st", "nd", "rd", "th", "er", "ère", "ere", "re", "e", "es", "ème", "eme", "me", "mes", "nde", "os", "as", "or", "ra",
     "bis", "ter", "le", "lle", "gr", "h", "r", "s", "t", "d", "am", "pm"]
)  # fmt: skip
_UNITS = frozenset(
    ["m", "km", "cm", "mm", "dm", "nm", "µm", "μm", "ft", "in", "mi", "yd", "sec", "mol", "cal", "rad", "lat", "rem", "met",
     "metre", "metres", "meter", "meters", "kilometre", "kilometres", "feet", "mile", "miles", "м", "км", "см", "мм"]
)  # fmt: skip
_NUMBER = re.compile(r"[+\-−–]?\d{1,6}[+\-−–]?")
_NOTE = re.compile(r"\[\w{1,3}\]|\(\d{1,3}\)|[*†‡§¶]{1,3}|\d{1,3}(?:[,–-] ?\d{1,3}){1,4}")
_PRICE = re.compile(r"[$€£] ?\d[\d,]{0,12}$")
# How prices end; another raised number behind one may be a footnote's.
_CENTS = re.compile(r"00|[4-9][059]|98")
_DECIMAL = re.compile(r"\d{1,4}[.,]\d{1,4}")
#: A word is told from a symbol by having so many letters.
_WORD = 3
_ENDS = ".,;:!?…”’\"'»。、，」』"
_LONGEST = 12
_LOOK_BACK = 40


def flatten_superscript(words: str, before: str) -> str | None:
    """Give raised words as plain ones behind `before`; None for the mark of a footnote."""
    said, before = words.strip(), before[-_LOOK_BACK:]
    if not said or not before.strip():
        return words
    last = _last(before)
    small, behind_word = said.lower(), len(last) >= _WORD and last.isalpha()
    if small in _SIGNS and not (behind_word and said == small and small not in _MARKS):
        return _SIGNS[small]
    if _PRICE.search(before) and _CENTS.fullmatch(said):
        return f".{said}"
    if last == "10" and said.startswith("("):
        return _plain(words, last, behind_word=False)
    if _NOTE.fullmatch(said) or (said.isdigit() and _marks_note(before, last)):
        return None
    return _plain(words, last, behind_word=behind_word)


def _plain(words: str, last: str, *, behind_word: bool) -> str | None:
    said = words.strip()
    if _NUMBER.fullmatch(said):
        return _each(said, _RAISED)
    if not any(c.isalnum() and c.isascii() for c in said):
        return words
    if said.lower().rstrip(".") in _ENDINGS and last:
        return said
    if len(said) > _LONGEST:
        return f" {said}"
    known = all(c in _RAISED for c in said)
    return None if behind_word and len(said) == 1 else _each(said, _RAISED) if known else f"^{said}"


def flatten_subscript(words: str, before: str) -> str:
    """Give lowered words as plain ones behind `before`."""
    said = words.strip()
    if not said or not before.strip() or not any(c.isalnum() for c in said):
        return words
    if len(said) > _LONGEST:
        return f" {said}"
    if _DECIMAL.fullmatch(said) and before[-1].isalpha():
        return said
    return _each(said, _LOWERED) if all(c in _LOWERED for c in said) else f"_{said}"


def format_fraction(over: str, under: str, before: str) -> str:
    """Give a fraction of a raised and a lowered number."""
    words = f"{over.strip()}/{under.strip()}"
    if known := _FRACTIONS.get(words):
        return known
    return f" {words}" if before[-1:].isdigit() else words


def _last(before: str) -> str:
    at = len(before)
    while at and before[at - 1].isalnum():
        at -= 1
    return before[at:]


def _marks_note(before: str, last: str) -> bool:
    """Say whether a raised number behind these words is a footnote's: behind a word or a full stop."""
    if before[-1] in _ENDS:
        return True
    return len(last) >= _WORD and last.isalpha() and last.lower() not in _UNITS


def _each(words: str, by: dict[str, str]) -> str:
    return "".join(by[c] for c in words)
