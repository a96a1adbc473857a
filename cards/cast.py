"""Which face sets which characters: fallback by coverage, never a box.

A text is cast grapheme by grapheme. The house's face comes first, then the face of the text's
own script, then those of the other scripts, then any Noto Sans that has the character; emoji go
to the colour face. Spaces and punctuation stay with the words they stand by.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from cards.errors import MissingGlyph
from cards.face import Face, face_from, find_face, needed_face
from cards.fonts import EMOJI, noto_sans_files
from cards.scripts import GRAPHEME, PLAIN
from cards.theme import Theme
from cards.theme_parts import ScriptLook, Style

BOLD = 600
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|[0-9#*]\uFE0F?\u20E3"
    r"|\p{Extended_Pictographic}[\uFE0F\u200D\U0001F3FB-\U0001F3FF]"
)
_GRAPHEME = regex.compile(GRAPHEME)
_IGNORABLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
_DISPLAY = frozenset({"display", "quotation", "mark"})


class FaceSpan(NamedTuple):
    """Characters `start` to `end`, all set in `find_face`."""

    start: int
    end: int
    face: Face


@lru_cache(maxsize=512)
def style_for(theme: Theme, role: str, script: str) -> Style:
    """The style of a role (`body`, `display`, …) for a text in `script`."""
    style: Style = getattr(theme.styles, role)
    look = theme.look(script)
    if look is None:
        return style
    leading = look.display_leading if role in _DISPLAY else look.leading
    return Style(
        style.family,
        style.weight,
        style.opsz,
        style.tracking,
        leading or style.leading,
        style.tabular,
        second=_family(look, role),
        second_weight=_weight(look, style),
    )


def assign_faces(text: str, theme: Theme, role: str, script: str) -> list[FaceSpan]:
    """The text's spans; raises MissingGlyph where no face has a character."""
    style = style_for(theme, role, script)
    house = needed_face(style.family, style.weight, style.opsz)
    if script == PLAIN and _all_covered(house, text):
        return [FaceSpan(0, len(text), house)]
    return _joined(_faces(text, theme, role, script, house))


def find_covering_face(theme: Theme, role: str, script: str, grapheme: str) -> Face | None:
    """The first face that has every character of the grapheme."""
    candidates = _candidates(theme, role, script)
    return next((each for each in candidates if _has_all(each, grapheme)), None)


def _all_covered(house: Face, text: str) -> bool:
    if not text.isascii() and _EMOJI.search(text):
        return False
    return all(house.covers(character) for character in set(text))


def _faces(
    text: str, theme: Theme, role: str, script: str, house: Face
) -> Iterator[tuple[int, int, Face]]:
    style = style_for(theme, role, script)
    current = (find_face(style.second, style.second_weight) if style.second else None) or house
    for match in _GRAPHEME.finditer(text):
        grapheme, start = match[0], match.start()
        chosen = _chosen(grapheme, current) or _remembered(theme, role, script, grapheme)
        if chosen is None:
            yield from _piecemeal(grapheme, start, theme, role, script)
            continue
        # The space after a figure or an emoji is the words' own.
        current = chosen if grapheme[0].isalpha() else current
        yield start, match.end(), chosen


def _chosen(grapheme: str, current: Face) -> Face | None:
    """The colour face for emoji; for spaces and punctuation that of the words beside them."""
    if _EMOJI.match(grapheme):
        colour = find_face(EMOJI, 400)
        return colour if colour and _has_all(colour, grapheme) else None
    if unicodedata.category(grapheme[0])[0] in "PSZ" and _has_all(current, grapheme):
        return current
    return None


def _piecemeal(
    grapheme: str, start: int, theme: Theme, role: str, script: str
) -> Iterator[tuple[int, int, Face]]:
    """A grapheme that no one face has whole, such as a Latin accent on a Han character."""
    for place, character in enumerate(grapheme, start):
        found = _remembered(theme, role, script, character)
        if found is None:
            raise MissingGlyph(character)
        yield place, place + 1, found


@lru_cache(maxsize=8192)
def _remembered(theme: Theme, role: str, script: str, grapheme: str) -> Face | None:
    return find_covering_face(theme, role, script, grapheme)


def _has_all(candidate: Face, grapheme: str) -> bool:
    return all(candidate.covers(c) for c in grapheme if not _IGNORABLE.match(c))


def _candidates(theme: Theme, role: str, script: str) -> Iterator[Face]:
    style = style_for(theme, role, script)
    yield needed_face(style.family, style.weight, style.opsz)
    own = theme.look(script)
    for look in ((own,) if own else ()) + theme.scripts:
        for family in dict.fromkeys((_family(look, role), look.body)):
            found = find_face(family, _weight(look, style))
            if found:
                yield found
    for file in noto_sans_files(700 if style.weight >= BOLD else 400):
        yield face_from(file, file.path, style.weight)
    colour = find_face(EMOJI, 400)
    if colour:
        yield colour


def _family(look: ScriptLook, role: str) -> str:
    return look.display if role in _DISPLAY else look.body


def _weight(look: ScriptLook, style: Style) -> int:
    return 700 if style.weight >= BOLD else look.weight


def _joined(pieces: Iterator[tuple[int, int, Face]]) -> list[FaceSpan]:
    spans: list[FaceSpan] = []
    for start, end, chosen in pieces:
        if spans and spans[-1].face is chosen:
            start = spans.pop().start  # noqa: PLW2901 — the span grows by this piece
        spans.append(FaceSpan(start, end, chosen))
    return spans
