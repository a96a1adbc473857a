"""Lines to the parts of an explainer: chunks first, then headline, captions, sections, sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from publisher.explainer import heuristics, lone_marks, shapes, signs
from publisher.explainer.chunks import Chunk, Chunks
from publisher.explainer.lines import UNSENDABLE, Line, clean_text
from publisher.explainer.model import Aside, Span

__all__ = ["Chunk", "Chunks", "gather_chunks"]

# A line this long that breaks off goes on in the next; a longer one was not wrapped by hand.
_WRAPPED = range(40, 121)
_MINUSES = ("-", "–", "—", "−")
_PLUS_MINUS = ("+", *_MINUSES)


def gather_chunks(source: str, lines: Iterable[Line]) -> Chunks:
    """Join lines to chunks."""
    all_ = Chunks(source)
    all_.asides.extend(
        Aside(Span(*bad.span()), "control character") for bad in UNSENDABLE.finditer(source)
    )
    for line in _with_minus(source, [*shapes.keep_meaningful_shapes(source, list(lines))]):
        _take(all_, line)
    _unmark(all_)
    all_.chunks = [c.saying(clean_text(source[c.start : c.end])) for c in all_.chunks]
    lone_marks.attach_lone_marks(all_)
    all_.chunks = [_unlisted(all_.chunks, at) for at in range(len(all_.chunks))]
    return all_


def _with_minus(source: str, lines: list[Line]) -> Iterator[Line]:
    """Give the lines; where a whole list is of numbers with a dash before them, the dash is a minus."""
    adds = any(_adds(source, line) for line in lines)
    for of_list, run in groupby(lines, key=lambda line: _listed(source, line)):
        found = list(run)
        if not of_list:
            yield from found
            continue
        bullets = [line for line in found if line.kind != "blank"]
        if not bullets:
            yield from found
            continue
        below = any(line.kind == "bullet" for line in bullets) and all(
            _may_be_minus(source, line) for line in bullets
        )
        weighed = _weighs(source, bullets)
        for line in found:
            mark = source[line.mark : line.mark + 1]
            signed = below or (weighed and mark in _PLUS_MINUS) or (adds and _less(source, line))
            yield _signed(line) if signed else line


def _listed(source: str, line: Line) -> bool:
    """Say whether a line may be of a list: a paragraph of a page that begins with a plus may."""
    return line.kind in ("bullet", "blank") or (
        line.kind == "text" and source.startswith("+ ", line.start)
    )


def _adds(source: str, line: Line) -> bool:
    """Say whether a line begins with a plus before a number, which is a word."""
    first = line.kind == "bullet" and line.mark == line.start
    listed = first and source.startswith("+", line.start)
    return listed and signs.starts_with_sign(source[line.start : line.end])


def _less(source: str, line: Line) -> bool:
    """Say whether a bullet is a dash before a number: a minus where others have a plus."""
    begins = line.mark < line.start and source[line.mark] in _MINUSES
    return begins and signs.starts_with_number(source[line.start : line.end])


def _weighs(source: str, bullets: Sequence[Line]) -> bool:
    """Say whether a list has plus and minus before its lines, for what is good and bad."""
    marks = {source[line.mark] for line in bullets}
    return "+" in marks and not marks.isdisjoint(_MINUSES)


def _may_be_minus(source: str, line: Line) -> bool:
    if line.mark == line.start:
        return source.startswith(("+", "−", "±"), line.start)
    return signs.may_start_with_minus(source[line.mark : line.end])


def _signed(line: Line) -> Line:
    if line.kind == "blank":
        return line
    return replace(line, kind="bullet", start=line.mark, ordered=True)


def _unlisted(chunks: Sequence[Chunk], at: int) -> Chunk:
    """Give a chunk that begins with a sign as text where it heads what follows, and is in no list."""
    chunk, after = chunks[at], chunks[at + 1] if at + 1 < len(chunks) else None
    if chunk.kind != "bullet" or not chunk.ordered or not signs.starts_with_sign(chunk.text):
        return chunk
    if after is not None and after.kind == "bullet":
        return chunk
    heads = after is not None and after.kind == "text" and heuristics.may_be_heading(chunk.text)
    first = at == 0 and not chunk.indent
    listed = at > 0 and chunks[at - 1].kind == "bullet"
    return replace(chunk, kind="text", ordered=False) if (first or heads) and not listed else chunk


def _take(all_: Chunks, line: Line) -> None:
    if line.kind == "blank":
        all_.block += all_.marked is None
    elif line.kind in ("separator", "aside"):
        all_.asides.append(Aside(Span(line.start, line.end), line.reason or "separator"))
        all_.block += 1
    elif line.kind == "mark":
        _unmark(all_)
        all_.marked = line
    elif line.kind == "text" and all_.marked is None and _goes_on(all_, line):
        _append(all_, line)
    else:
        _begin(all_, line)


def _begin(all_: Chunks, line: Line) -> None:
    kind = line.kind
    if all_.marked is not None and kind == "text":
        kind = "bullet"
    _unmark(all_)
    if line.mark < line.start:
        all_.asides.append(Aside(Span(line.mark, line.start), "bullet mark"))
    words = all_.source[line.start : line.end]
    all_.chunks.append(
        Chunk(kind, line.start, line.end, all_.block, "", line.indent, line.ordered, words)
    )


def _unmark(all_: Chunks) -> None:
    if all_.marked is not None:
        all_.asides.append(Aside(Span(all_.marked.start, all_.marked.end), "bullet mark"))
    all_.marked = None


def _append(all_: Chunks, line: Line) -> None:
    last = all_.chunks[-1]
    words = all_.source[line.start : line.end]
    all_.chunks[-1] = replace(last, end=line.end, last_line=words, block=all_.block)


def _goes_on(all_: Chunks, line: Line) -> bool:
    """Say whether a line of text continues the chunk before it."""
    if not all_.chunks or all_.chunks[-1].kind not in ("text", "bullet"):
        return False
    last = all_.chunks[-1]
    words = all_.source[line.start : line.end]
    if last.kind == "bullet" and line.indent > max(last.indent, 1):
        return True
    if signs.is_lone_sign(last.last_line) and len(last.last_line) == last.end - last.start:
        return False
    if last.block != all_.block or heuristics.is_caption(words):
        return False
    return _wrapped(all_, last, words)


def _wrapped(all_: Chunks, last: Chunk, words: str) -> bool:
    if len(last.last_line) not in _WRAPPED or not heuristics.is_unfinished(last.last_line):
        return False
    is_headline = len(all_.chunks) == 1 and last.kind == "text"
    return words[:1].islower() or not is_headline
