"""What X asks of a post before it takes it: shape, length, pictures, parent, new words."""

from __future__ import annotations

import re
import sqlite3
import time
import unicodedata
from collections.abc import Mapping
from typing import Any

from publisher.rehearsal import media, practice_posts
from publisher.rehearsal.media import Media
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.practice_posts import KeptPost, NewPost
from publisher.rehearsal.practice_settings import Settings
from publisher.rehearsal.problems import Duplicate, Forbidden, Invalid, ParentNotVisible
from publisher.rehearsal.query_params import NUMBER
from publisher.rehearsal.store import as_id
from publisher.rehearsal.tweet_length import LIMIT, find_links, weighted_length
from publisher.rehearsal.wsgi_http import Request

#: The body X's schema knows; what we do not rehearse is refused in words, not ignored.
KNOWN = frozenset({"text", "reply", "media", "reply_settings", "made_with_ai", "paid_partnership"})
REPLY = frozenset(
    {"in_reply_to_tweet_id", "auto_populate_reply_metadata", "exclude_reply_user_ids"}
)
ATTACHED = frozenset({"media_ids", "tagged_user_ids"})
_KINDS: Mapping[str, type] = {
    "text": str,
    "reply": dict,
    "media": dict,
    "reply_settings": str,
    "made_with_ai": bool,
    "paid_partnership": bool,
}
MOST_MEDIA, MOST_NAMED = 4, 10
AUDIENCES = frozenset({"following", "mentionedUsers", "subscribers", "verified"})
CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\w$])")
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{1,15})(?!\w)")
FORBIDDEN_POINTS = re.compile("[\ufffe\ufeff\uffff]")


def body_object(request: Request) -> dict[str, Any]:
    """Return the JSON object sent. Raises Invalid when there is none."""
    try:
        body = request.json()
    except ValueError:
        raise Invalid("Invalid JSON in the request body.") from None
    if not isinstance(body, dict):
        raise Invalid("Request body must be a JSON object.")
    return body


def validate_body(request: Request) -> dict[str, Any]:
    """Return a body of the shape X's schema has. Raises Invalid, naming what is wrong."""
    body = body_object(request)
    reject_unknown_members(body, KNOWN)
    for name, wanted in _KINDS.items():
        check_member_type(body, name, wanted)
    reject_unknown_members(body.get("reply", {}), REPLY, "$.reply")
    reject_unknown_members(body.get("media", {}), ATTACHED, "$.media")
    check_member_type(body.get("reply", {}), "auto_populate_reply_metadata", bool, "$.reply")
    _texts(body.get("reply", {}), "exclude_reply_user_ids", "$.reply")
    _texts(body.get("media", {}), "tagged_user_ids", "$.media", NUMBER)
    return body


def reject_unknown_members(
    body: Mapping[str, Any], known: frozenset[str], where: str = "$"
) -> None:
    """Raise Invalid for a member that X's schema does not have there."""
    for name in sorted(set(body) - known):
        words = f"{where}.{name}: is not defined in the schema and the schema does not allow additional properties"
        raise Invalid(words, f"{where}.{name}", body[name])


def check_member_type(body: Mapping[str, Any], name: str, wanted: type, where: str = "$") -> None:
    """Raise Invalid for a member of another kind."""
    names = {"str": "string", "dict": "object", "bool": "boolean"}
    if name in body and not isinstance(body[name], wanted):
        found = type(body[name]).__name__
        words = f"{where}.{name}: {found} found, {names[wanted.__name__]} expected"
        raise Invalid(words, f"{where}.{name}", body[name])


def _texts(
    body: Mapping[str, Any], name: str, where: str, form: re.Pattern[str] | None = None
) -> None:
    listed = body.get(name, [])
    right = isinstance(listed, list) and all(isinstance(each, str) for each in listed)
    if not right or (form and not (len(listed) <= MOST_NAMED and all(map(form.match, listed)))):
        raise Invalid(f"{where}.{name}: is not valid", f"{where}.{name}", listed)


def validate_post(
    settings: Settings, db: sqlite3.Connection, account: PracticeAccount, body: dict[str, Any]
) -> NewPost:
    """Return the post that is wanted, in a transaction. Raises what X would refuse it with."""
    text = unicodedata.normalize("NFC", body.get("text", "")).strip()
    attached = _media(db, account, body.get("media"))
    _check_text(settings, text, attached)
    audience = body.get("reply_settings", "everyone")
    if "reply_settings" in body and audience not in AUDIENCES:
        raise Invalid(
            "$.reply_settings: does not have a value in the enumeration", "$.reply_settings"
        )
    parent = _parent(settings, db, account, body.get("reply"))
    since = time.time() - settings.duplicate_for
    if text and practice_posts.has_live_duplicate(db, account, text, since):
        raise Duplicate
    return NewPost(text, parent, attached, audience)


def _check_text(settings: Settings, text: str, attached: tuple[Media, ...]) -> None:
    if not text and not attached:
        raise Invalid("One of `text` or `media` is required.", "text")
    if FORBIDDEN_POINTS.search(text):
        raise Invalid("Your Tweet text contains invalid characters.", "text")
    if weighted_length(text) > LIMIT:
        raise Invalid("Your Tweet text is too long.", "text", text)
    if len(CASHTAG.findall(_unlinked(text))) > settings.cashtags:
        raise Forbidden("Posts may contain a maximum of one cashtag.")


def _unlinked(text: str) -> str:
    """A text without its links: what looks like a tag in one is none."""
    for start, end in reversed([*find_links(text)]):
        text = f"{text[:start]} {text[end:]}"
    return text


def _media(db: sqlite3.Connection, account: PracticeAccount, wanted: object) -> tuple[Media, ...]:
    if wanted is None:
        return ()
    ids = wanted.get("media_ids") if isinstance(wanted, dict) else None
    if not isinstance(ids, list):
        raise Invalid("$.media.media_ids: array expected", "$.media.media_ids", ids)
    if not 1 <= len(ids) <= MOST_MEDIA:
        words = f"$.media.media_ids: there must be between 1 and {MOST_MEDIA} items in the array"
        raise Invalid(words, "$.media.media_ids", *ids)
    for each in ids:
        if not isinstance(each, str) or not NUMBER.match(each):
            words = "$.media.media_ids: does not match the regex pattern ^[0-9]{1,19}$"
            raise Invalid(words, "$.media.media_ids", each)
    found = [media.find_usable_upload(db, account, as_id(each)) for each in ids]
    if None in found or len(set(ids)) < len(ids):
        raise Invalid("Your media IDs are invalid.", "media.media_ids", *ids)
    return tuple(each for each in found if each)


def _parent(
    settings: Settings, db: sqlite3.Connection, account: PracticeAccount, reply: object
) -> KeptPost | None:
    if reply is None:
        return None
    wanted = reply.get("in_reply_to_tweet_id") if isinstance(reply, dict) else None
    if not isinstance(wanted, str) or not NUMBER.match(wanted):
        words = "$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$"
        raise Invalid(words, "$.reply.in_reply_to_tweet_id", wanted)
    parent = practice_posts.find_live_post(db, as_id(wanted))
    if parent is None:
        raise ParentNotVisible
    if not _may_reply(settings, account, parent):
        raise Forbidden(
            "Reply to this conversation is not allowed because you have not been mentioned or"
            " otherwise engaged by the author of the post you are replying to."
        )
    return parent


def _may_reply(settings: Settings, account: PracticeAccount, parent: KeptPost) -> bool:
    if parent.account == account.id:
        return settings.self_replies
    mentioned = {name.lower() for name in MENTION.findall(parent.text)}
    return not settings.strict_replies or account.handle.lower() in mentioned
