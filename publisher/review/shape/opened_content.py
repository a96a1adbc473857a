"""A version's content, opened to be changed, and settled again: numbers, weights, cards, ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from publisher.networks.limits import Limits
from publisher.review.errors import NoSuchPost, TooLong
from publisher.review.shape.errors import TooManyCards
from publisher.thread.card_specs import spread_pictures
from publisher.thread.counting import number_bodies, warnings_of
from publisher.thread.opening import open_content as open_content  # noqa: PLC0414 - the desk reads it from here
from publisher.thread.source_ledger import ledger_of

Content = dict[str, Any]
Post = dict[str, Any]
Shape = Callable[[Content, Limits], Content]
#: Draws the cards that follow changed words: from the content before and after an act.
Follow = Callable[[Content, Content], Content]


def apply_shape(
    content: Mapping[str, Any], shape: Shape, limits: Limits, follow: Follow | None = None
) -> Content:
    """The next version's content. Raises what the act raises, TooLong or TooManyCards."""
    before = open_content(content)
    shaped = shape(open_content(content), limits)
    after = settle_content(follow(before, shaped) if follow else shaped, limits)
    for n, post in enumerate(after["posts"], 1):
        if post["weight"] > limits.limit:
            raise TooLong(n, post["weight"] - limits.limit)
    if _homeless(after, limits) > _homeless(before, limits):
        cards = max(len(list(_pictures(post))) for post in after["posts"])
        raise TooManyCards(cards, limits.pictures)
    return after


def settle_content(content: Content, limits: Limits) -> Content:
    """The posts as they are sent, their cards in place, and the ledger as it stands now."""
    posts = content["posts"]
    texts = number_bodies([post["body"] for post in posts], content["numbering"], limits)
    placed, _ = spread_pictures([list(_pictures(post)) for post in posts], limits.pictures)
    done = [
        post | {"text": text, "weight": limits.measure(text), "cards": cards}
        for post, text, cards in zip(posts, texts, placed, strict=True)
    ]
    return content | {"posts": done, "ledger": ledger_of(content["ledger"], done)}


def post_at(content: Mapping[str, Any], position: int) -> Post:
    """The post at a place, from 1. Raises NoSuchPost."""
    if not 1 <= position <= len(content["posts"]):
        raise NoSuchPost(position)
    post: Post = content["posts"][position - 1]
    return post


def with_posts(content: Content, position: int, count: int, *posts: Post) -> Content:
    """`count` posts from this place on replaced by others."""
    at = position - 1
    now = [*content["posts"][:at], *posts, *content["posts"][at + count :]]
    return content | {"posts": now}


def with_body(post: Post, body: str, limits: Limits) -> Post:
    """A post with other words, looked at anew; what is doubtful about its cards stays said."""
    about_cards = [each for each in post["warnings"] if each["kind"] == "card"]
    return post | {"body": body, "warnings": [*warnings_of(body, limits), *about_cards]}


def by_hand(thing: dict[str, Any], what: str) -> dict[str, Any]:
    """Marked as changed by an editor, and how."""
    return thing | {"hand": sorted({*thing.get("hand", ()), what})}


def _pictures(post: Mapping[str, Any]) -> chain[Any]:
    return chain(*(spec["drawn"] for spec in post["specs"] if not spec.get("dropped")))


def _homeless(content: Content, limits: Limits) -> int:
    return spread_pictures([list(_pictures(post)) for post in content["posts"]], limits.pictures)[1]
