"""POST, GET and DELETE of posts, judged as X judges them."""

from __future__ import annotations

import re
import sqlite3
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from publisher.rehearsal import accounts, asking, media, posts, shown
from publisher.rehearsal.accounts import Account
from publisher.rehearsal.media import Media
from publisher.rehearsal.network import Network
from publisher.rehearsal.posts import Post, Wanted
from publisher.rehearsal.problems import (
    Duplicate,
    Forbidden,
    Invalid,
    NotFound,
    ParentNotVisible,
    missing_post,
)
from publisher.rehearsal.store import as_id
from publisher.rehearsal.web import Answer, Request, as_json
from publisher.rehearsal.weigh import LIMIT, weight

#: The body X's schema knows; what we do not rehearse is refused in words, not ignored.
KNOWN = frozenset({"text", "reply", "media", "reply_settings", "made_with_ai", "paid_partnership"})
MOST_MEDIA = 4
AUDIENCES = frozenset({"following", "mentionedUsers", "subscribers", "verified"})
CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\w$])")
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{1,15})(?!\w)")
FORBIDDEN_POINTS = re.compile("[\ufffe\ufeff\uffff]")


def create(network: Network, account: Account, request: Request) -> Answer:
    """Answer POST /2/tweets."""
    wanted = _body(request)
    with network.store.write() as db:
        judged = _judge(network, db, account, wanted)
        post = posts.insert(db, account, judged)
    network.faults.applied(account.handle)
    where = f"https://api.x.com/2/tweets/{post.id}"
    return as_json({"data": shown.receipt(post)}, 201, {"location": where})


def lookup(network: Network, _account: Account, request: Request) -> Answer:
    """Answer GET /2/tweets/:id; X says "not found" with status 200."""
    wanted = asking.asked(request.query)
    number = _path_id(request)
    post = posts.live(network.store.connection, number)
    if post is None or post.at > _shown_until(network):
        return as_json({"errors": [missing_post(str(number))]})
    body: dict[str, Any] = {"data": shown.whole(network.store, post, wanted)}
    host = request.headers.get("host", "")
    if found := shown.includes(network.store, [post], wanted, host):
        body["includes"] = found
    return as_json(body)


def remove(network: Network, account: Account, request: Request) -> Answer:
    """Answer DELETE /2/tweets/:id."""
    post = posts.live(network.store.connection, _path_id(request))
    if post is None:
        raise NotFound("Could not find the Tweet to delete.")
    if post.account != account.id:
        raise Forbidden("You are not authorized to delete this Tweet.")
    posts.delete(network.store, account, post)
    return as_json({"data": {"deleted": True}})


def timeline(network: Network, _account: Account, request: Request) -> Answer:
    """Answer GET /2/users/:id/tweets, newest first."""
    wanted = asking.asked(request.query, also=asking.PAGING)
    owner = asking.number(request.path.split("/")[3], "id")
    if accounts.by_id(network.store, owner) is None:
        raise NotFound(f"Could not find user with id: [{owner}].")
    span = asking.ranged(request.query)
    span = replace(span, end=min(span.end, _shown_until(network)))
    found = posts.listed(network.store, owner, span)
    page = found[: span.most - 1]
    body: dict[str, Any] = {"meta": _meta(page, more=len(found) == span.most)}
    if page:
        body["data"] = [shown.whole(network.store, post, wanted) for post in page]
    if brought := shown.includes(network.store, page, wanted, request.headers.get("host", "")):
        body["includes"] = brought
    return as_json(body)


def me(_network: Network, account: Account, request: Request) -> Answer:
    """Answer GET /2/users/me."""
    wanted = asking.asked(request.query)
    return as_json({"data": shown.person(account, wanted.user)})


def _meta(page: list[Post], *, more: bool) -> dict[str, Any]:
    meta: dict[str, Any] = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].id), "oldest_id": str(page[-1].id)}
    if page and more:
        meta["next_token"] = asking.token(page[-1].id)
    return meta


def _shown_until(network: Network) -> float:
    return time.time() - network.settings.read_lag


def _path_id(request: Request) -> int:
    return asking.number(request.path.rsplit("/", 1)[1], "id")


def body_object(request: Request) -> dict[str, Any]:
    """Return the JSON object sent. Raises Invalid when there is none."""
    try:
        body = request.json()
    except ValueError:
        raise Invalid("Invalid JSON in the request body.") from None
    if not isinstance(body, dict):
        raise Invalid("Request body must be a JSON object.")
    return body


def _body(request: Request) -> dict[str, Any]:
    body = body_object(request)
    for name in sorted(set(body) - KNOWN):
        words = f"$.{name}: is not defined in the schema and the schema does not allow additional properties"
        raise Invalid(words, f"$.{name}", body[name])
    _kind(body, "text", str)
    _kind(body, "reply", dict)
    _kind(body, "media", dict)
    _kind(body, "reply_settings", str)
    return body


def _kind(body: Mapping[str, Any], name: str, kind: type) -> None:
    names = {"str": "string", "dict": "object"}
    if name in body and not isinstance(body[name], kind):
        words = f"$.{name}: {type(body[name]).__name__} found, {names[kind.__name__]} expected"
        raise Invalid(words, f"$.{name}", body[name])


def _judge(
    network: Network, db: sqlite3.Connection, account: Account, body: dict[str, Any]
) -> Wanted:
    text = unicodedata.normalize("NFC", body.get("text", "")).strip()
    attached = _media(db, account, body.get("media"))
    _check_text(network, text, attached)
    audience = body.get("reply_settings", "everyone")
    if audience not in {"everyone", *AUDIENCES}:
        raise Invalid(
            "$.reply_settings: does not have a value in the enumeration", "$.reply_settings"
        )
    parent = _parent(network, db, account, body.get("reply"))
    since = time.time() - network.settings.duplicate_for
    if text and posts.repeated(db, account, text, since):
        raise Duplicate
    return Wanted(text, parent, attached, audience)


def _check_text(network: Network, text: str, attached: tuple[Media, ...]) -> None:
    if not text and not attached:
        raise Invalid("One of `text` or `media` is required.", "text")
    if FORBIDDEN_POINTS.search(text):
        raise Invalid("Your Tweet text contains invalid characters.", "text")
    if weight(text) > LIMIT:
        raise Invalid("Your Tweet text is too long.", "text", text)
    if len(CASHTAG.findall(text)) > network.settings.cashtags:
        raise Forbidden("Posts may contain a maximum of one cashtag.")


def _media(db: sqlite3.Connection, account: Account, wanted: object) -> tuple[Media, ...]:
    if wanted is None:
        return ()
    ids = wanted.get("media_ids") if isinstance(wanted, dict) else None
    if not isinstance(ids, list):
        raise Invalid("$.media.media_ids: array expected", "$.media.media_ids", ids)
    if not 1 <= len(ids) <= MOST_MEDIA:
        words = f"$.media.media_ids: there must be between 1 and {MOST_MEDIA} items in the array"
        raise Invalid(words, "$.media.media_ids", *ids)
    for each in ids:
        if not isinstance(each, str) or not asking.NUMBER.match(each):
            words = "$.media.media_ids: does not match the regex pattern ^[0-9]{1,19}$"
            raise Invalid(words, "$.media.media_ids", each)
    found = [media.usable(db, account, as_id(each)) for each in ids]
    if None in found or len(set(ids)) < len(ids):
        raise Invalid("Your media IDs are invalid.", "media.media_ids", *ids)
    return tuple(each for each in found if each)


def _parent(
    network: Network, db: sqlite3.Connection, account: Account, reply: object
) -> Post | None:
    if reply is None:
        return None
    wanted = reply.get("in_reply_to_tweet_id") if isinstance(reply, dict) else None
    if not isinstance(wanted, str) or not asking.NUMBER.match(wanted):
        words = "$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$"
        raise Invalid(words, "$.reply.in_reply_to_tweet_id", wanted)
    parent = posts.live(db, as_id(wanted))
    if parent is None:
        raise ParentNotVisible
    if not _may_reply(network, account, parent):
        raise Forbidden(
            "Reply to this conversation is not allowed because you have not been mentioned or"
            " otherwise engaged by the author of the post you are replying to."
        )
    return parent


def _may_reply(network: Network, account: Account, parent: Post) -> bool:
    if parent.account == account.id:
        return network.settings.self_replies
    mentioned = {name.lower() for name in MENTION.findall(parent.text)}
    return not network.settings.strict_replies or account.handle.lower() in mentioned
