"""The lines over a mail, and the name of a paper before its headline: put aside before furniture is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from publisher.explainer import clock_times, reasons
from publisher.explainer.chunks import Chunk, Chunks
from publisher.explainer.embargo_line import only_time
from publisher.explainer.lines import clean_text
from publisher.explainer.model import Aside, Span
from publisher.explainer.release_words import LABELS, MAIL_HEADS, MAIL_SUBJECTS

_HEAD = re.compile(r"[*_]{0,2}([^\W\d_][\w-]{0,15})[*_]{0,2} ?[:：]")
_FORWARDED = re.compile(
    r"(?:-{2,20} ?)?(?:Forwarded|Original|Begin forwarded|Weitergeleitete) (?:[Mm]essage|Nachricht)(?: ?-{2,20}|:)?"
)
_LABELS = frozenset(words for row in LABELS.values() for words in row)
_LABEL_WORDS = "|".join(
    re.escape(words) for words in sorted(_LABELS, key=len, reverse=True) if "embargo" not in words
)
_LABELLED = re.compile(
    rf"[^\w\n]{{0,6}}(?:{_LABEL_WORDS})[*_]{{0,2}}(?: ?[:：]| [-–—|])[*_]{{0,2}}\s+(?=\S)",
    re.IGNORECASE,
)
#: How many chunks are the top of a source.
_TOP, _FEWEST = 3, 2


def take_mail_heads(all_: Chunks) -> list[str]:
    """Put the lines over a mail aside and the name of the paper before a headline; give their words."""
    taken = list(takewhile(_is_over_mail, all_.chunks))
    names = {name for chunk in taken for name in _names(all_.source, chunk)}
    if len(names) < _FEWEST or MAIL_SUBJECTS.isdisjoint(names) or len(taken) == len(all_.chunks):
        taken = []
    all_.asides += [Aside(Span(c.start, c.end), reasons.FURNITURE) for c in taken]
    all_.chunks = all_.chunks[len(taken) :]
    return [*(chunk.text for chunk in taken), *_take_labels(all_)]


def _is_over_mail(chunk: Chunk) -> bool:
    return _is_mail_head(chunk) or bool(_FORWARDED.fullmatch(chunk.text))


def _is_mail_head(chunk: Chunk) -> bool:
    match = _HEAD.match(chunk.text)
    return chunk.kind != "bullet" and match is not None and match[1].lower() in MAIL_HEADS


def _names(source: str, chunk: Chunk) -> Iterator[str]:
    """Give the names of the lines of a mail's head that stand in a chunk."""
    for line in source[chunk.start : chunk.end].splitlines():
        if match := _HEAD.match(line.strip()):
            yield match[1].lower()


def _take_labels(all_: Chunks) -> list[str]:
    found: list[str] = []
    for at, chunk in enumerate(all_.chunks[:_TOP]):
        match = _LABELLED.match(all_.source, chunk.start, chunk.end)
        if match is None or chunk.kind == "bullet":
            continue
        text = clean_text(all_.source[match.end() : chunk.end])
        if text and not only_time(text) and clock_times.plain_words(text) not in _LABELS:
            all_.asides.append(Aside(Span(*match.span()), reasons.FURNITURE))
            all_.chunks[at] = replace(chunk, start=match.end(), text=text)
            found.append(match.group().strip())
    return found
