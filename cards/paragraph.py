"""A text shaped once, in em, so that its width at any size is a multiplication."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import regex
import uharfbuzz as hb

from cards.bidi_levels import reorder_visually, resolve_levels
from cards.cast import FaceSpan, assign_faces, style_for
from cards.errors import MissingGlyph
from cards.face import Face, needed_face
from cards.scripts import PLAIN, TRACKED, has_rtl, is_rtl, script_of
from cards.theme import Theme

_UNSAFE = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
# Two full-width marks in a row: the first gives up its empty half, as 」。 is set by hand.
_CLOSE_UP = regex.compile(r"[」』）】〉》、。，．”’](?=[」』）】〉》、。，．「『（【〈《])")


# What taller letters among Latin ones need between lines, in em.
_FOREIGN = 0.1
# A glyph in em: its number, its character's place, its advance, its offset across and up.
# A bare tuple, for a card makes some 250 of them.
Glyph = tuple[int, int, float, float, float]


class ShapingKey(NamedTuple):
    """What shaping depends on beside text and face."""

    tracking: float
    tabular: bool
    language: str


@dataclass(frozen=True, eq=False, slots=True)
class Run:
    """Glyphs of one face and one direction, in the order they are drawn.

    `order` holds the glyphs' characters, ascending: negated where the run goes right to left.
    """

    start: int
    end: int
    level: int
    face: Face
    glyphs: tuple[Glyph, ...]
    order: list[int]
    infos: list[Any]


@dataclass(frozen=True, eq=False)
class ShapedParagraph:
    """`before[i]` is the width in em of the text before character i.

    `depth` is how far, in em, its script hangs lower than Latin does.
    """

    text: str
    script: str
    rtl: bool
    leading: float
    cap_height: float
    depth: float
    setting: ShapingKey
    runs: tuple[Run, ...]
    before: tuple[float, ...]

    def width(self, start: int, end: int) -> float:
        return self.before[end] - self.before[start]

    def line(self, start: int, end: int) -> list[Run]:
        """The runs of one line, cut to it and in visual order."""
        pieces = [
            _cut(self, run, max(start, run.start), min(end, run.end))
            for run in self.runs
            if run.start < end and run.end > start
        ]
        return reorder_visually(pieces) if len(pieces) > 1 else pieces


def shape_paragraph(text: str, theme: Theme, role: str, language: str = "") -> ShapedParagraph:
    """The text as one paragraph; raises MissingGlyph where no face has a character."""
    script = script_of(text, language)
    style = style_for(theme, role, script)
    rtl = is_rtl(text)
    setting = ShapingKey(style.tracking, style.tabular, language or "en")
    spans = _levelled(text, assign_faces(text, theme, role, script), rtl)
    runs = tuple(_run(text, span, level, setting) for span, level in spans)
    return ShapedParagraph(
        text=text,
        script=script,
        rtl=rtl,
        leading=style.leading + (_FOREIGN if _is_guest(script, runs) else 0),
        cap_height=needed_face(style.family, style.weight, style.opsz).cap_height(),
        depth=max(0.0, style.leading - style_for(theme, role, PLAIN).leading) / 2,
        setting=setting,
        runs=runs,
        before=_before(len(text), runs),
    )


def _is_guest(script: str, runs: tuple[Run, ...]) -> bool:
    """Whether words of taller scripts stand among Latin ones."""
    return script == PLAIN and len({run.face for run in runs if not run.face.colour}) > 1


def _levelled(text: str, spans: list[FaceSpan], rtl: bool) -> Iterator[tuple[FaceSpan, int]]:
    """The spans, parted where the direction changes."""
    if not has_rtl(text):
        yield from ((span, 0) for span in spans)
        return
    level = resolve_levels(text, rtl)
    for span in spans:
        turns = [i for i in range(span.start + 1, span.end) if level[i] != level[i - 1]]
        for start, end in pairwise([span.start, *turns, span.end]):
            yield FaceSpan(start, end, span.face), level[start]


def _run(text: str, span: FaceSpan, level: int, setting: ShapingKey) -> Run:
    start, end, face = span
    buffer = hb.Buffer()
    buffer.add_str(text, start, end - start)
    # Left to itself HarfBuzz takes the language of the process, and pictures would differ.
    buffer.language = setting.language
    buffer.direction = "rtl" if level % 2 else "ltr"
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, _features(text, start, end, setting))
    infos = buffer.glyph_infos
    for info in infos:
        if not info.codepoint:
            raise MissingGlyph(text[info.cluster])
    glyphs = _glyphs(infos, buffer.glyph_positions, 1 / face.upem, _tracked(text, span, setting))
    sign = -1 if level % 2 else 1
    return Run(start, end, level, face, glyphs, [sign * glyph[1] for glyph in glyphs], infos)


def _features(text: str, start: int, end: int, setting: ShapingKey) -> dict[str, Any]:
    features: dict[str, Any] = {"tnum": True} if setting.tabular else {}
    if not text.isascii():
        pairs = _CLOSE_UP.finditer(text, start, end)
        halved = [(match.start(), match.end(), 1) for match in pairs]
        if halved:
            features["halt"] = halved
    return features


def _tracked(text: str, span: FaceSpan, setting: ShapingKey) -> float:
    if not setting.tracking or span.face.colour:
        return 0
    if text.isascii():
        return setting.tracking
    letters = (c for c in text[span.start : span.end] if c.isalpha())
    return setting.tracking if TRACKED.match(next(letters, "a")) else 0


def _glyphs(infos: Any, positions: Any, em: float, tracking: float) -> tuple[Glyph, ...]:
    glyphs = []
    for info, place in zip(infos, positions, strict=True):
        wide = place.x_advance
        advance = wide * em + tracking if wide else 0.0
        glyphs.append(
            (info.codepoint, info.cluster, advance, place.x_offset * em, place.y_offset * em)
        )
    return tuple(glyphs)


def _before(length: int, runs: tuple[Run, ...]) -> tuple[float, ...]:
    """Widths before each character; a cluster's width lies on its first character."""
    widths = [0.0] * length
    for run in runs:
        for glyph in run.glyphs:
            widths[glyph[1]] += glyph[2]
    return tuple(accumulate(widths, initial=0.0))


def _cut(paragraph: ShapedParagraph, run: Run, start: int, end: int) -> Run:
    if (start, end) == (run.start, run.end):
        return run
    first, last, whole = _slice(run, start, end)
    if not whole:
        return _run(paragraph.text, FaceSpan(start, end, run.face), run.level, paragraph.setting)
    part = run.glyphs[first:last]
    return Run(start, end, run.level, run.face, part, run.order[first:last], run.infos[first:last])


def _slice(run: Run, start: int, end: int) -> tuple[int, int, bool]:
    """The glyphs of characters `start` to `end`, and whether they may stand as they are."""
    order = run.order
    if run.level % 2:
        first, last = bisect_right(order, -end), bisect_right(order, -start)
        return first, last, _parts_at(run, end, first - 1) and _parts_at(run, start, last - 1)
    first, last = bisect_left(order, start), bisect_left(order, end)
    return first, last, _parts_at(run, start, first) and _parts_at(run, end, last)


def _parts_at(run: Run, cut: int, after: int) -> bool:
    """Whether the glyph `after` begins at the cut and is not shaped together with its neighbour."""
    if cut in (run.start, run.end):
        return True
    begins = 0 <= after < len(run.order) and abs(run.order[after]) == cut
    return begins and not run.infos[after].flags & _UNSAFE
