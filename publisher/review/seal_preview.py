"""Exactly what will be sent, read from the seal: the one an approval makes, or has made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from publisher.thread.models import Revision, Thread
from publisher.thread.seal import (
    BrokenSeal,
    SealedPost,
    fingerprint_of,
    open_seal,
    posts_of,
    seal_of,
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says. `closed` once it is approved; `broken` where it is not what was approved."""

    posts: tuple[SealedPost, ...]
    fingerprint: str
    replies: str
    earliest: datetime | None
    closed: bool
    broken: bool = False


def preview_seal(thread: Thread, revision: Revision) -> Sealed:
    """The seal of this version, or the one that approving it would make."""
    closed = thread.approved_id == revision.pk
    seal = (revision.seal or {}) if closed else _would_be(thread, revision)
    if closed and not _whole(thread, revision):
        return Sealed((), "", "", None, closed=True, broken=True)
    starts = (thread.due_at, thread.not_before) if closed else (None,)
    return Sealed(
        posts=tuple(posts_of(seal)),
        fingerprint=fingerprint_of(seal),
        replies=seal["replies"],
        earliest=max(filter(None, starts), default=None),
        closed=closed,
    )


def _would_be(thread: Thread, revision: Revision) -> dict[str, Any]:
    # The times are chosen by approving; the fingerprint leaves them aside.
    account, replies = thread.account, thread.replies
    return seal_of(
        revision.content, account=account, replies=replies, not_before=None, approved_until=None
    )


def _whole(thread: Thread, revision: Revision) -> bool:
    revision.thread = thread
    try:
        open_seal(revision, thread.account)
    except BrokenSeal:
        return False
    return True
