"""Whether a thread stands on the timeline as it was approved: the network's word, not ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publisher.networks.base import Seen
from publisher.networks.x.timeline import same_words
from publisher.thread.seal import SealedPost
from publisher.up.errors import Incomplete
from publisher.up.practice import applied


def check(recent: list[Seen], posts: list[SealedPost], url: str, home: Path) -> None:
    """Raise Incomplete unless each post is there once, in order, chained, with card and alt text."""
    seen = list(reversed(recent))
    if len(seen) != len(posts):
        raise Incomplete(f"{len(seen)} posts are on the timeline, and {len(posts)} were approved.")
    parent: str | None = None
    alts = _alts(applied(url, home))
    for found, wanted in zip(seen, posts, strict=True):
        _check_one(found, wanted, parent, alts)
        parent = found.remote_id


def _check_one(
    found: Seen, wanted: SealedPost, parent: str | None, alts: dict[str, list[str]]
) -> None:
    if not same_words(found.text, wanted.text):
        raise Incomplete(f"Post {wanted.position} says something else: {found.text}")
    if found.reply_to != parent:
        raise Incomplete(f"Post {wanted.position} does not reply to the post before it.")
    if alts.get(found.remote_id, []) != [picture.alt for picture in wanted.pictures]:
        raise Incomplete(f"Post {wanted.position} has not the cards and alt texts approved.")


def _alts(lines: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The alt texts of each post's pictures, by the post's id."""
    told = {line["id"]: line["alt"] for line in lines if line["act"] == "alt"}
    posts = (line for line in lines if line["act"] == "post")
    return {post["id"]: [told.get(media, "") for media in post["media"]] for post in posts}
