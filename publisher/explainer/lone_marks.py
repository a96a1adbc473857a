"""Marks that stand alone, as ✗ in a line of its own: with the words before them or behind them.

A mark that moves to other words says the opposite of the source, so a whole run of words and marks by turns is
looked at, and an editor is told where its order does not show what belongs together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.explainer import heuristics, reasons, shapes, signs
from publisher.explainer.chunks import Chunk, Chunks
from publisher.explainer.lines import clean_text
from publisher.explainer.model import Aside, Span
from publisher.explainer.quoting import quote_words

_LONGEST_SIGN = 8
_TITLES = ("headline", "caption")
_LEVELS = 6
# A page gives the points of its lists such an indent.
_IN_LIST = 2
# Words of one list are not so many times longer than each other.
_LONGER = 3
_SHOWN = 60


def attach_lone_marks(all_: Chunks) -> None:
    """Put each mark with its words, and other marks without a word aside; no post is a mark alone."""
    told = _with_list_headings(all_, list(_told(all_)))
    kept: list[Chunk] = []
    at = 0
    while at < len(told):
        run = _run(all_.source, told, at)
        if run < at + 2:
            kept.append(told[at])
            at += 1
            continue
        kept.extend(_joined(all_, told[at:run], headed=at == 0, ends=run == len(told)))
        at = run
    all_.chunks = kept


def _told(all_: Chunks) -> Iterator[Chunk]:
    """Give the chunks that say something, marks that follow each other as one."""
    run: list[Chunk] = []
    for chunk in all_.chunks:
        if not heuristics.has_content(chunk.text) and not _kept(all_, chunk):
            all_.asides.append(Aside(Span(chunk.start, chunk.end), "no words"))
            continue
        marks = run and _sign(run[-1]) and _sign(chunk)
        if not marks or not _close(all_.source, run[-1], chunk):
            yield from _as_one(all_.source, run)
            run = []
        run.append(chunk)
    yield from _as_one(all_.source, run)


def _kept(all_: Chunks, chunk: Chunk) -> bool:
    """Say whether marks without a word stay in the text; those for a title or a caption are told of."""
    if not _tells(chunk):
        return False
    if chunk.kind in _TITLES:
        all_.doubts.append(
            f"“{chunk.text}” stands alone as a {chunk.kind} and is in no post: put in what it tells."
        )
    return chunk.kind not in _TITLES


def _with_list_headings(all_: Chunks, told: Sequence[Chunk]) -> list[Chunk]:
    """Give the chunks; a mark alone over a list is the heading of the list, and of nothing before it."""
    found: list[Chunk] = []
    for at, chunk in enumerate(told):
        if not _over_list(told, at) or _under_points(told, at):
            found.append(chunk)
            continue
        if at and told[at - 1].block == chunk.block and not _leads_block(told, at):
            all_.doubts.append(_doubt(told[at - 1 : at + 2]))
        found.append(replace(chunk, kind="heading", indent=_LEVELS, ordered=False))
    return found


def _over_list(told: Sequence[Chunk], at: int) -> bool:
    """Say whether a mark that is no point itself stands over points without marks of their own."""
    chunk, after = told[at], told[at + 1] if at + 1 < len(told) else None
    listed = chunk.kind == "bullet" and (not chunk.ordered or chunk.indent >= _IN_LIST)
    if not _sign(chunk) or listed or len(chunk.text) > _LONGEST_SIGN:
        return False
    return (
        after is not None
        and after.kind == "bullet"
        and not _sign(after)
        and not signs.starts_with_sign(after.text)
    )


def _under_points(told: Sequence[Chunk], at: int) -> bool:
    """Say whether each point has its mark on the line under it: the last line is a mark, the first none."""
    first, last = _block(told, at)
    return not _sign(told[first]) and told[first].kind == "bullet" and _sign(told[last])


def _leads_block(told: Sequence[Chunk], at: int) -> bool:
    return _sign(told[_block(told, at)[0]])


def _block(told: Sequence[Chunk], at: int) -> tuple[int, int]:
    """Give the first and the last of what stands together with a chunk, no blank line between."""
    first = last = at
    while first and told[first - 1].block == told[at].block:
        first -= 1
    while last + 1 < len(told) and told[last + 1].block == told[at].block:
        last += 1
    return first, last


def _tells(chunk: Chunk) -> bool:
    """Say whether marks without a word tell something; of shapes it was settled before."""
    return heuristics.has_meaningful_signs(chunk.text) or (
        chunk.ordered and shapes.starts_with_shape(chunk.text)
    )


def _sign(chunk: Chunk) -> bool:
    """Say whether this is marks alone, and no row of a table; those of a heading stay that."""
    if chunk.kind == "heading":
        return False
    return not heuristics.has_content(chunk.text) and " | " not in chunk.text


def _close(source: str, before: Chunk, after: Chunk) -> bool:
    return not source[before.end : after.start].strip()


def _as_one(source: str, run: Sequence[Chunk]) -> Iterator[Chunk]:
    """Give the marks of a run as one chunk: joined once, however many they are."""
    if len(run) > 1:
        end = run[-1].end
        yield replace(run[0], end=end, text=clean_text(source[run[0].start : end]))
    else:
        yield from run


def _run(source: str, told: Sequence[Chunk], at: int) -> int:
    """Give where a run of words and marks by turns ends that begins at a place."""
    end = at + 1
    while end < len(told) and _next_in_run(source, told[end - 1], told[end]):
        if told[end].kind == "heading":
            # A heading ends the list before it; it has the mark that is over it alone.
            return end + 1 if end == at + 1 else end
        end += 1
    return end


def _next_in_run(source: str, before: Chunk, after: Chunk) -> bool:
    signs = _sign(before), _sign(after)
    if not any(signs) or all(signs) or not _close(source, before, after):
        return False
    sign, words = (before, after) if signs[0] else (after, before)
    if len(sign.text) > _LONGEST_SIGN or words.kind in ("headline", "caption"):
        return False
    return signs[0] or (words.kind != "heading" and not heuristics.is_colon_heading(words.text))


def _joined(all_: Chunks, run: Sequence[Chunk], *, headed: bool, ends: bool) -> Iterator[Chunk]:
    """Give a run whose marks stand with their words; `headed` where it may begin with the headline, `ends` where the text does."""
    leads = True if headed and not _sign(run[-1]) else _leads(run)
    apart = leads is False and len(run) == 2 and run[0].block != run[1].block  # noqa: PLR2004 a pair
    if leads is None or apart or _behind_struck(all_, run[0]):
        all_.doubts.append(_doubt(run))
    if apart and not (ends and run[0].kind == "text"):
        # A blank line is between them, and no other pair shows that they are one.
        yield from run
        return
    first = 0
    if _sign(run[0]) != (leads is not False):
        # What stands before the first pair is no part of it.
        yield run[0]
        first = 1
    for at in range(first, len(run), 2):
        pair = run[at : at + 2]
        (joined,) = _as_one(all_.source, pair)
        kind = pair[-1].kind if pair[-1].kind == "heading" else joined.kind
        yield replace(joined, kind=kind)


def _leads(run: Sequence[Chunk]) -> bool | None:
    """Say whether marks stand before their words; None where the run does not show it."""
    if (parted := _by_blank_lines(run)) is not None:
        return parted
    if _sign(run[0]) != _sign(run[-1]):
        return _sign(run[0])
    if _sign(run[0]):
        return None
    listed = [chunk.text for chunk in run[2:-2:2]]
    alike = [
        all(_alike(run[end].text, words) for words in listed) and bool(listed) for end in (0, -1)
    ]
    return None if alike[0] == alike[1] else alike[1]


def _behind_struck(all_: Chunks, sign: Chunk) -> bool:
    """Say whether a mark stands right behind words that are struck, and may be theirs."""
    if not _sign(sign):
        return False
    before = all_.source[: sign.start].rstrip()
    return any(
        aside.span.end == len(before) and aside.reason == reasons.STRUCK for aside in all_.asides
    )


def _by_blank_lines(run: Sequence[Chunk]) -> bool | None:
    """Say whether blank lines before the marks part them from other words than their own, or behind them."""
    before = {run[at - 1].block == run[at].block for at in range(1, len(run)) if _sign(run[at])}
    behind = {run[at + 1].block == run[at].block for at in range(len(run) - 1) if _sign(run[at])}
    if (before, behind) == ({False}, {True}):
        return True
    return False if (before, behind) == ({True}, {False}) else None


def _alike(one: str, other: str) -> bool:
    """Say whether two pieces may be of one list: about as long, and both a sentence or neither."""
    shorter, longer = sorted((len(one), len(other)))
    return (
        heuristics.is_unfinished(one) == heuristics.is_unfinished(other)
        and longer <= shorter * _LONGER
    )


def _doubt(run: Sequence[Chunk]) -> str:
    sign = next(chunk.text for chunk in run if _sign(chunk))
    words = [quote_words(chunk.text[:_SHOWN]) for chunk in run[:3] if not _sign(chunk)]
    near = " and ".join(words)
    return (
        f"“{sign}” stands alone beside {near}: check that each such mark is with the right words."
    )
