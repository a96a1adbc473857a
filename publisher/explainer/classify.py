"""Chunks to parts: which is the headline, which a caption, where sections begin, what signs off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publisher.explainer import heuristics, signs
from publisher.explainer.chunks import Chunk, Chunks
from publisher.explainer.lines import build_passage
from publisher.explainer.model import Aside, Bullet, Paragraph, Passage, Section, Span
from publisher.explainer.quoting import quote_words

# A page gives its headline again within its first chunks or not at all.
_HEAD = 12
_MOST_SIGN_OFFS = 4
_LEVELS = 6
_NUMBER = re.compile(r"^\W*\w{1,3}\W+")


@dataclass(slots=True)
class Parts:
    """The parts as they are found, and the chunks still to be told apart."""

    source: str
    rest: list[Chunk]
    asides: list[Aside]
    headline: Passage | None = None
    lede: Passage | None = None
    captions: list[Passage] = field(default_factory=list)
    credits: list[Passage] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sign_off: Passage | None = None
    warnings: list[str] = field(default_factory=list)


def classify_parts(all_: Chunks) -> Parts:
    """Tell the parts of an explainer apart."""
    parts = Parts(all_.source, all_.chunks, all_.asides, warnings=list(all_.doubts))
    _take_headline(parts)
    _take_repeats(parts)
    _take_captions(parts)
    _take_day_and_name(parts)
    _take_sign_off(parts)
    parts.rest = _with_headings(parts.rest)
    _take_lede(parts)
    _take_sections(parts)
    return parts


def _words(chunk: Chunk) -> Passage:
    return Passage(chunk.text, Span(chunk.start, chunk.end))


def _put_aside(parts: Parts, chunk: Chunk, reason: str) -> None:
    parts.asides.append(Aside(Span(chunk.start, chunk.end), reason))


def _take_headline(parts: Parts) -> None:
    first = next((c for c in parts.rest[:_HEAD] if c.kind == "headline"), None)
    first = first or next(iter(parts.rest), None)
    if first is None or not _may_be_headline(first, parts.rest):
        parts.warnings.append("No headline was found: the thread begins with the first words.")
        return
    parts.headline = _words(first)
    parts.rest = [c for c in parts.rest if c is not first]


def _may_be_headline(chunk: Chunk, rest: Sequence[Chunk]) -> bool:
    if chunk.kind == "headline":
        return True
    if chunk.kind == "bullet" or len(chunk.text) > heuristics.LONGEST_HEADLINE:
        return False
    return len(rest) == 1 or not heuristics.is_colon_heading(chunk.text)


def _take_repeats(parts: Parts) -> None:
    if parts.headline is None:
        return
    kept = []
    headline = heuristics.letters_and_digits(parts.headline.text)
    for at, chunk in enumerate(parts.rest):
        if at < _HEAD and headline and heuristics.letters_and_digits(chunk.text) == headline:
            _put_aside(parts, chunk, "repeated headline")
        else:
            kept.append(chunk)
    parts.rest = kept


def _take_captions(parts: Parts) -> None:
    kept = []
    for at, chunk in enumerate(parts.rest):
        if chunk.kind == "caption" or (chunk.kind == "text" and heuristics.is_caption(chunk.text)):
            _add_caption(parts, chunk)
        elif _uncredited(parts.rest, at):
            _add_caption(parts, chunk)
            parts.warnings.append(
                f"{quote_words(chunk.text)} was taken for a photo caption: it begins small."
            )
        else:
            kept.append(chunk)
    parts.rest = kept


def _uncredited(rest: Sequence[Chunk], at: int) -> bool:
    """Say whether a chunk of the head begins with a small letter before a longer paragraph."""
    chunk, after = rest[at], rest[at + 1 : at + 2]
    in_head = (
        all(c.kind == "text" and heuristics.is_dateline(c.text) for c in rest[:at])
        if at < _HEAD
        else False
    )
    return (
        in_head
        and chunk.kind == "text"
        and chunk.text[:1].islower()
        and not heuristics.begins_with_small_name(chunk.text)
        and any(c.kind == "text" and len(c.text) > len(chunk.text) for c in after)
    )


def _add_caption(parts: Parts, chunk: Chunk) -> None:
    raw = parts.source[chunk.start : chunk.end]
    at = heuristics.credit_at(chunk.text)
    cut = None if at is None else raw.find(chunk.text[at : at + 8].split(" ")[0], at)
    if cut is None or cut < 0:
        parts.captions.append(_words(chunk))
        return
    if raw[:cut].strip():
        parts.captions.append(build_passage(parts.source, chunk.start, chunk.start + cut))
    parts.credits.append(build_passage(parts.source, chunk.start + cut, chunk.end))


def _take_day_and_name(parts: Parts) -> None:
    """Put the day of writing and the writers' names aside, where they stand before the telling."""
    kept = []
    for at, chunk in enumerate(parts.rest):
        if at < _HEAD and heuristics.is_dateline(chunk.text):
            _put_aside(parts, chunk, "dateline")
        elif at < _HEAD and heuristics.is_byline(chunk.text):
            _put_aside(parts, chunk, "byline")
        else:
            kept.append(chunk)
    parts.rest = kept


def _take_sign_off(parts: Parts) -> None:
    count = 0
    for chunk in reversed(parts.rest[1:][-_MOST_SIGN_OFFS:]):
        if chunk.kind != "text" or not heuristics.sign_off(chunk.text):
            break
        count += 1
    if count:
        first, last = parts.rest[-count], parts.rest[-1]
        parts.sign_off = build_passage(parts.source, first.start, last.end)
        parts.rest = parts.rest[:-count]


def _with_headings(rest: list[Chunk]) -> list[Chunk]:
    return [
        replace(chunk, kind="heading", indent=_LEVELS) if _heads(rest, at) else chunk
        for at, chunk in enumerate(rest)
    ]


def _heads(rest: Sequence[Chunk], at: int) -> bool:
    """Say whether a chunk without markup is the heading of what follows it."""
    chunk, after = rest[at], rest[at + 1] if at + 1 < len(rest) else None
    if after is None or chunk.kind == "heading":
        return False
    if chunk.kind == "bullet":
        return _numbered_heading(rest, at)
    if heuristics.is_colon_heading(chunk.text) or heuristics.is_all_caps_line(chunk.text):
        return True
    before = rest[at - 1] if at else None
    alone = before is None or before.block != chunk.block
    if not alone or after.kind == "heading":
        return False
    if heuristics.is_short_question(chunk.text):
        return True
    return heuristics.plain_heading(chunk.text) and len(after.text) > len(chunk.text) // 2


def _numbered_heading(rest: Sequence[Chunk], at: int) -> bool:
    """Say whether a numbered line stands over a bullet of another kind, as in “1. Why” and “• Because”."""
    chunk, after = rest[at], rest[at + 1]
    return (
        chunk.ordered
        and not signs.starts_with_sign(chunk.text)
        and after.kind == "bullet"
        and not after.ordered
        and after.indent <= chunk.indent + 1
        and heuristics.may_be_heading(_NUMBER.sub("", chunk.text))
    )


def _take_lede(parts: Parts) -> None:
    if parts.rest and parts.rest[0].kind == "text" and parts.headline is not None:
        parts.lede = _words(parts.rest[0])
        parts.rest = parts.rest[1:]


def _take_sections(parts: Parts) -> None:
    heading: Chunk | None = None
    found: list[Chunk] = []
    for chunk in parts.rest:
        if chunk.kind in ("heading", "headline"):
            _add_section(parts, heading, found)
            heading, found = chunk, []
        else:
            found.append(chunk)
    _add_section(parts, heading, found)


def _add_section(parts: Parts, heading: Chunk | None, found: list[Chunk]) -> None:
    if heading is None and not found:
        return
    indents = sorted({c.indent for c in found if c.kind == "bullet"})
    told = tuple(_part(chunk, indents) for chunk in found)
    title = _words(heading) if heading else None
    parts.sections.append(Section(title, told, heading.indent if heading else 0))


def _part(chunk: Chunk, indents: list[int]) -> Bullet | Paragraph:
    if chunk.kind != "bullet":
        return Paragraph(_words(chunk))
    return Bullet(_words(chunk), indents.index(chunk.indent), chunk.ordered)
