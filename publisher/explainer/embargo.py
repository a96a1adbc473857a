"""Embargo lines: found by their structure, taken off the text and read.

Such a line is made of the words of embargo lines, days, times and zones, and of nothing else; a sentence
about an embargo holds other words and stays. What begins like one and goes on otherwise stays too, and is
told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from publisher.explainer import clock, reasons
from publisher.explainer.embargo_sentence import has_hour, sentence
from publisher.explainer.embargo_words import (
    BESIDE,
    BESIDE_UNSPACED,
    HOLDING,
    MONTHS,
    NOUNS,
    OFFSETS,
    PARTS,
    PARTS_UNSPACED,
    PLACES,
    SHOUTED,
    STRONG,
    UNCLEAR_ZONES,
    UNTIL,
    VAGUE,
    WEAK,
    WEEKDAYS,
)
from publisher.explainer.lines import clean
from publisher.explainer.model import Aside, Embargo, Span, Unreadable
from publisher.explainer.structure import Chunk, Chunks

#: Each of the words that hold a text back has one of these in it; a quick look.
_PIECES_OF_ALL = (
    "embarg", "sperr", "publi", "release", "broadcast", "for use", "distribution", "hold ", "held ", "nicht v", "frei", "do not", "not to be", "diffuser", "difu",
    "نشر", "pubbl", "للنشر", "محظور", "解禁", "エンバーゴ", "禁止", "厳禁", "эмбарго", "ембарго", "публік", "публик",
)  # fmt: skip
_UNTIL = frozenset(UNTIL.split())
_LETTERS = re.compile(r"[^\W\d_]+")
_STRONG = tuple(clock.plain(words) for row in STRONG.values() for words in row)
_VAGUE = tuple(clock.plain(words) for words in VAGUE)
_CERTAIN = tuple(words for words in _STRONG if words not in NOUNS and words not in _VAGUE)
_WEAK = tuple(dict.fromkeys(clock.plain(words) for row in WEAK.values() for words in row))
_UNSPACED = re.compile(
    "|".join(
        [
            "日本時間",
            "現地時間",
            *sorted([*BESIDE_UNSPACED, *PARTS_UNSPACED], key=len, reverse=True),
            "年|月|日|時|分|半|午前|午後|正午|[月火水木金土日]曜日",
        ]
    )
)
_PIECES = (
    *BESIDE.values(),
    *MONTHS.values(),
    *WEEKDAYS.values(),
    *OFFSETS,
    *PLACES,
    *UNCLEAR_ZONES,
    *(said for row in PARTS.values() for said in row),
)
_KNOWN = frozenset(
    token for row in _PIECES for token in _LETTERS.findall(clock.plain(row))
) | frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "t",
        "z",
        "h",
        "utc",
        "gmt",
        "a",
        "p",
        "m",
        "الساعة",
        "عام",
    ]
)
# A hard border ends a sentence or a bracket; a soft one may stand inside of either.
_BORDER = re.compile(
    r"(?P<hard>[\n\r\u2028\u2029|()\[\]【】「」『』{}<>《》]|[.!?。！？]{1,4}(?=\s))|\s[-–—/·•*]{1,4}(?=\s)|[:;：；]{1,4}(?=\s|$)|[*_–—・]+"
    r"|(?P<capital>(?<=\s)(?=(?:STRICTLY |UNDER )?(?:EMBARGOED|NOT FOR PUBLICATION|SPERRFRIST)\b|Embargoed (?:until|till)\b))"
)
_ABBREVIATED = re.compile(r"(?:^|[^\w])(?:[ap]\. ?m|[apm]|\w{3}|\d{1,2})$", re.IGNORECASE)
_EDGE = " \t\n\r\u00a0\u3000-–—/·•*:;：；|()[]【】「」『』{}<>《》_.,・!"
_TELLS = re.compile(r"embargo(?:es)? (?:on|lifts|ends|expires|of|time)\b")
#: How many chunks are the top of a source.
_TOP = 3
_LONGEST, _LONGEST_SHOUTED = 300, 400
_MOST_PIECES = 400
# Each is read for its days and times.
_MOST_LINES = 300


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `start:end` of a chunk between two borders; `pure` where all its words are an embargo's."""

    start: int
    end: int
    hard: bool
    pure: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch of a chunk that holds the text back; `kept` where it is to stay there."""

    start: int
    end: int
    kept: bool = False


def take(all_: Chunks, hidden: Sequence[str] = ()) -> list[Embargo]:
    """Take the embargo lines out of the chunks and give them; `hidden` are words that markup hid."""
    found = [_read(aside_words) for aside_words in _asides(all_)]
    found += [_read(words) for words in hidden if _says(words)]
    if _may_say(all_.source):
        chunks: list[Chunk] = []
        waits = ""
        for at, chunk in enumerate(all_.chunks):
            rest, lines = _off(all_, chunk, waits, all_.chunks[at + 1 : at + 2])
            chunks.extend(rest)
            found += lines
            _refuse_many(found)
            waits = lines[-1].words if lines and not lines[-1].moments and not rest else ""
        all_.chunks = chunks
    return _joined(found)


def _refuse_many(found: Sequence[Embargo]) -> None:
    if len(found) > _MOST_LINES:
        raise Unreadable(
            f"This holds over {_MOST_LINES} embargo lines, and an explainer was expected: paste its words."
        )


def _joined(found: Sequence[Embargo]) -> list[Embargo]:
    """Give each line once; one without a time that stands before one with a time says the same."""
    return [*dict.fromkeys(each for each in found if each.moments or not _timed(found))]


def _timed(found: Sequence[Embargo]) -> bool:
    return any(each.moments for each in found)


def _asides(all_: Chunks) -> Iterator[str]:
    hidden = (reasons.EMBARGO, reasons.NOTE, reasons.COMMENT)
    for aside in islice((a for a in all_.asides if a.reason in hidden), _MOST_LINES):
        words = all_.source[aside.span.start : aside.span.end]
        if aside.reason == reasons.EMBARGO or any(_stretches(words)):
            yield words


def _says(text: str) -> bool:
    """Say whether any of a text's words may hold it back; quick."""
    small = text.lower() if text.isascii() else clock.small(text)
    if not any(piece in small for piece in _PIECES_OF_ALL):
        return any(words in text for words in SHOUTED)
    if any(words in small for row in (_STRONG, _WEAK) for words in row):
        return True
    return any(words in text for words in SHOUTED)


def _may_say(text: str) -> bool:
    """Say whether a text may hold itself back in a sentence; quick."""
    small = clock.small(text)
    return any(words in small for words in HOLDING) or _says(text)


def _off(
    all_: Chunks, chunk: Chunk, waits: str, after: Sequence[Chunk]
) -> tuple[list[Chunk], list[Embargo]]:
    """Give what is left of a chunk, and the lines taken off it; `waits` is one before that said no time."""
    raw = all_.source[chunk.start : chunk.end]
    if waits and only_time(raw):
        _aside(all_, chunk.start, chunk.end)
        return [], [_read(f"{waits} {raw}")]
    if not _may_say(raw):
        return [chunk], []
    if _bare(raw) and any(only_time(all_.source[c.start : c.end]) for c in after):
        _aside(all_, chunk.start, chunk.end)
        return [], [Embargo(clean(raw).strip(_EDGE))]
    lines: list[Embargo] = []
    rest: list[Chunk] = []
    at = 0
    for found in _stretches(raw, top=chunk in all_.chunks[:_TOP]):
        lines.append(replace(_read(raw[found.start : found.end]), kept=found.kept))
        if not found.kept:
            start, end = _widened(raw, found, at)
            rest += _piece(all_, chunk, at, start)
            _aside(all_, chunk.start + start, chunk.start + end)
            at = end
    if at == 0:
        return [chunk], lines
    rest += _piece(all_, chunk, at, len(raw))
    # Only the first piece is still what the whole was.
    return [
        each if n == 0 else replace(each, kind="text", ordered=False) for n, each in enumerate(rest)
    ], lines


def _aside(all_: Chunks, start: int, end: int) -> None:
    all_.asides.append(Aside(Span(start, end), reasons.EMBARGO))


def _widened(raw: str, found: _Found, least: int) -> tuple[int, int]:
    """The stretch with the borders around it, which part nothing any more."""
    start, end = found.start, found.end
    while start > least and raw[start - 1] in _EDGE:
        start -= 1
    # The full stop before it belongs to the sentence there.
    while start < found.start and raw[start] in ".!":
        start += 1
    while end < len(raw) and raw[end] in _EDGE:
        end += 1
    return start, end


def _piece(all_: Chunks, chunk: Chunk, start: int, end: int) -> list[Chunk]:
    raw = all_.source[chunk.start + start : chunk.start + end]
    words = clean(raw)
    if not words:
        return []
    first = chunk.start + start + len(raw) - len(raw.lstrip())
    last = first + len(raw.strip())
    return [replace(chunk, start=first, end=last, text=words, last_line=words)]


def _read(words: str) -> Embargo:
    named = clock.read(words[:_LONGEST_SHOUTED])
    moments = tuple(dict.fromkeys(clock.moments(named))) if named.anything else ()
    return Embargo(clean(words).strip(_EDGE), moments, named.unclear)


def _pure(words: str) -> bool:
    """Say whether words are those of embargo lines, days, times and zones alone."""
    small = _UNSPACED.sub(" ", clock.without_places(clock.plain(words)))
    return _KNOWN.issuperset(_LETTERS.findall(small))


def _bare(raw: str) -> bool:
    """Say whether words are an embargo's name or the like, with no time."""
    return len(raw) < _LONGEST and _pure(raw) and not clock.read(raw).anything


def only_time(raw: str) -> bool:
    """Say whether words are a day or time, with words of embargo lines at most."""
    return len(raw) < _LONGEST and _pure(raw) and clock.read(raw).anything


def _pieces(raw: str) -> list[_Piece]:
    found: list[_Piece] = []
    at = 0
    for border in _BORDER.finditer(raw):
        if border.group()[:1] in (".", "!", "?") and _ABBREVIATED.search(
            raw[max(at, border.start() - 5) : border.start()]
        ):
            continue
        hard = border["hard"] is not None or border["capital"] is not None
        found.append(_cut(raw, at, border.start(), hard=hard))
        at = border.end()
        if len(found) > _MOST_PIECES:
            break
    found.append(_cut(raw, at, len(raw), hard=True))
    return found


def _cut(raw: str, start: int, end: int, *, hard: bool) -> _Piece:
    words = raw[start:end].strip(_EDGE)
    return _Piece(start, end, hard, len(words) < _LONGEST and _pure(words), not words)


def _stretches(raw: str, *, top: bool = False) -> Iterator[_Found]:
    """Find the stretches of a chunk that hold the text back; `top` where it is one of the first."""
    pieces = _pieces(raw)
    at = 0
    some = False
    while at < len(pieces):
        last = at
        while last < len(pieces) and pieces[last].pure:
            last += 1
        if last > at and (found := _stretch(raw, pieces, at, last, top=top)):
            some = True
            yield found
        at = max(last, at + 1)
    if some:
        return
    if found := _begun(raw, top=top):
        yield found
    elif said := sentence(raw):
        yield _Found(said.start, said.end, kept=True)


def _stretch(
    raw: str, pieces: Sequence[_Piece], first: int, last: int, *, top: bool
) -> _Found | None:
    """Give pieces `first:last`, all pure, if they hold the text back."""
    start, end = pieces[first].start, pieces[last - 1].end
    words = raw[start:end].strip(_EDGE)
    if not words or not _may_say(words):
        return None
    whole = all(p.empty for p in pieces[:first]) and all(p.empty for p in pieces[last:])
    left = first == 0 or pieces[first - 1].hard or all(piece.empty for piece in pieces[:first])
    right = pieces[last - 1].hard or all(piece.empty for piece in pieces[last:])
    named, shout = clock.read(words[:_LONGEST]), _loud(words)
    shouted = shout and _shouted(words) and (has_hour(named) or not _tells(words))
    if not (left or right) or not (_holds(words) or named.anything or shouted):
        return None
    certain = _holds(words, _CERTAIN) or _is_label(words)
    if not certain and not shouted:
        exact = has_hour(named) and bool(named.days) and bool(named.zones or named.days[0].zone)
        if exact and left and right and _holds(words, _VAGUE):
            return _Found(start, end)
        alone = shout and not named.anything
        return _Found(start, end, kept=not alone) if whole and top else None
    dated = bool(named.times or named.days)
    if left and right:
        sure = shout or _holds(words, _CERTAIN) or dated
    else:
        sure = shout or has_hour(named) or (certain and dated)
    return _Found(start, end, kept=not sure) if sure or named.anything or certain else None


def _loud(words: str) -> bool:
    """Say whether words are in capitals; those of a script that has none are not."""
    return words.isupper() and not any(c.isalpha() and c.upper() == c.lower() for c in words)


def _holds(words: str, by: tuple[str, ...] = _STRONG) -> bool:
    small = clock.plain(words)
    return any(said in small for said in by)


def _is_label(words: str) -> bool:
    """Say whether words begin as a label does, and not as a sentence about an embargo."""
    small = clock.plain(words).removeprefix("strict ")
    if small.startswith(("for release", "for publication", "freigabe")):
        return True
    return small.startswith(NOUNS) or (small.startswith("embargo") and not _tells(words))


def _tells(words: str) -> bool:
    return bool(_TELLS.match(clock.plain(words)))


def _shouted(words: str) -> bool:
    return any(words == said or words.startswith((f"{said} ", f"{said}:")) for said in SHOUTED)


def _begun(raw: str, *, top: bool) -> _Found | None:
    """Give a chunk that begins like an embargo line and goes on otherwise; it may be the telling, and stays."""
    line = raw.splitlines()[0] if raw.strip() else ""
    small = clock.plain(line.strip(_EDGE)).removeprefix("strictly ")
    tokens = frozenset(_LETTERS.findall(small))
    if not small.startswith(_CERTAIN):
        timed = top and tokens & _UNTIL and has_hour(clock.read(line[:_LONGEST]))
        return _Found(0, len(line), kept=True) if timed and small.startswith(_VAGUE) else None
    if "embarg" in small[:20] and not tokens & _UNTIL and not has_hour(clock.read(line[:_LONGEST])):
        return None
    if not line.isascii() and _loose(small) and not clock.read(line[:_LONGEST]).anything:
        return None
    return _Found(0, len(line), kept=True)


def _loose(small: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in small)
