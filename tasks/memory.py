"""A worker's memory: the newest call, kept in this process and in Redis beside the database."""

from __future__ import annotations

import threading
from typing import Any

import redis
import structlog
from celery import bootsteps
from django.conf import settings
from django.db import close_old_connections, connections
from redis.backoff import NoBackoff
from redis.retry import Retry

from publisher.env import redis_address
from publisher.post.memory import look
from tasks.app import app

log = structlog.get_logger()
EVERY = 1.0
#: Seconds: a frozen Redis must not hold up the start of a worker.
PATIENCE = 2


def key() -> str:
    return f"publisher:{settings.INSTALL_ID}:newest-call"


def open_line(address: str, patience: float) -> redis.Redis:
    """A client that asks once: redis-py asks ten times more by default, each for as long."""
    return redis.Redis.from_url(
        address,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )


def look_once(line: redis.Redis) -> None:
    """Compare the database with what is remembered, and remember what is newest now."""
    remembered = _remembered(line)
    newest = look(remembered)
    if newest != remembered:
        _remember(line, newest)


def _remembered(line: redis.Redis) -> str:
    # Redis may be away or wiped at any time: this process still has its own memory.
    try:
        found = line.get(key())
    except redis.RedisError:
        return ""
    return found.decode(errors="replace") if isinstance(found, bytes) else ""


def _remember(line: redis.Redis, newest: str) -> None:
    try:
        line.set(key(), newest)
    except redis.RedisError as error:
        log.debug("Redis remembers nothing", error=repr(error))


class Memory(bootsteps.StartStopStep):
    """Looks once before the worker takes anything up, then every second beside it."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        self.line = open_line(redis_address(settings.BROKER_URL), PATIENCE)
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        del parent
        self.look()
        self.thread = threading.Thread(target=self.run, name="memory", daemon=True)
        self.thread.start()

    def stop(self, parent: Any) -> None:
        del parent
        self.stopping.set()
        if self.thread:
            self.thread.join(2 * PATIENCE)
        self.line.close()

    terminate = stop

    def run(self) -> None:
        """Look until the worker ends."""
        while not self.stopping.wait(EVERY):
            self.look()
        connections.close_all()

    def look(self) -> None:
        try:
            look_once(self.line)
        except Exception:
            log.exception("the memory stumbled")
            close_old_connections()


app.steps["worker"].add(Memory)
