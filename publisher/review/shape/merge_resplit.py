"""The content of a thread that was split again: new posts, those that stayed, and what is loose. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publisher.explainer import Explainer
from publisher.networks.limits import Limits
from publisher.review.shape.errors import NoSuchPassage
from publisher.review.shape.opened_content import Content, Post, by_hand, with_body
from publisher.review.shape.resplit import Resplit
from publisher.thread.revision_content import (
    Drawn,
    collect_source_extras,
    entries_of,
    list_source_parts,
    posts_of,
)

#: The pictures of each card of each post.
Pictures = Sequence[Sequence[Sequence[Drawn]]]


def build_resplit_content(
    content: Content,
    explainer: Explainer,
    again: Resplit,
    pictures: Pictures,
    limits: Limits,
) -> Content:
    """The next version, still to be settled."""
    found = list_source_parts(explainer)
    changed = _changed_cards(content)
    fresh = posts_of(again.draft, found, pictures, limits)
    posts = [_post(post, again.kept.get(n), changed) for n, post in enumerate(fresh)]
    loose = [*content["loose"], *_loose(again, posts, changed)]
    return content | {
        "style": again.order.style,
        "numbering": again.order.numbering,
        "newest_first": again.order.newest_first,
        "posts": posts,
        "ledger": entries_of(again.draft, found),
        **collect_source_extras(explainer, found),
        "warnings": list(again.draft.warnings),
        "loose": loose,
    }


def put_back(content: Content, number: int, limits: Limits) -> Content:
    """Loose words as the last post. Raises NoSuchPassage."""
    words = _loose_at(content, number)
    new: Post = {"tells": words["tells"], "specs": [], "cards": [], "warnings": []}
    new = by_hand(with_body(new, words["body"], limits), "words")
    return let_go(content, number) | {"posts": [*content["posts"], new]}


def let_go(content: Content, number: int) -> Content:
    """Loose words shown no longer; older versions still say them. Raises NoSuchPassage."""
    _loose_at(content, number)
    return content | {"loose": [*content["loose"][:number], *content["loose"][number + 1 :]]}


def _loose_at(content: Content, number: int) -> dict[str, Any]:
    found: list[dict[str, Any]] = content["loose"]
    if not 0 <= number < len(found):
        raise NoSuchPassage
    return found[number]


def _post(fresh: Post, stays: Post | None, changed: Mapping[int, Any]) -> Post:
    if stays is not None:
        return stays | {"body": fresh["body"], "warnings": fresh["warnings"]}
    specs = [changed.get(_about(spec), spec) for spec in fresh["specs"]]
    return fresh | {"specs": specs, "hand": []}


def _changed_cards(content: Content) -> dict[int, dict[str, Any]]:
    """Cards that are not the source's, by the passage of it they show."""
    specs = (spec for post in content["posts"] for spec in post["specs"])
    return {_about(spec): spec for spec in specs if spec.get("hand") or spec.get("followed")}


def _loose(
    again: Resplit, posts: Sequence[Post], changed: Mapping[int, Any]
) -> Iterator[dict[str, Any]]:
    yield from ({"body": post["body"], "tells": post["tells"]} for post in again.loose)
    shown = {_about(spec) for post in posts for spec in post["specs"]}
    for entry, spec in changed.items():
        if entry not in shown and not spec.get("dropped"):
            yield {"body": spec["text"], "tells": spec["shows"]}


def _about(spec: Mapping[str, Any]) -> int:
    return int(spec["shows"][-1][0]) if spec["shows"] else -1
