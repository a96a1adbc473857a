"""The broker, of which nothing is believed: what is not a hint of ours is dropped with a line in the log.

A message is read for two things only, a task's name and an id, and the worker is handed one of our
own making with these. Which queues there are is not asked of Redis, and nothing is kept there of
what was taken: the database knows what is due.
"""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode
from queue import Empty
from typing import Any
from uuid import uuid4

import redis
import structlog
from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import redis as kombu_redis

log = structlog.get_logger()
#: The tasks there are; each takes one id.
HINTS = frozenset({"deliver", "draft", "trial"})
#: Bytes: ours are under 1,000.
LONGEST = 4_000
MOST = 2**63 - 1
JSON = "application/json"
#: Seconds between two tries at a Redis that refuses.
REFUSED = 1.0
# What the types of others leave out of these two.
_CHANNEL: Any = kombu_redis.Channel
_TRANSPORT: Any = kombu_redis.Transport
_NOTHING_ELSE = {"callbacks": None, "errbacks": None, "chain": None, "chord": None}


class NotAHint(ValueError):
    """This message is not one that a clock of ours sends."""


def parse_hint(item: bytes) -> tuple[str, int]:
    """A message's task and the id it is for. Raises NotAHint."""
    if len(item) > LONGEST:
        raise NotAHint(f"{len(item)} bytes")
    try:
        sent = json.loads(item)
        name, kind = sent["headers"]["task"], sent["content-type"]
        (number,), named, _ = json.loads(b64decode(sent["body"], validate=True))
        known = name in HINTS and kind == JSON and named == {}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAHint(type(error).__name__) from error
    if not known or type(number) is not int or not 0 < number <= MOST:
        raise NotAHint("no such hint")
    return name, number


def build_hint(name: str, number: int, queue: str) -> bytes:
    """A message that asks for this and nothing else."""
    one = str(uuid4())
    headers = {"lang": "py", "task": name, "id": one, "root_id": one, "retries": 0}
    headers |= {"argsrepr": f"({number},)", "kwargsrepr": "{}", "timelimit": [None, None]}
    body = json.dumps([[number], {}, _NOTHING_ELSE]).encode()
    message = {
        "body": b64encode(body).decode(),
        "content-encoding": "utf-8",
        "content-type": JSON,
        "headers": headers,
        "properties": {
            "correlation_id": one,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "delivery_tag": one,
            "body_encoding": "base64",
        },
    }
    return json.dumps(message).encode()


class Sieve(redis.Redis):
    """Hands on what `parse_hint` knows; anything else is as if nothing had come."""

    def parse_response(self, connection: Any, command_name: Any, **options: Any) -> Any:
        """See redis-py. Of a queue, what is no hint is taken and dropped."""
        found = super().parse_response(connection, command_name, **options)  # type: ignore[no-untyped-call]  # redis-py says nothing of it
        if command_name != "BRPOP" or not found:
            return found
        queue, item = found
        try:
            return queue, build_hint(*parse_hint(item), queue.decode())
        except NotAHint as why:
            log.warning("dropped a message that is no hint", queue=repr(queue), why=str(why))
            return None


class SieveChannel(_CHANNEL):  # type: ignore[misc]  # see above
    """kombu's channel, with the sieve, and with no table of its own in Redis."""

    def _get_client(self) -> type[redis.Redis]:
        super()._get_client()
        return Sieve

    def _lookup(self, exchange: str, routing_key: str, default: str | None = None) -> list[str]:
        del exchange, default
        return [routing_key]

    def _queue_bind(self, *given: Any) -> None:
        """Nothing is written: `_lookup` asks for nothing."""

    def _size(self, queue: str) -> int:
        """Nobody asks but who declares a queue, whatever stands under its name."""
        del queue
        return 0

    def maybe_refresh_binding_expiry(self) -> None:
        """There is nothing to refresh."""

    def _brpop_read(self, **options: Any) -> Any:
        try:
            return super()._brpop_read(**options)
        except self.ResponseError as error:
            self._recover(error)
            raise Empty from error

    def _recover(self, error: Exception) -> None:
        """Something else stands under a queue's name, or Redis takes nothing just now."""
        log.error("Redis refuses to give out hints", error=str(error))
        client = self._create_client()
        for queue in self.active_queues:
            if client.type(queue) not in {b"list", b"none"}:
                client.rename(queue, f"{queue}:not-a-queue")
                log.error("put aside what stood under a queue's name", queue=queue)
        time.sleep(REFUSED)


class SieveTransport(_TRANSPORT):  # type: ignore[misc]  # see above
    """kombu's transport with this channel."""

    Channel = SieveChannel


def install_transport() -> None:
    """Let every Redis address be reached through it, in this process."""
    for scheme in ("redis", "rediss"):
        TRANSPORT_ALIASES[scheme] = f"{__name__}:{SieveTransport.__name__}"
