"""Plus, minus and “more than” at the head of a point of Markdown, which its marks would swallow."""

from __future__ import annotations

import re

_DOUBLED = re.compile(
    r"^([ \t]{0,12}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4})([-+–—])(?=[ \t]{1,4}(\S{0,20}))", re.MULTILINE
)
_NUMBER = re.compile(r"[$€£¥]?[.,]?\d")
_MORE = re.compile(r" {0,3}>[ \t]{1,8}[$€£¥]?[.,]?\d")
_QUOTED = re.compile(r" {0,3}>")


def escape_typed_signs(text: str) -> str:
    """Give a Markdown text whose signs behind the mark of a point, or before numbers, are words."""
    if ">" in text:
        text = "".join(_without_quotations(text.splitlines(keepends=True)))
    signs = {match[2] for match in _DOUBLED.finditer(text)}
    both = "+" in signs and len(signs) > 1
    return _DOUBLED.sub(lambda m: _escaped(m, both=both), text)


def _escaped(match: re.Match[str], *, both: bool) -> str:
    """Give the mark of a point and the sign behind it, as a word where it is one."""
    sign = both or bool(_NUMBER.match(match[3])) or match[2] == "+"
    return f"{match[1]}\\{match[2]}" if sign and match[2] in "-+" else match.group()


def _without_quotations(lines: list[str]) -> list[str]:
    """Give lines in which “> 50 per cent” is no quotation, where each line of it begins so."""
    out = list(lines)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _QUOTED.match(lines[end]):
            end += 1
        if end > at and all(_MORE.match(line) for line in lines[at:end]):
            out[at:end] = [line.replace(">", "\\>", 1) for line in lines[at:end]]
        at = end + 1
    return out
