"""Structured logs: one line an event, with its thread, post and epoch, and no secret in any."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

import structlog

_SECRET = ("token", "secret", "password", "authorization", "sealed", "key")
HIDDEN = "(hidden)"
_OPENING = re.compile(r"(/(?:join|new-password)/)[^\s\"'?]+")


def hide_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Replace the value of anything named like a secret."""
    return {
        name: HIDDEN if any(word in name.lower() for word in _SECRET) else value
        for name, value in event.items()
    }


class HideAddresses(logging.Filter):
    """Replaces what stands in an address and opens something: the secret of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _OPENING.sub(rf"\1{HIDDEN}", record.getMessage()), ()
        return True


class Unbroken(structlog.WriteLogger):
    """Writes to stderr, and gives up what cannot be written: a full disk must not end the work."""

    def msg(self, message: str) -> None:
        # ValueError: the stream was closed under it.
        with suppress(OSError, ValueError):
            super().msg(message)

    debug = info = warning = error = critical = msg


def warn_of(words: Iterable[str]) -> None:
    """A line each, of what does not stop a process but should not stay so."""
    for each in words:
        structlog.get_logger().warning(each)


def configure_logging(level: str) -> None:
    """Make every structlog line plain `name=value` text on stderr."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(key_order=("timestamp", "level", "event")),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level, logging.INFO)
        ),
        logger_factory=lambda *_: Unbroken(sys.stderr),
        cache_logger_on_first_use=True,
    )
