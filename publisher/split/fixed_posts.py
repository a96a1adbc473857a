"""Splitting again around what an editor has done: breaks, merges, order and texts stay."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from publisher.explainer.model import Passage, Span
from publisher.split.draft_model import CardSpec, Draft
from publisher.split.ledger import source_offsets
from publisher.split.outline import Group
from publisher.split.section_layout import Item


@dataclass(frozen=True, slots=True)
class FixedPost:
    """One post of a thread as the editor has it.

    `spans` of the source it tells; `body` is kept as it stands, or None where the words of `spans`
    are to be split again, together with those of free neighbours.
    """

    spans: tuple[Span, ...]
    body: str | None = None
    cards: tuple[CardSpec, ...] = ()


def build_fixed_posts(draft: Draft) -> list[FixedPost]:
    """Give the posts of a draft as kept; change bodies, join, reorder, or free some of them."""
    said: list[list[Span]] = [[] for _ in draft.posts]
    for entry in draft.ledger.entries:
        if entry.where == "post":
            said[entry.post].append(Span(entry.start, entry.end))
    told = join_spans((span for spans in said for span in spans), draft.ledger.source)
    shown = _only_on_cards(draft, told)
    return [
        FixedPost((*said[number], *shown[number]), post.body, post.cards)
        for number, post in enumerate(draft.posts)
    ]


def _only_on_cards(draft: Draft, said: Sequence[Span]) -> list[list[Span]]:
    """Give for each post what its cards alone tell."""
    found: list[list[Span]] = [[] for _ in draft.posts]
    for entry in draft.ledger.entries:
        if entry.where == "card":
            span = Span(entry.start, entry.end)
            found[entry.post].extend(subtract_spans(span, said))
    return found


def group_into_runs(kept: Sequence[FixedPost]) -> Iterator[tuple[bool, list[FixedPost]]]:
    """Give the posts in runs: fixed ones, or free ones to be split again together."""
    for fixed, posts in groupby(kept, key=lambda post: post.body is not None):
        yield fixed, list(posts)


def groups_within(told: Iterable[Group], source: str, spans: Iterable[Span]) -> list[Group]:
    """Give of a telling only what lies in the spans."""
    wanted = join_spans(spans, source)
    found = []
    for group in told:
        items = tuple(part for item in group.items for part in _parts(item, source, wanted))
        headings = tuple(h for h in group.headings if _covers(wanted, h.span))
        if items:
            found.append(replace(group, items=items, headings=headings, under=group.headings))
        elif headings:
            found.append(Group((), tuple(Item(heading, bullet=False) for heading in headings)))
    return found


def join_spans(spans: Iterable[Span], source: str) -> list[Span]:
    """Give spans in order, those joined that nothing but white space parts."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and not source[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _near(spans: Sequence[Span], span: Span) -> Iterator[Span]:
    """Give those of many spans, apart and in order, that share characters with one."""
    at = max(0, bisect_left(spans, span.start, key=lambda other: other.start) - 1)
    for other in islice(spans, at, None):
        if other.start >= span.end:
            return
        if other.end > span.start:
            yield other


def _covers(wanted: Sequence[Span], span: Span) -> bool:
    return any(w.start <= span.start and span.end <= w.end for w in _near(wanted, span))


def _parts(item: Item, source: str, wanted: Sequence[Span]) -> Iterator[Item]:
    span = item.passage.span
    if _covers(wanted, span):
        yield item
        return
    places = source_offsets(source, item.passage)
    for want in _near(wanted, span):
        first, last = bisect_left(places, want.start), bisect_left(places, want.end)
        if words := item.text[first:last].strip():
            start = first + len(item.text[first:last]) - len(item.text[first:last].lstrip())
            end = start + len(words)
            part = Passage(words, Span(places[start], places[end - 1] + 1))
            begins = item.bullet and start == 0
            yield Item(part, bullet=begins, ordered=item.ordered, whole=item.passage)


def subtract_spans(span: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """Give what of a span lies in none of the others, which are `join_spans`."""
    at = span.start
    for other in _near(spans, span):
        if at < other.start:
            yield Span(at, other.start)
        at = max(at, other.end)
    if at < span.end:
        yield Span(at, span.end)
