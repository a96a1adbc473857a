"""The readable words of a marked-up source, set down line by line as they are met."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from publisher.explainer import reasons, signs, stranded
from publisher.explainer.lines import Kind, Line, clean_text, read_lines
from publisher.explainer.model import Link
from publisher.explainer.witness import VisiblePage

_LIST_INSIDE = re.compile(rf"^[^\S\n]*+(?:[{signs.NEUTRAL}]|[-*–]\s|\d{{1,3}}[.)]\s)", re.MULTILINE)
_LONGEST_SHOWN = 1000
# Two characters no network takes stand for words that left the text.
_MARK, _DIGIT = "\ufdd0", 0xFDE0
_MARKED = re.compile("\ufdd0([\ufde0-\ufde9]{1,6})")
#: A space before what is left behind it: “14 people .”
_LOOSE = re.compile("(?<=[^\\W_])[ \u00a0](?:\ufdd0[\ufde0-\ufde9]{1,6})(?=[.,;:!?…)\\]”’»])")


_HIDING = (reasons.NOTE, reasons.HIDDEN)


@dataclass(slots=True)
class PageText:
    """The words of a source without its markup; spans of the parts point into them."""

    words: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    #: Words that are neither shown nor named, and may yet say what holds the text back.
    elsewhere: list[str] = field(default_factory=list)
    headline: bool = False
    #: What a page says its links begin from, and what it calls its own address.
    base: str = ""
    own: str = ""
    #: What another look at its markup saw, and that of what was dropped which may be of the story.
    seen: list[VisiblePage] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    likely: list[str] = field(default_factory=list)
    #: Words that left the text and why, each with a mark in their place until their block is set down.
    out: list[tuple[str, str]] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    #: Whether all words of the last block left it.
    struck: bool = False

    @property
    def source(self) -> str:
        return "".join(self.words)

    def put(self, kind: Kind, words: str, *, indent: int = 0, ordered: bool = False) -> None:
        """Set down one block; a list typed by hand into a paragraph becomes its bullets."""
        words, marks = self.closed_up(words)
        if self.struck and kind == "text" and indent and signs.is_lone_sign(clean_text(words)):
            # Its point began with words that are struck, and has no others.
            marks, words = _marks(self.later(words, reasons.STRANDED)), ""
        self.struck = bool(marks) and not clean_text(words)
        if clean_text(words):
            self._put(kind, words, indent=indent, ordered=ordered)
        self._tell(marks)

    def _put(self, kind: Kind, words: str, *, indent: int, ordered: bool) -> None:
        if kind == "text" and _holds_list(words):
            self._put_lines(words)
            return
        words = clean_text(words)
        ordered = ordered or (kind == "bullet" and signs.starts_with_sign(words))
        end = self.length + len(words)
        self.lines.append(Line(kind, self.length, end, self.length, indent, ordered))
        self._set(words)

    def aside(self, words: str, reason: str) -> None:
        """Set down words that are no part of the telling, and why."""
        if words := clean_text(words):
            end = self.length + len(words)
            self.lines.append(Line("aside", self.length, end, self.length, reason=reason))
            self._set(words)

    def later(self, words: str, reason: str) -> str:
        """Take words out of the text, to be put aside behind their block; gives the mark for their place."""
        self.out.append((clean_text(words), reason))
        return _MARK + "".join(chr(_DIGIT + int(digit)) for digit in str(len(self.out) - 1))

    def closed_up(self, words: str) -> tuple[str, list[int]]:
        """Give words without the marks of what left them and what goes out with it, and which those were."""
        if _MARK not in words:
            return words, []
        marks = _marks(words)
        words, out = stranded.settle_lines(_LOOSE.sub(_tightened, words), _MARKED, self._gone)
        for said in out:
            marks += _marks(self.later(said, reasons.STRANDED))
        return words, marks

    def _gone(self, line: str) -> tuple[str, bool]:
        """Give the words whose marks a line holds, but for notes about it; and whether they were hidden, not struck."""
        left = [self.out[mark] for mark in _marks(line) if mark < len(self.out)]
        struck = [words for words, why in left if why == reasons.STRUCK]
        return " ".join(struck or [words for words, why in left if why in _HIDING]), not struck

    def hole(self, words: str) -> str:
        """Give the mark for words that are not seen and named elsewhere, in whose place others would be read."""
        mark = self.later(words, reasons.HIDDEN)
        self.told.add(len(self.out) - 1)
        return mark

    def finish(self) -> None:
        """Put aside what left no block."""
        self._tell(range(len(self.out)))

    def _tell(self, marks: Iterable[int]) -> None:
        for mark in marks:
            if mark < len(self.out) and mark not in self.told:
                self.told.add(mark)
                self.aside(*self.out[mark])

    def title(self, words: str) -> None:
        """Set down the headline, once."""
        if not self.headline and clean_text(words):
            self.headline = True
            self.put("headline", words)

    def heading(self, words: str, level: int) -> None:
        if level == 1 and not self.headline:
            self.title(words)
        else:
            self.put("heading", words, indent=level)

    def link(self, words: str, address: str, at: int | None = None) -> None:
        """Remember a link, and that it stands in the block that begins `at` (or comes next)."""
        if address.strip():
            self.links.append(Link(clean_text(words), address, self.length if at is None else at))

    def drop(
        self, what: str, words: str = "", *, doubtful: bool = False, likely: bool = False
    ) -> None:
        """Remember what is not shown, with its words; `doubtful` or `likely` where it may be of the story."""
        shown = clean_text(words)
        self.dropped.append(f"{what}: {shown}" if shown else what)
        if doubtful or likely:
            self.doubted.append(shown)
        if likely:
            self.likely.append(shown)

    def left(self) -> list[str]:
        """Give what is not shown, each piece as long as one reads in a list."""
        return [_shortened(piece) for piece in self.dropped]

    def _put_lines(self, words: str) -> None:
        at = self.length
        for line in read_lines(words):
            start, end, mark = line.start + at, line.end + at, line.mark + at
            self.lines.append(Line(line.kind, start, end, mark, line.indent, line.ordered))
        self._set(words)

    def _set(self, words: str) -> None:
        self.words.append(words + "\n\n")
        self.length += len(words) + 2
        self.lines.append(Line("blank", self.length, self.length, self.length))


def _marks(words: str) -> list[int]:
    return [int("".join(str(ord(c) - _DIGIT) for c in m)) for m in _MARKED.findall(words)]


def _tightened(match: re.Match[str]) -> str:
    return match.group()[1:]


def _shortened(piece: str) -> str:
    if len(piece) <= _LONGEST_SHOWN:
        return piece
    count = len(piece.split())
    return f"{piece[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} … ({count:,} words in all)"


def _holds_list(words: str) -> bool:
    if _LIST_INSIDE.search(words):
        return True
    lines = (line.strip() for line in words.split("\n"))
    return any(signs.starts_with_sign(line) for line in lines if line)
