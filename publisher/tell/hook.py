"""Messages to a webhook, as Slack takes them, and signed.

`X-Publisher-Signature` is `v1=` and the HMAC-SHA-256 of "time.body" in hex, with the secret that
the newsroom was shown once; `X-Publisher-Time` is that time in Unix seconds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from publisher.accounts.models import Newsroom
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.tell.errors import NoHook, NoHookSet
from publisher.tell.words import Message

KEY = "hook"
#: Seconds for each step of the call.
PATIENCE = 10.0
#: As much of a refusal as is kept, in characters.
WORDS = 200


@dataclass(frozen=True, slots=True)
class Hook:
    """Where messages go, and the secret that signs them."""

    url: str
    secret: str


def has_hook(house: Newsroom) -> bool:
    return bool(house.settings.get(KEY))


def sealed(hook: Hook) -> str:
    """What a newsroom's settings keep: whoever knows a webhook's address may write to it."""
    return seal({"url": hook.url, "secret": hook.secret})


def hook_of(house: Newsroom) -> Hook:
    """The newsroom's webhook. Raises NoHookSet, or NoHook where it cannot be read."""
    kept = house.settings.get(KEY)
    if not kept:
        raise NoHookSet
    try:
        opened = unseal(kept)
    except SealError as error:
        raise NoHook("its address cannot be opened with this installation's key.") from error
    return Hook(opened["url"], opened["secret"])


def post_to_hook(house: Newsroom, message: Message) -> None:
    """Hand the message over. Raises NoHook or NoHookSet."""
    hook = hook_of(house)
    body = json.dumps({"text": slack(message)}, ensure_ascii=False).encode()
    try:
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            answer = client.post(hook.url, content=body, headers=signed(hook, body))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoHook(f"{str(error) or type(error).__name__}.") from error
    if not answer.is_success:
        raise NoHook(f"it answered {answer.status_code} {answer.text[:WORDS]}".strip())


def signed(hook: Hook, body: bytes, at: int | None = None) -> Mapping[str, str]:
    """The headers that go with this body."""
    stamp = str(at or int(time.time()))
    mark = hmac.new(hook.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Publisher-Time": stamp,
        "X-Publisher-Signature": f"v1={mark.hexdigest()}",
    }


def slack(message: Message) -> str:
    """The message in Slack's markup: the headline bold, the link named."""
    first, *rest = map(_plain, message.paragraphs)
    link = f"<{message.link}|{_plain(message.link_says)}>"
    return "\n".join([f"*{_plain(message.subject)}*", *(rest or [first]), link])


def _plain(text: str) -> str:
    # The three characters Slack reads as its own; nothing else is special at a line's start.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
