"""Plain text to lines: what each line is by its looks, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from publisher.explainer import signs
from publisher.explainer.model import Passage, Span

Kind = Literal[
    "blank", "text", "bullet", "mark", "heading", "headline", "caption", "separator", "aside"
]

#: Characters no network takes; they are left away and named in the ledger.
UNSENDABLE = re.compile(
    # The sendable ones, most frequent first, negated: a fifth of the time of naming the others.
    r"[^\x20-\x7e\t-\r\x1c-\x1f\x85\xa0-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
    + "]+"
)
_WHITE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LINE = re.compile(r"([^\n\r\f\v\x85\u2028\u2029]*)(\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")

_SPACE = r"[ \t\u00a0\u2002-\u200a\u3000\u200b\u2060]"
# These stand for a bullet even with no space behind them; the others need one.
_SPACED_MARKS = "*+–—·»›>-"
_BULLET = re.compile(
    rf"(?P<mark>(?:[{signs.NEUTRAL}]\ufe0f?{_SPACE}*)+|[{_SPACED_MARKS}]{_SPACE}+)(?=\S)"
)
_NUMBERED = re.compile(
    rf"(?:\(?\d{{1,3}}[.)]|[①-⑳]|\d{{1,2}}\ufe0f?\u20e3){_SPACE}+(?=\S)|\d{{1,2}}、(?=\S)"
)
_SEPARATOR = re.compile(
    rf"(?:[•*\-–—_=~#·⁂]{_SPACE}*){{3,}}|[|│]+|\*{_SPACE}*\*|"
    rf"(?P<shape>[●○■□◆◇▪▫])(?:{_SPACE}*(?P=shape)){{2,}}"
)
_LONE_MARK = re.compile(rf"[{signs.NEUTRAL}*\-–—]")
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one block of a marked-up source; `start:end` are its words, the mark left away.

    `reason` is why an aside is no part of the telling. `ordered` says that a mark which tells something, a number or a sign, stands in the words.
    """

    kind: Kind
    start: int
    end: int
    mark: int
    indent: int = 0
    ordered: bool = False
    reason: str = ""


def build_passage(source: str, start: int, end: int) -> Passage:
    """Give the words of a stretch of the source."""
    return Passage(clean_text(source[start:end]), Span(start, end))


def clean_text(words: str) -> str:
    """Make white space single (no-break spaces stay) and leave unsendable characters away."""
    return _WHITE.sub(" ", UNSENDABLE.sub("", words)).strip()


def read_lines(source: str) -> Iterator[Line]:
    """Give every line of a plain text."""
    rounds = signs.rounds_tell(source)
    for match in _LINE.finditer(source):
        yield _line(match.group(1), match.start(), rounds=rounds)


def _line(text: str, at: int, *, rounds: bool) -> Line:
    words = UNSENDABLE.sub(lambda bad: " " * len(bad.group()), text)
    start = at + len(words) - len(words.lstrip())
    end = at + len(words.rstrip())
    if start >= end:
        return Line("blank", at, at, at)
    indent = len(words[: start - at].expandtabs(_TAB))
    return _marked(words[start - at : end - at], start, indent, rounds=rounds)


def _marked(words: str, start: int, indent: int, *, rounds: bool) -> Line:
    end = start + len(words)
    if _SEPARATOR.fullmatch(words):
        return Line("separator", start, end, start, indent)
    if signs.starts_with_sign(words, rounds=rounds):
        return Line("bullet", start, end, start, indent, ordered=True)
    if _LONE_MARK.fullmatch(words):
        return Line("mark", start, end, start, indent)
    if _NUMBERED.match(words):
        return Line("bullet", start, end, start, indent, ordered=True)
    if bullet := _BULLET.match(words):
        return Line("bullet", start + bullet.end(), end, start, indent)
    return Line("text", start, end, start, indent)
