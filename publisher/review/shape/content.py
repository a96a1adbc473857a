"""A version's content, opened to be changed, and settled again: numbers, weights, cards, ledger."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from publisher.networks.limits import Limits
from publisher.review.errors import NoSuchPost, TooLong
from publisher.review.shape.errors import TooManyCards
from publisher.thread.casting import spread
from publisher.thread.ledger import ON_CARD, ledger_of
from publisher.thread.words import numbered, warnings_of

Content = dict[str, Any]
Post = dict[str, Any]
Shape = Callable[[Content, Limits], Content]


def reshaped(content: Mapping[str, Any], shape: Shape, limits: Limits) -> Content:
    """The next version's content. Raises what the act raises, TooLong or TooManyCards."""
    before = opened(content)
    after = settled(shape(opened(content), limits), limits)
    for n, post in enumerate(after["posts"], 1):
        if post["weight"] > limits.limit:
            raise TooLong(n, post["weight"] - limits.limit)
    if _homeless(after, limits) > _homeless(before, limits):
        cards = max(len(list(_pictures(post))) for post in after["posts"])
        raise TooManyCards(cards, limits.pictures)
    return after


def opened(content: Mapping[str, Any]) -> Content:
    """A copy that says all of what today's versions say; older ones said less."""
    copied: Content = {
        "newest_first": False,
        "loose": [],
        "links": [],
        "dropped": [],
        **copy.deepcopy(dict(content)),
    }
    for entry in copied["ledger"]:
        entry.setdefault("reason", "" if entry["left_out"] == ON_CARD else entry["left_out"])
    for n, post in enumerate(copied["posts"], 1):
        post.setdefault("tells", _tells(copied["ledger"], n))
        post.setdefault("hand", [])
        if not all("drawn" in spec for spec in post.setdefault("specs", [])) or not post["specs"]:
            post["specs"] = [_spec(card, post["tells"]) for card in post["cards"]]
    copied["ledger"] = ledger_of(copied["ledger"], copied["posts"])
    return copied


def settled(content: Content, limits: Limits) -> Content:
    """The posts as they are sent, their cards in place, and the ledger as it stands now."""
    posts = content["posts"]
    texts = numbered([post["body"] for post in posts], content["numbering"], limits)
    placed, _ = spread([list(_pictures(post)) for post in posts], limits.pictures)
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


def saying(post: Post, body: str, limits: Limits) -> Post:
    """A post with other words, looked at anew; what is doubtful about its cards stays said."""
    about_cards = [each for each in post["warnings"] if each["kind"] == "card"]
    return post | {"body": body, "warnings": [*warnings_of(body, limits), *about_cards]}


def by_hand(thing: dict[str, Any], what: str) -> dict[str, Any]:
    """Marked as changed by an editor, and how."""
    return thing | {"hand": sorted({*thing.get("hand", ()), what})}


def _pictures(post: Mapping[str, Any]) -> chain[Any]:
    return chain(*(spec["drawn"] for spec in post["specs"] if not spec.get("dropped")))


def _homeless(content: Content, limits: Limits) -> int:
    return spread([list(_pictures(post)) for post in content["posts"]], limits.pictures)[1]


def _tells(ledger: Sequence[Mapping[str, Any]], position: int) -> list[list[int]]:
    told = (n for n, entry in enumerate(ledger) if position in entry["posts"])
    return [[n, 0, len(ledger[n]["text"])] for n in told]


def _spec(card: Mapping[str, Any], tells: Sequence[Sequence[int]]) -> dict[str, Any]:
    words = {"kind": card["kind"], "heading": "", "text": card["alt"], "speaker": ""}
    return words | {"shows": [list(tell) for tell in tells], "drawn": [dict(card)]}
