"""Where a line may end: UAX 14, and the house's own rules on top.

`Breaks` holds each opportunity as the place it ends at, with the width of the text up to it, so
that a line between two of them costs one subtraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import regex
from icu4py.breakers import LineBreaker, WordBreaker

from cards.paragraph import ShapedParagraph
from cards.scripts import GRAPHEME, locale_of

OPENING = frozenset("“„«‘‚‹\"'")
_UNITS = (
    r"(?:%|‰|°|€|£|¥|[kcm]?m\b|[kmµ]?g\b|km\b|ha\b|[kMGT]?[WB]h?\b|[kM]?bps\b|mph\b|km/h\b|°?[CF]\b"
    r"|per\s?cent\b|percent\b|thousand\b|million\b|billion\b|trillion\b|bn\b|tonnes?\b|miles?\b"
    r"|kilomet(?:er|re)s?\b|met(?:er|re)s?\b|feet\b|hours?\b|minutes?\b|days?\b|weeks?\b|months?\b|years?\b"
    r"|a\.?m\b|p\.?m\b)"
)
# A blank at which no line ends: before a unit, in a sum, after an initial or a title, before a
# dash that stands alone.
_GLUED = regex.compile(
    rf"\s(?:(?<=\d\s)(?={_UNITS})|(?<=[$€£¥]\d[\d.,]*\s)(?=\w)|(?<=\b\p{{Lu}}\.\s)(?=\p{{Lu}})"
    r"|(?<=\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|No|Fig|Art)\.\s)|(?=[–—-]\s))"
)
_QUOTED = regex.compile(r"[“„«](?:[^\s“”„«»]+\s){1,3}[^\s“”„«»]+[”“»]")
_SHORT = re.compile(
    r"(?<![\w’'])(?:an?|the|of|to|in|on|at|by|for|as|or|and|de|la|le|el|der|die|das|un|en|di)\s",
    re.IGNORECASE,
)
# Japanese turns nouns into verbs by adding these; the phrases of UAX 14 end before them.
_VERB_END = regex.compile(r"(?<=\p{Han})(?=する|した|して|しな|しま|され|させ|でき)")
_GRAPHEME = regex.compile(rf"{GRAPHEME}\s*+")
_TRAILING = " \u3000\u200b"


@dataclass(frozen=True, slots=True)
class Breaks:
    """Opportunities 0 (the start) to n.

    `ends` are places in the text, `visible`
    the same before any blanks; widths are in em.

    `outer` counts the blanks before an opportunity, `inner` does not; `hang` is the width of an
    opening mark that would hang in the gutter if a line began there; `dear` marks line ends after
    an article or a short preposition.
    """

    ends: tuple[int, ...]
    visible: tuple[int, ...]
    inner: tuple[float, ...]
    starts: tuple[float, ...]
    hang: tuple[float, ...]
    dear: frozenset[int]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def only(self, kept: list[int]) -> Breaks:
        """The same breaks, of all opportunities only those numbered in `kept`."""
        return Breaks(
            ends=tuple([self.ends[i] for i in kept]),
            visible=tuple([self.visible[i] for i in kept]),
            inner=tuple([self.inner[i] for i in kept]),
            starts=tuple([self.starts[i] for i in kept]),
            hang=tuple([self.hang[i] for i in kept]),
            dear=frozenset(new for new, old in enumerate(kept) if old in self.dear),
        )

    def width(self, start: int, end: int) -> float:
        return self.inner[end] - self.starts[start]


def find_breaks(paragraph: ShapedParagraph, language: str = "", *, display: bool = False) -> Breaks:
    """The opportunities the house's rules leave."""
    text = paragraph.text
    glued = {match.end() for match in _GLUED.finditer(text)}
    if display:
        for phrase in _QUOTED.finditer(text):
            glued |= set(range(phrase.start() + 1, phrase.end()))
    ends = [end for end in legal_breaks(text, paragraph.script, language) if end not in glued]
    return _measured(paragraph, ends, display=display)


def loose_breaks(paragraph: ShapedParagraph, language: str = "") -> Breaks:
    """Every opportunity of UAX 14."""
    return _measured(paragraph, legal_breaks(paragraph.text, paragraph.script, language))


def grapheme_breaks(paragraph: ShapedParagraph, loose: Breaks, width: float) -> Breaks | None:
    """The last resort: words wider than `width` em may be broken between any two graphemes.

    None where there is no such word.
    """
    wide = [i for i in range(len(loose)) if loose.width(i, i + 1) > width]
    if not wide:
        return None
    ends = set(loose.ends[1:])
    for i in wide:
        inside = _GRAPHEME.finditer(paragraph.text, loose.ends[i], loose.ends[i + 1])
        ends |= {match.end() for match in inside}
    return _measured(paragraph, sorted(ends))


def legal_breaks(text: str, script: str, language: str) -> list[int]:
    """The places at which UAX 14 lets a line end, the text's own end included."""
    ends = _ends(LineBreaker(text, locale_of(script, language)))
    if script == "Jpan":
        torn = {match.end() for match in _VERB_END.finditer(text)}
        return [end for end in ends if end not in torn]
    if script not in {"Hans", "Hant"}:
        return ends
    # UAX 14 breaks between any two Han characters; a ragged line reads better broken at words.
    words = set(_ends(WordBreaker(text, "zh")))
    return [end for end in ends if end in words]


def _ends(pieces: Iterable[str]) -> list[int]:
    # The pieces' own lengths are summed: the breaker counts in UTF-16 units.
    return list(accumulate([len(piece) for piece in pieces]))


def _measured(paragraph: ShapedParagraph, ends: list[int], *, display: bool = False) -> Breaks:
    text, before = paragraph.text, paragraph.before
    places = (0, *ends)
    visible = tuple([_visible_end(text, place) for place in places])
    hang = tuple([_hang(text, before, place) for place in places])
    short = {match.end() for match in _SHORT.finditer(text)} if display else set()
    return Breaks(
        ends=places,
        visible=visible,
        inner=tuple([before[place] for place in visible]),
        starts=tuple([before[place] + hung for place, hung in zip(places, hang, strict=True)]),
        hang=hang,
        dear=frozenset(i for i, place in enumerate(places) if place in short),
    )


def _visible_end(text: str, place: int) -> int:
    while place and text[place - 1] in _TRAILING:
        place -= 1
    return place


def _hang(text: str, before: tuple[float, ...], place: int) -> float:
    if place < len(text) and text[place] in OPENING:
        return before[place + 1] - before[place]
    return 0.0
