"""Whether a thread stands on the timeline as it was approved: the network's word, not ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publisher.launcher.errors import Incomplete
from publisher.launcher.rehearsal_server import list_applied_acts
from publisher.networks.base import SeenPost
from publisher.networks.text_match import same_post
from publisher.thread.seal import SealedPost


def check_timeline(recent: list[SeenPost], posts: list[SealedPost], url: str, home: Path) -> None:
    """Raise Incomplete unless each post is there once, in order, chained, with card and alt text."""
    seen = list(reversed(recent))
    if len(seen) != len(posts):
        raise Incomplete(f"{len(seen)} posts are on the timeline, and {len(posts)} were approved.")
    lines = {line["id"]: line for line in list_applied_acts(url, home) if line["act"] == "post"}
    parent: str | None = None
    for found, wanted in zip(seen, posts, strict=True):
        _check_one(found, wanted, parent, lines[found.remote_id])
        parent = found.remote_id


def _check_one(
    found: SeenPost, wanted: SealedPost, parent: str | None, line: dict[str, Any]
) -> None:
    if not same_post(found, wanted.text):
        raise Incomplete(f"Post {wanted.position} says something else: {found.text}")
    if found.reply_to != parent:
        raise Incomplete(f"Post {wanted.position} does not reply to the post before it.")
    shown = list(zip(line["pictures"], line["alts"], strict=True))
    if shown != [(picture.sha256, picture.alt) for picture in wanted.pictures]:
        raise Incomplete(f"Post {wanted.position} has not the cards and alt texts approved.")
