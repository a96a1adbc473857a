"""Words struck out as people type it: ~~so~~, {--so--}, [s]so[/s], and letters with a line through each.

What was put in for them, as {++so++}, is told; a remark, as {>>so<<}, is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.explainer import reasons
from publisher.explainer.page import PageText

_MAY = re.compile("~~|\\{(?:--|\\+\\+|>>|==)|[\u0335\u0336]|\\[(?:s|del|strike)\\]", re.IGNORECASE)
_CHANGED = re.compile(r"\{~~([^{}]{0,1500}?)~>([^{}]{0,1500}?)~~\}")
_EDITED = re.compile(r"\{(--|\+\+|>>|==)([^{}]{1,1500}?)(?:--|\+\+|<<|==)\}")
_WAVES = re.compile(r"(?<!~)(~{2,3})(?!~)([^~]{1,3000})\1(?!~)")
_BRACKETS = re.compile(r"\[(s|del|strike)\]([^\[\]]{1,1500})\[/\1\]", re.IGNORECASE)
_LINED = re.compile("(?:[^\\s\u0335\u0336][\u0335\u0336]{1,4}[ \u0335\u0336]{0,4}){1,1500}")
_LINE = re.compile("[\u0335\u0336]")
#: What may begin or end struck words and was not understood.
_LEFT = re.compile(
    r"(?<!~)~~(?![~\n])|\{(?:--|\+\+|>>|==)|\[/(?:s|del|strike)\]|\\sout\{|(?<![\w~/])~[^\s~][^~\n]{0,60}(?<=\S)~(?![\w~])",
    re.IGNORECASE,
)
_SHOWN = 30


def may_hold_strikes(words: str) -> bool:
    """Say whether words may hold such a mark."""
    return bool(_MAY.search(words))


def extract_struck_words(page: PageText, words: str) -> str:
    """Give words without what is struck in them, which is put aside on the page."""
    words = _CHANGED.sub(lambda m: _strike(page, m[1]) + m[2], words)
    words = _EDITED.sub(lambda m: _edited(page, m[1], m[2]), words)
    words = _BRACKETS.sub(lambda m: _strike(page, m[2]), words)
    words = _WAVES.sub(lambda m: _waved(page, m), words)
    return _LINED.sub(lambda m: _lined(page, m), words)


def _strike(page: PageText, words: str) -> str:
    return page.later(words, reasons.STRUCK) if words.strip() else ""


def _edited(page: PageText, mark: str, words: str) -> str:
    if mark == "--":
        return _strike(page, words)
    return page.later(words, reasons.COMMENT) if mark == ">>" else words


def _waved(page: PageText, match: re.Match[str]) -> str:
    """Strike words between waves; waves with a blank inside may be of two pairs, but on one line."""
    mark, words = match.groups()
    begins, ends = words[0].isspace(), words[-1].isspace()
    # Three of them over several lines stand around code.
    lines = "\n" in words and (begins or ends or mark != "~~")
    if not words.strip() or lines or begins != ends:
        return match.group()
    return page.later(words, reasons.STRUCK)


def _lined(page: PageText, match: re.Match[str]) -> str:
    """Strike letters with a line through each; one alone inside a word may be a letter of its own."""
    words = match.group()
    start, end = match.span()
    before, after = match.string[max(0, start - 1) : start], match.string[end : end + 1]
    if len(_LINE.findall(words)) == 1 and (before.isalpha() or after.isalpha()):
        return words
    said = _LINE.sub("", words)
    return page.later(said, reasons.STRUCK) + (" " if said[-1:] == " " else "")


def find_unclear_strike(text: str) -> Iterator[str]:
    """Tell of the first mark in a text that may strike words out and was not understood."""
    if match := _LEFT.search(text):
        yield text[match.start() : match.end() + _SHOWN].splitlines()[0].strip()
