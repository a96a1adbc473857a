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

import httpcore
import httpx
from django.conf import settings

from publisher.accounts.models import Newsroom
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.intake.errors import NoAnswer, NotPublic
from publisher.intake.safe_http import Deadline, PinnedTransport, Rules
from publisher.notifications.errors import NoHook, NoHookSet
from publisher.notifications.messages import Message

KEY = "hook"
#: Seconds for the whole call.
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


def seal_hook(hook: Hook) -> str:
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
    body = json.dumps({"text": format_for_slack(message)}, ensure_ascii=False).encode()
    status, words = _post(hook.url, body, signed_headers(hook, body))
    if status // 100 != 2:  # noqa: PLR2004 - any success
        raise NoHook(f"it answered {f'{status} {words}'.strip()}.")


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """Post once: to a public site, no further than there, and in bounded time and size."""
    rules = Rules(ports=None, allowed=lambda _: True) if settings.FETCH_PRIVATE else Rules()
    way = PinnedTransport(rules, Deadline(PATIENCE))
    try:
        with (
            httpx.Client(transport=way, trust_env=False) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            first = next(answer.iter_raw(), b"")
            return answer.status_code, first[:WORDS].decode(errors="replace")
    except NotPublic as error:
        raise NoHook("its site is not a public one.") from error
    except (NoAnswer, httpcore.TimeoutException) as error:
        raise NoHook("it did not answer in time.") from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpx.HTTPError,
        httpx.InvalidURL,
    ) as error:
        raise NoHook("it could not be reached, or broke off.") from error


def signed_headers(hook: Hook, body: bytes, at: int | None = None) -> Mapping[str, str]:
    """The headers that go with this body."""
    stamp = str(at or int(time.time()))
    mark = hmac.new(hook.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-Publisher-Time": stamp,
        "X-Publisher-Signature": f"v1={mark.hexdigest()}",
    }


def format_for_slack(message: Message) -> str:
    """The message in Slack's markup: the headline bold, the link named."""
    first, *rest = map(_plain, message.paragraphs)
    link = f"<{message.link}|{_plain(message.link_says)}>"
    return "\n".join([f"*{_plain(message.subject)}*", *(rest or [first]), link])


def _plain(text: str) -> str:
    # The three characters Slack reads as its own; nothing else is special at a line's start.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
