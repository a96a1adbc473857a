"""What hangs beside the numbered chain of a thread: corrections and later developments. Pure.

In a version's content such a post has `aside`, its kind, and `reply_to`, the position it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from publisher.explainer.heuristics import has_content

Content = Mapping[str, Any]


class ReplyKind(StrEnum):
    """What a reply to an own post is."""

    CORRECTION = "correction"
    UPDATE = "update"


#: How the text of each names itself.
NAMES: Mapping[str, str] = {ReplyKind.CORRECTION: "Correction:", ReplyKind.UPDATE: "Update:"}


#: What a move of subject "reply" says of one that was written, or given up.
PROPOSED, GIVEN_UP = "proposed", "given up"


def is_unnumbered(post: Content) -> bool:
    """Whether a post is none of those that are counted: a reply of ours, or one that closes."""
    return bool(post.get("closing") or post.get("aside"))


def label_reply(kind: str, words: str) -> str:
    """The words as they are sent: they say what they are. Empty without any of their own."""
    name = NAMES[kind]
    own = words.strip()
    if own.lower().startswith(name.lower()):
        own = own[len(name) :].strip()
    return f"{name} {own}" if has_content(own) else ""


def in_place(posts: Sequence[Content]) -> list[int]:
    """The positions as they are read: each reply stands under the post it answers."""
    beside: dict[int, list[int]] = {}
    for position, post in enumerate(posts, 1):
        if post.get("aside"):
            beside.setdefault(post["reply_to"], []).append(position)
    chain = [position for position, post in enumerate(posts, 1) if not post.get("aside")]
    return [place for position in chain for place in _under(position, beside)]


def _under(position: int, beside: Mapping[int, list[int]]) -> Iterator[int]:
    yield position
    for reply in beside.get(position, ()):
        yield from _under(reply, beside)
