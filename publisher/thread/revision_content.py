"""The content of a version: what the desk shows and what an approval will seal. Pure JSON."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from itertools import accumulate, chain
from typing import Any

from publisher.explainer import Explainer, Passage, Span
from publisher.explainer.addresses import unmentioned_links
from publisher.explainer.lines import build_passage
from publisher.explainer.reasons import MAY_RETURN
from publisher.networks.limits import Limits
from publisher.split import Draft
from publisher.split.ledger import source_offsets
from publisher.thread.card_specs import spread_pictures
from publisher.thread.counting import serialise_cautions
from publisher.thread.source_ledger import ledger_of

Drawn = Mapping[str, Any]
#: Where words stand: "post" or "card", the post, and the card in it or -1; both from 0.
Place = tuple[str, int, int]


def content_of(
    explainer: Explainer,
    draft: Draft,
    pictures: Sequence[Sequence[Sequence[Drawn]]],
    limits: Limits,
    theme: str,
) -> dict[str, Any]:
    """A version's content; `pictures` are what was drawn of each card of each post, in order."""
    found = list_source_parts(explainer)
    posts = posts_of(draft, found, pictures, limits)
    return {
        "headline": explainer.headline.text if explainer.headline else "",
        "style": draft.style,
        "numbering": draft.numbering,
        "theme": theme,
        "posts": posts,
        "ledger": ledger_of(entries_of(draft, found), posts),
        **collect_source_extras(explainer, found),
        "warnings": list(draft.warnings),
    }


def list_source_parts(explainer: Explainer) -> list[tuple[Passage, str]]:
    """The source part by part, in its order: the entries of the ledger."""
    return sorted(_parts(explainer), key=lambda each: each[0].span.start)


def collect_source_extras(
    explainer: Explainer, found: Sequence[tuple[Passage, str]]
) -> dict[str, Any]:
    """What the words of the source do not say: addresses, each `after` an entry; and what was dropped."""
    starts = [words.span.start for words, _ in found]
    links = [
        {
            "words": link.words,
            "address": link.address,
            "after": max(0, bisect_right(starts, link.at) - 1),
        }
        for link in unmentioned_links(explainer)
    ]
    return {"links": links, "dropped": list(explainer.dropped)}


def posts_of(
    draft: Draft,
    found: Sequence[tuple[Passage, str]],
    pictures: Sequence[Sequence[Sequence[Drawn]]],
    limits: Limits,
) -> list[dict[str, Any]]:
    """The posts of a draft, each with what it tells of the parts found, and its cards."""
    placed, _ = spread_pictures([list(chain(*drawn)) for drawn in pictures], limits.pictures)
    tells = tells_of(draft, found)
    return [
        {
            "body": post.body,
            "text": post.text,
            "weight": limits.measure(post.text),
            "tells": tells["post", n, -1],
            "specs": [
                asdict(spec) | {"shows": tells["card", n, k], "drawn": list(map(dict, drawn))}
                for k, (spec, drawn) in enumerate(zip(post.cards, pictures[n], strict=True))
            ],
            "cards": [dict(card) for card in placed[n]],
            "warnings": serialise_cautions(post.warnings, post.body),
        }
        for n, post in enumerate(draft.posts)
    ]


def tells_of(draft: Draft, found: Sequence[tuple[Passage, str]]) -> dict[Place, list[list[int]]]:
    """By post and card what each tells: entry, and characters of it from and to, as they follow."""
    ends = [words.span.end for words, _ in found]
    places = cache(lambda number: source_offsets(draft.ledger.source, found[number][0]))
    tells: dict[Place, list[list[int]]] = defaultdict(list)
    for entry in sorted(draft.ledger.entries, key=lambda entry: (entry.offset, entry.start)):
        for number in range(bisect_right(ends, entry.start), len(found)):
            words, part = found[number]
            if words.span.start >= entry.end:
                break
            if entry.where != "left out" and part != "aside":
                start, end = (bisect_left(places(number), at) for at in (entry.start, entry.end))
                tells[entry.where, entry.post, entry.card].append([number, start, end])
    return tells


def entries_of(draft: Draft, found: Sequence[tuple[Passage, str]]) -> list[dict[str, Any]]:
    """The entries of the ledger, with why the split left one out, if it did."""
    reason = _reasons(draft)
    return [
        {"text": words.text, "part": part, "reason": reason(words.span)} for words, part in found
    ]


def _parts(explainer: Explainer) -> Iterator[tuple[Passage, str]]:
    for part, words in (("headline", explainer.headline), ("lede", explainer.lede)):
        if words:
            yield words, part
    yield from ((each, "caption") for each in explainer.captions)
    yield from ((each, "credit") for each in explainer.credits)
    for aside in explainer.asides:
        part = "set aside" if aside.reason in MAY_RETURN else "aside"
        yield build_passage(explainer.source, aside.span.start, aside.span.end), part
    for section in explainer.sections:
        if section.heading:
            yield section.heading, "heading"
        yield from ((each.passage, "bullet") for each in section.parts)
    if explainer.sign_off:
        yield explainer.sign_off, "sign-off"


def _reasons(draft: Draft) -> Callable[[Span], str]:
    """Why the split left a stretch out, if it did: the first reason that is given for any of it."""
    left = sorted(
        (entry for entry in draft.ledger.entries if entry.where == "left out"),
        key=lambda entry: (entry.start, entry.end),
    )
    starts = [entry.start for entry in left]
    # How far the source is left out up to each: the first that goes beyond a place is the first there.
    reach = list(accumulate((entry.end for entry in left), max))

    def reason(span: Span) -> str:
        at = bisect_right(reach, span.start)
        return left[at].reason if at < bisect_left(starts, span.end) else ""

    return reason
