"""Pictures and their alt texts, through the endpoints of v2."""

from __future__ import annotations

import base64
import binascii
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from publisher.rehearsal import media, query_params
from publisher.rehearsal.media import ALT_LIMIT
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.problems import Invalid, TooLarge
from publisher.rehearsal.store import as_id
from publisher.rehearsal.validation import body_object, check_member_type, reject_unknown_members
from publisher.rehearsal.wsgi_http import Answer, Request, as_json

CATEGORIES = frozenset({"tweet_image", "tweet_gif"})
KNOWN = frozenset({"media", "media_category", "additional_owners"})


def upload_picture(network: PracticeNetwork, account: PracticeAccount, request: Request) -> Answer:
    """Answer POST /2/media/upload, in base64 or as a form with a file."""
    query_params.reject_parameters(request.query)
    multipart = request.content_type.startswith("multipart/form-data")
    fields = _form(request) if multipart else body_object(request)
    reject_unknown_members(fields, KNOWN)
    check_member_type(fields, "additional_owners", str)
    if not multipart:
        fields = _base64(fields)
    category = fields.get("media_category")
    if category not in CATEGORIES:
        words = (
            "$.media_category: does not have a value in the enumeration [tweet_image, tweet_gif]"
        )
        raise Invalid(words, "$.media_category", category)
    data = fields["media"]
    if len(data) > network.settings.media_bytes:
        raise TooLarge(f"File size exceeds {network.settings.media_bytes} bytes.")
    size = media.sniff_image(data)
    if size is None:
        raise Invalid("media type unrecognized.", "media")
    kept = media.add_upload(network.store, account, data, size, network.settings.media_life)
    answer = {
        "id": str(kept.id),
        "media_key": kept.key,
        "size": len(data),
        "expires_after_secs": int(network.settings.media_life),
        "image": {"image_type": size.kind, "w": size.width, "h": size.height},
    }
    return as_json({"data": answer})


def set_metadata(network: PracticeNetwork, account: PracticeAccount, request: Request) -> Answer:
    """Answer POST /2/media/metadata: the alt text, up to 1000 characters."""
    query_params.reject_parameters(request.query)
    body = body_object(request)
    number, words = body.get("id"), _alt(body)
    if not isinstance(number, str) or not query_params.NUMBER.match(number):
        raise Invalid("$.id: does not match the regex pattern ^[0-9]{1,19}$", "$.id", number)
    if not isinstance(words, str) or not 1 <= len(words) <= ALT_LIMIT:
        parameter = "$.metadata.alt_text.text"
        raise Invalid(f"{parameter}: must be 1 to {ALT_LIMIT} characters long", parameter)
    found = media.find_usable_upload(network.store.connection, account, as_id(number))
    if found is None:
        raise Invalid("Your media IDs are invalid.", "id", number)
    media.set_alt_text(network.store, account, found, words)
    return as_json(
        {"data": {"id": number, "associated_metadata": {"alt_text": {"text": words}}}},
    )


def _alt(body: dict[str, Any]) -> object:
    inner = body.get("metadata")
    alt = inner.get("alt_text") if isinstance(inner, dict) else None
    return alt.get("text") if isinstance(alt, dict) else None


def _base64(body: dict[str, Any]) -> dict[str, Any]:
    if "media" not in body:
        raise Invalid("$.media: is missing but it is required", "$.media")
    try:
        return {**body, "media": base64.b64decode(body["media"], validate=True)}
    except (binascii.Error, TypeError, ValueError):
        raise Invalid("$.media: is not base64", "$.media") from None


def _form(request: Request) -> dict[str, Any]:
    head = f"Content-Type: {request.content_type}\r\n\r\n".encode()
    parsed = BytesParser(policy=HTTP).parsebytes(head + request.body)
    if not parsed.is_multipart():
        raise Invalid("The form cannot be read.")
    parts: list[Message] = list(parsed.iter_parts())
    fields: dict[str, Any] = {_field(part): _payload(part) for part in parts}
    if "media" not in fields:
        raise Invalid("$.media: is missing but it is required", "$.media")
    texts = {
        name: value.decode("utf-8", "replace") for name, value in fields.items() if name != "media"
    }
    return {**texts, "media": fields["media"]}


def _field(part: Message) -> str:
    return str(part.get_param("name", "", header="content-disposition"))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
