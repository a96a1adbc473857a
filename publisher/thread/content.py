"""The content of a version: what the desk shows and what an approval will seal. Pure JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from publisher.explainer import Explainer, Span
from publisher.networks.limits import Limits
from publisher.split import Draft, DraftPost
from publisher.thread.words import told

Drawn = Mapping[str, Any]


def content_of(
    explainer: Explainer,
    draft: Draft,
    pictures: Sequence[Sequence[Drawn]],
    limits: Limits,
    theme: str,
) -> dict[str, Any]:
    """A version's content; `pictures` are the drawn cards of each post, in the draft's order."""
    return {
        "headline": explainer.headline.text if explainer.headline else "",
        "style": draft.style,
        "numbering": draft.numbering,
        "theme": theme,
        "posts": [
            _post(post, drawn, limits) for post, drawn in zip(draft.posts, pictures, strict=True)
        ],
        "ledger": ledger_of(explainer, draft),
        "warnings": [*explainer.warnings, *draft.warnings],
    }


def ledger_of(explainer: Explainer, draft: Draft) -> list[dict[str, Any]]:
    """Part by part of the source: the posts that carry it, or why it was left out."""
    return [
        {
            "text": explainer.source[span.start : span.end].strip(),
            "part": part,
            "posts": _posts(draft, span),
            "left_out": "" if _posts(draft, span) else _reason(draft, span),
        }
        for span, part in sorted(_parts(explainer), key=lambda each: each[0].start)
    ]


def _post(post: DraftPost, drawn: Sequence[Drawn], limits: Limits) -> dict[str, Any]:
    return {
        "body": post.body,
        "text": post.text,
        "weight": limits.measure(post.text),
        "specs": [asdict(spec) for spec in post.cards],
        "cards": [dict(card) for card in drawn],
        "warnings": told(post.warnings, post.body),
    }


def _parts(explainer: Explainer) -> Iterator[tuple[Span, str]]:
    for part, passage in (("headline", explainer.headline), ("lede", explainer.lede)):
        if passage:
            yield passage.span, part
    yield from ((each.span, "caption") for each in explainer.captions)
    yield from ((each.span, "credit") for each in explainer.credits)
    yield from ((each.span, "aside") for each in explainer.asides)
    for section in explainer.sections:
        if section.heading:
            yield section.heading.span, "heading"
        yield from ((each.passage.span, "bullet") for each in section.parts)
    if explainer.sign_off:
        yield explainer.sign_off.span, "sign-off"


def _posts(draft: Draft, span: Span) -> list[int]:
    entries = draft.ledger.entries
    inside = (e for e in entries if e.start < span.end and e.end > span.start)
    return sorted({entry.post + 1 for entry in inside if entry.where == "post"})


def _reason(draft: Draft, span: Span) -> str:
    for entry in draft.ledger.entries:
        if entry.where != "post" and entry.start < span.end and entry.end > span.start:
            return entry.reason or "only on a card"
    return ""
