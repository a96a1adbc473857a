"""Posts as the API shows them: links shortened, escaped, with the fields that were asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from publisher.rehearsal import practice_accounts
from publisher.rehearsal.media import Media
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.practice_posts import KeptPost, any_post
from publisher.rehearsal.store import Store
from publisher.rehearsal.tweet_length import find_links
from publisher.rehearsal.word_set import word_set

SHORT = "https://t.co/{}"
MEDIA_FIELDS = word_set(
    "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url"
    " promoted_metrics public_metrics type url variants width"
)
USER_FIELDS = word_set(
    "affiliation confirmed_email connection_status created_at description entities id is_identity_verified"
    " location most_recent_tweet_id name parody pinned_tweet_id profile_banner_url profile_image_url"
    " protected public_metrics receives_your_dm subscription subscription_type url username"
    " verified verified_followers_count verified_type withheld"
)


@dataclass(frozen=True)
class WantedFields:
    """Which fields and expansions a reader asked for, by the older names; `anew`: by the newer ones.

    `placed`: whether a post says what it answers.
    """

    post: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    user: frozenset[str] = frozenset()
    expansions: frozenset[str] = frozenset()
    anew: bool = False
    placed: bool = True


def format_time(seconds: float) -> str:
    """Return a time as X writes it, in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def short_link_of(post: KeptPost, place: int) -> str:
    """Return the t.co address of a link, or of the pictures (place -1), of a post."""
    digest = hashlib.sha256(f"{post.id}:{place}".encode()).hexdigest()
    return SHORT.format(digest[:10])


def format_text(post: KeptPost) -> str:
    """Return the text as X returns it: t.co links, one more for pictures, & < > escaped."""
    said, at, parts = post.text, 0, []
    for place, (start, end) in enumerate(find_links(said)):
        parts += [said[at:start], short_link_of(post, place)]
        at = end
    whole = "".join([*parts, said[at:]])
    if post.media:
        whole = f"{whole} {short_link_of(post, -1)}".lstrip()
    return whole.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def build_receipt(post: KeptPost) -> dict[str, Any]:
    """Return what the creation of a post is answered with."""
    return {"id": str(post.id), "text": format_text(post), "edit_history_tweet_ids": [str(post.id)]}


def build_post(store: Store, post: KeptPost, asked: WantedFields) -> dict[str, Any]:
    """Return a post with the fields asked for that it has."""
    wanted = set(asked.post)
    if asked.expansions & {"attachments.media_keys"}:
        wanted.add("attachments")
    if asked.expansions & {"referenced_tweets.id"}:
        wanted.add("referenced_tweets")
    wanted |= asked.expansions & {"author_id", "in_reply_to_user_id"}
    if not asked.placed:
        wanted -= {"referenced_tweets", "conversation_id", "in_reply_to_user_id"}
    held = {name: make(store, post) for name, make in _FIELDS.items() if name in wanted}
    return build_receipt(post) | {name: value for name, value in held.items() if value}


def _attachments(_store: Store, post: KeptPost) -> dict[str, Any]:
    return {"media_keys": [media.key for media in post.media]} if post.media else {}


def _referenced(_store: Store, post: KeptPost) -> list[dict[str, str]]:
    return [{"type": "replied_to", "id": str(post.parent)}] if post.parent else []


def _replied_user(store: Store, post: KeptPost) -> str:
    parent = any_post(store, post.parent) if post.parent else None
    return str(parent.account) if parent else ""


def _entities(_store: Store, post: KeptPost) -> dict[str, Any]:
    urls = [
        {"url": short_link_of(post, place), "expanded_url": _address(post.text[start:end])}
        for place, (start, end) in enumerate(find_links(post.text))
    ]
    pictures = [{"url": short_link_of(post, -1), "media_key": media.key} for media in post.media]
    return {"urls": urls + pictures} if urls or pictures else {}


def _address(link: str) -> str:
    """A link as X expands it: with a protocol, which a bare one lacks."""
    return link if link.lower().startswith(("http://", "https://")) else f"http://{link}"


def _edits(_store: Store, post: KeptPost) -> dict[str, Any]:
    until = format_time(post.at + 3600)
    return {"edits_remaining": 5, "is_edit_eligible": False, "editable_until": until}


def _metrics(_store: Store, _post: KeptPost) -> dict[str, int]:
    names = "retweet_count reply_count like_count quote_count bookmark_count impression_count"
    return dict.fromkeys(names.split(), 0)


_FIELDS: Mapping[str, Callable[[Store, KeptPost], Any]] = {
    "author_id": lambda _store, post: str(post.account),
    "created_at": lambda _store, post: format_time(post.at),
    "conversation_id": lambda _store, post: str(post.conversation),
    "reply_settings": lambda _store, post: post.reply_settings,
    "lang": lambda _store, _post: "und",
    "public_metrics": _metrics,
    "attachments": _attachments,
    "referenced_tweets": _referenced,
    "in_reply_to_user_id": _replied_user,
    "entities": _entities,
    "edit_controls": _edits,
}


def build_includes(
    store: Store, posts: Iterable[KeptPost], asked: WantedFields, host: str
) -> dict[str, Any]:
    """Return what the expansions bring along."""
    listed = list(posts)
    found: dict[str, Any] = {}
    if "attachments.media_keys" in asked.expansions:
        found["media"] = [
            build_picture(media, asked, host) for post in listed for media in post.media
        ]
    if "author_id" in asked.expansions:
        people = [
            practice_accounts.by_id(store, number) for number in {post.account for post in listed}
        ]
        found["users"] = [build_user(each, asked.user) for each in people if each]
    if "referenced_tweets.id" in asked.expansions:
        parents = [any_post(store, post.parent) for post in listed if post.parent]
        found["tweets"] = [
            build_post(store, each, asked) for each in parents if each and not each.deleted
        ]
    return {name: values for name, values in found.items() if values}


def build_picture(media: Media, asked: WantedFields, host: str) -> dict[str, Any]:
    """Return a picture with the fields asked for."""
    held = {
        "alt_text": media.alt,
        "height": media.height,
        "width": media.width,
        "url": f"http://{host}/media/{media.id}",
    }
    wanted = {name: value for name, value in held.items() if name in asked.media and value}
    return {"media_key": media.key, "type": "photo", **wanted}


def build_user(account: PracticeAccount, fields: frozenset[str]) -> dict[str, Any]:
    """Return an account with the fields asked for."""
    held = {
        "created_at": format_time(account.at),
        "verified": False,
        "protected": False,
        "description": "",
    }
    wanted = {name: value for name, value in held.items() if name in fields}
    return {"id": str(account.id), "name": account.name, "username": account.handle, **wanted}
