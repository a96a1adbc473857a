"""Reading posts by their ids, and what X says of those it does not show. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from publisher.networks.base import SeenPost
from publisher.networks.x.field_names import POST_TYPES
from publisher.networks.x.timeline import parse_post_id, seen_of

#: As many ids as X takes in one call.
AT_ONCE = 100
NOT_FOUND = "resource-not-found"
#: What X calls the ids asked for. An error may also be about a post that one of them refers to.
_ASKED = frozenset({"", "id", "ids"})


@dataclass(frozen=True, slots=True)
class Lookup:
    """The account's posts by id; `flaw` says why the answer cannot be relied on."""

    seen: Mapping[str, SeenPost] = field(default_factory=dict)
    flaw: str = ""


def parse_lookup(body: Any, ids: Sequence[str], whose: str, site: str) -> Lookup:
    """Read one answer of `GET /2/tweets`: each id is shown, or X says that it is not there."""
    if not isinstance(body, dict):
        return Lookup(flaw="X's answer is not a list of posts")
    try:
        alts = _alts(body)
        posts = {parse_post_id(post["id"]): post for post in _posts(body)}
        missing = {_about(each) for each in body.get("errors") or () if _is_missing(each)}
        own = {
            key: post for key, post in posts.items() if parse_post_id(post["author_id"]) == whose
        }
        seen = {key: _with_alts(seen_of(post, site), alts) for key, post in own.items()}
    except (KeyError, TypeError, AttributeError, ValueError):
        return Lookup(flaw="X's answer holds something that is no post")
    silent = [each for each in ids if each not in posts and each not in missing]
    return Lookup(seen, f"X did not say what became of {silent[0]}" if silent else "")


def parse_single_lookup(body: Any, remote_id: str, whose: str, site: str) -> Lookup:
    """Read the answer of `GET /2/tweets/:id`: the post is shown, or X says that it is not there."""
    read = parse_lookup(body, [remote_id], whose, site)
    plain = isinstance(body, dict) and not body.get("data")
    # Asked for one, X need not repeat which.
    if plain and any(_is_missing(each) and not _about(each) for each in _errors(body)):
        return Lookup()
    return read


def _posts(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    data = body.get("data") or ()
    return [data] if isinstance(data, dict) else data


def _errors(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    listed = body.get("errors")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _about(error: Mapping[str, Any]) -> str:
    return str(error.get("value") or error.get("resource_id") or "")


def _is_missing(error: Mapping[str, Any]) -> bool:
    """Whether X says that a post does not exist: hidden ones come with another type."""
    kind = str(error.get("type", "")).rsplit("/", 1)[-1]
    asked = str(error.get("parameter") or "") in _ASKED
    return kind == NOT_FOUND and asked and error.get("resource_type", "post") in POST_TYPES


def _alts(body: Mapping[str, Any]) -> dict[str, str]:
    listed = (body.get("includes") or {}).get("media") or ()
    return {media["media_key"]: media.get("alt_text") or "" for media in listed}


def _with_alts(seen: SeenPost, alts: Mapping[str, str]) -> SeenPost:
    return replace(seen, alts=tuple(alts.get(key) for key in seen.media_keys))
