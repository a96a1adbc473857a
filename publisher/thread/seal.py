"""The seal: exactly what an editor approved, and the hash that pins it.

BrokenSeal       what stands in the database is not what was approved; nothing is sent
└── LostPicture  a picture is gone, or another
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from publisher.accounts.models import Account
from publisher.thread.models import Revision, Thread

VERSION = 1
#: What the seal says beside the posts: it binds the thread to one account and its conditions.
BOUND = ("network", "base_url", "remote_user_id", "replies", "not_before", "approved_until")

_TIMES = ("not_before", "approved_until")


class BrokenSeal(Exception):
    """What stands in the database is not what was approved. Approve it again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class LostPicture(BrokenSeal):
    """A picture is not in the database any more, or is another. Draw the cards again, then approve."""


@dataclass(frozen=True, slots=True)
class SealedPicture:
    """One picture of a post: its bytes by hash, and the alt text it goes out with."""

    sha256: str
    alt: str
    media_type: str


@dataclass(frozen=True, slots=True)
class SealedPost:
    """One post as approved; `reply_to` is a position, None for the root."""

    position: int
    text: str
    reply_to: int | None
    pictures: tuple[SealedPicture, ...]


def seal_of(
    content: Mapping[str, Any],
    *,
    account: Account,
    replies: str,
    not_before: datetime | None,
    approved_until: datetime | None,
) -> dict[str, Any]:
    """All that will be sent, where, and when at the earliest and latest; JSON."""
    return {
        "version": VERSION,
        "network": account.network,
        "base_url": account.base_url,
        "remote_user_id": account.remote_user_id,
        "replies": replies,
        "not_before": _stamp(not_before),
        "approved_until": _stamp(approved_until),
        "posts": [
            _post(n, post) for n, post in enumerate(content["posts"], 1) if not post.get("dropped")
        ],
    }


def hash_of(seal: Mapping[str, Any]) -> str:
    """SHA-256 over the seal's canonical JSON."""
    canonical = json.dumps(seal, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def fingerprint_of(seal: Mapping[str, Any]) -> str:
    """Eight letters and digits for a person to compare: the words, pictures, account and replies.

    The times are not in it, so that it can stand on the page before they are chosen.
    """
    print_ = hash_of({name: seal[name] for name in seal if name not in _TIMES})
    return f"{print_[:4]} {print_[4:8]}".upper()


def open_seal(revision: Revision, account: Account) -> list[SealedPost]:
    """The posts of an approved revision.

    Raises BrokenSeal unless it is whole, and its account and conditions are still those approved.
    """
    seal = revision.seal
    if not seal or hash_of(seal) != revision.seal_hash or seal["version"] != VERSION:
        raise BrokenSeal
    if {name: seal[name] for name in BOUND} != _bound(account, revision.thread):
        raise BrokenSeal
    return posts_of(seal)


def posts_of(seal: Mapping[str, Any]) -> list[SealedPost]:
    """The posts a seal names, in order; whether it is whole is not asked."""
    return [_opened(post) for post in seal["posts"]]


def _bound(account: Account, thread: Thread) -> dict[str, Any]:
    return {
        "network": account.network,
        "base_url": account.base_url,
        "remote_user_id": account.remote_user_id,
        "replies": thread.replies,
        "not_before": _stamp(thread.not_before),
        "approved_until": _stamp(thread.approved_until),
    }


def _post(position: int, post: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "position": position,
        "text": post["text"],
        "reply_to": post.get("reply_to", position - 1 or None),
        "pictures": [
            {name: card[name] for name in ("sha256", "alt", "media_type")} for card in post["cards"]
        ],
    }


def _opened(post: Mapping[str, Any]) -> SealedPost:
    pictures = tuple(SealedPicture(**picture) for picture in post["pictures"])
    return SealedPost(post["position"], post["text"], post["reply_to"], pictures)


def _stamp(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
