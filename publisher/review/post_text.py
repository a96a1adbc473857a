"""A post's words as its followers see them: links short and coloured, what to look at marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from publisher.networks import links
from publisher.review.text_runs import TextRun

# Names, tags and share prices that can be clicked, as the cautions of a split know them.
_CLICKED = re.compile(r"(?<![\w@./&#$])(?:[@＠]\w{1,50}|[#＃](?=\w*[^\W\d])\w+|\$[A-Za-z]{1,6}\b)")
_PROTOCOL = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
#: X shows so much of an address behind its host's protocol.
SHOWN = 30


def build_text_runs(
    text: str, body: str, warnings: Iterable[Mapping[str, Any]]
) -> tuple[TextRun, ...]:
    """The text in runs; kind is "", "mark", "link" or "mark link"."""
    at = text.find(body)
    marked = [(w["start"] + at, w["end"] + at) for w in warnings] if at >= 0 else []
    clicked = [(link.start, link.end) for link in links.find_links(text)]
    clicked += [match.span() for match in _CLICKED.finditer(text)]
    return tuple(_pieces(text, _within(marked, text), _apart(clicked)))


def _pieces(
    text: str, marked: list[tuple[int, int]], clicked: list[tuple[int, int]]
) -> Iterator[TextRun]:
    borders = sorted({0, len(text), *(at for span in (*marked, *clicked) for at in span)})
    for start, end in pairwise(borders):
        link = next((span for span in clicked if span[0] <= start < span[1]), None)
        kinds = ("mark" if _in(marked, start) else "", "link" if link else "")
        whole = link == (start, end)
        yield TextRun(
            shorten_address(text[start:end]) if whole else text[start:end], " ".join(kinds).strip()
        )


def shorten_address(address: str) -> str:
    """An address as X shows it: without protocol, and cut; names and tags stay as they are."""
    if not _PROTOCOL.match(address):
        return address
    bare = _PROTOCOL.sub("", address, count=1)
    return bare if len(bare) <= SHOWN else bare[:SHOWN] + "…"


def _within(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in spans if 0 <= start < end <= len(text)]


def _in(spans: Iterable[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
