"""A worker's memory: the newest call, kept in this process, in Redis and in a file beside the database."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from publisher.delivery.rollback_guard import LONGEST, MEMORY, Mark, check_for_rollback
from publisher.env import redis_address
from tasks.app import app
from tasks.kept import HomeMark
from tasks.loop import Loop

log = structlog.get_logger()
EVERY = 1.0
#: Seconds: a frozen Redis must not hold up the start of a worker, nor any post.
PATIENCE, GLANCE = 2, 0.2
#: Seconds for which nobody asks a Redis again that did not answer a post.
LEFT_ALONE = 5.0
#: Stands for what is no text at all.
_NO_TEXT = "?"
#: Keep a mark unless a later one is kept; one that is known to be lost, and what is none, is overwritten.
_KEEP = """
local kind, old, number = redis.call('type', KEYS[1]).ok, '', nil
if kind == 'string' then
    old = redis.call('getrange', KEYS[1], 0, tonumber(ARGV[4]))
    number = #old <= tonumber(ARGV[4]) and tonumber(string.match(old, '^(%d+) %w+$'))
    number = number and number < 9223372036854775808 and number
elseif kind ~= 'none' then
    redis.call('del', KEYS[1])
end
if old == ARGV[2] or (number or -1) < tonumber(ARGV[3]) then
    redis.call('set', KEYS[1], ARGV[1])
end
"""


def redis_key() -> str:
    return f"publisher:{settings.INSTALL_ID}:newest-call"


def open_line(address: str, patience: float) -> redis.Redis:
    """A client that asks once: redis-py asks ten times more by default, each for as long."""
    return redis.Redis.from_url(
        address,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )


def look_once(line: redis.Redis, kept: HomeMark | None = None) -> None:
    """Compare the database with what is remembered, and remember what is newest now."""
    remembered, in_file = _remembered(line), kept.read() if kept else ""
    if remembered and Mark.read(remembered) is None:
        log.warning("dropped a mark that is none", start=remembered[:20])
    newest = check_for_rollback(remembered, in_file)
    if newest != remembered:
        _remember(line, newest, remembered)
    if kept and newest != in_file:
        kept.put(newest, in_file)


def _remembered(line: redis.Redis) -> str:
    # Redis may be away or wiped at any time: this process still has its own memory.
    try:
        return _remembered_by(line)
    except redis.RedisError:
        return ""


def _remembered_by(line: redis.Redis) -> str:
    try:
        # Whatever was put there, only so much of it is fetched.
        found = line.getrange(redis_key(), 0, LONGEST)
    except redis.ResponseError as error:
        if str(error).startswith("WRONGTYPE"):
            return _NO_TEXT
        raise
    return found.decode(errors="replace") if isinstance(found, bytes) else ""


def _remember(line: redis.Redis, newest: str, instead_of: str) -> None:
    mark = Mark.read(newest)
    try:
        _put(line, newest, instead_of, mark.call if mark else -1)
    except redis.RedisError as error:
        log.debug("Redis remembers nothing", error=repr(error))


def _put(line: redis.Redis, mark: str, instead_of: str, call: int) -> None:
    line.eval(_KEEP, 1, redis_key(), mark, instead_of, call, LONGEST)


class RedisMark:
    """Redis, asked between two posts: what is not there at once is not waited for."""

    def __init__(self, address: str) -> None:
        self.line = open_line(address, GLANCE)
        self.asked_again = 0.0

    def read(self) -> str:
        """See `publisher.delivery.rollback_guard.SharedMark`."""
        return str(self._briefly(lambda: _remembered_by(self.line)) or "")

    def keep(self, mark: Mark) -> None:
        """See `publisher.delivery.rollback_guard.SharedMark`."""
        self._briefly(lambda: _put(self.line, str(mark), "", mark.call))

    def _briefly(self, ask: Callable[[], Any]) -> Any:
        if time.monotonic() < self.asked_again:
            return None
        try:
            return ask()
        except redis.RedisError as error:
            log.debug("Redis remembers nothing", error=repr(error))
            self.asked_again = time.monotonic() + LEFT_ALONE
            return None


class MemoryLoop(Loop):
    """Looks once before the worker takes anything up, then every second beside it."""

    title = "memory"
    first = after_failure = EVERY
    patience = 2.0 * PATIENCE

    def __init__(self, parent: Any, **options: Any) -> None:
        self.line = open_line(redis_address(settings.BROKER_URL), PATIENCE)
        self.beside = RedisMark(redis_address(settings.BROKER_URL))
        self.kept = HomeMark(settings.HOME, settings.INSTALL_ID)
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        self.attempt_turn()
        MEMORY.beside = (self.beside, self.kept)
        super().start(parent)

    def stop(self, parent: Any) -> None:
        super().stop(parent)
        MEMORY.beside = ()
        self.line.close()
        self.beside.line.close()

    def take_turn(self) -> float:
        look_once(self.line, self.kept)
        return EVERY


app.steps["worker"].add(MemoryLoop)
