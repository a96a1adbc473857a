"""The ledger of a draft: for every character of the source, where it went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.explainer.lines import UNSENDABLE, clean_text
from publisher.explainer.model import Explainer, Passage
from publisher.split.compose import Placed, Sketch
from publisher.split.draft_model import Entry, Ledger, LeftOut


def draw_up(explainer: Explainer, sketches: Sequence[Sketch], left: Sequence[LeftOut]) -> Ledger:
    """Give the ledger of posts put together from an explainer."""
    entries = [
        *_posts(explainer.source, sketches),
        *_cards(sketches),
        *_kept(explainer.source, sketches),
        *(Entry(a.span.start, a.span.end, "left out", a.reason) for a in explainer.asides),
        *(Entry(out.span.start, out.span.end, "left out", out.reason) for out in left if out.span),
    ]
    return Ledger(
        explainer.source,
        tuple(sorted(dict.fromkeys(entries), key=lambda entry: (entry.start, entry.end))),
        tuple(sketch.body for sketch in sketches),
        tuple(tuple(_card_words(sketch)) for sketch in sketches),
    )


def _card_words(sketch: Sketch) -> Iterator[str]:
    for card in sketch.cards:
        yield f"{card.heading}\n{card.text}\n{card.speaker}"


def _posts(source: str, sketches: Sequence[Sketch]) -> Iterator[Entry]:
    places: dict[Passage, Sequence[int]] = {}
    for post, sketch in enumerate(sketches):
        for placed in sketch.placed:
            if placed.passage not in places:
                places[placed.passage] = source_offsets(source, placed.passage)
            if placed.end > placed.start:
                yield _post_entry(places[placed.passage], post, placed)


def _post_entry(places: Sequence[int], post: int, placed: Placed) -> Entry:
    start, end = places[placed.start], places[placed.end - 1] + 1
    length = placed.end - placed.start
    return Entry(start, end, "post", post=post, offset=placed.offset, length=length)


def _cards(sketches: Sequence[Sketch]) -> Iterator[Entry]:
    for post, sketch in enumerate(sketches):
        for card, passages in enumerate(sketch.on_cards):
            for passage in passages:
                yield Entry(passage.span.start, passage.span.end, "card", post=post, card=card)


def _kept(source: str, sketches: Sequence[Sketch]) -> Iterator[Entry]:
    for post, sketch in enumerate(sketches):
        for span in sketch.claims:
            words = clean_text(source[span.start : span.end])
            at = sketch.body.find(words)
            length = len(words) if at >= 0 else len(sketch.body)
            yield Entry(
                span.start,
                span.end,
                "post",
                post=post,
                offset=max(at, 0),
                length=length,
                changed=at < 0,
            )


def source_offsets(source: str, passage: Passage) -> Sequence[int]:
    """Give for each character of a passage where it stands in the source."""
    start, end = passage.span.start, passage.span.end
    if len(passage.text) == end - start:
        return range(start, end)
    found: list[int] = []
    at = start
    for char in passage.text:
        at = _next(source, at, char)
        found.append(at)
        at += 1
    return found


def _next(source: str, at: int, char: str) -> int:
    while not (source[at] == char or (char == " " and source[at].isspace())) or _unsendable(
        source, at
    ):
        at += 1
    return at


def _unsendable(source: str, at: int) -> bool:
    return bool(UNSENDABLE.match(source[at]))
