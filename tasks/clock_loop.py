"""The clock: a loop in every worker. Any number of them, no leader; the database decides."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import structlog
from django.db import DatabaseError

from publisher.delivery.account_trial import trials_due
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.tick import Hint, fall_silent, put_back, record_beat, sleep_for, tick
from tasks.app import app
from tasks.loop import Loop

log = structlog.get_logger()
BEAT_EVERY = 5.0
AFTER_TROUBLE = 1.0


def send_hints(hints: list[Hint]) -> int:
    """Send hints to the workers; at the first that cannot be sent, put back the rest.

    Returns how many were put back.
    """
    for given, hint in enumerate(hints):
        try:
            app.send_task(hint.task, (hint.thread_id,), retry=False)
            reach_failpoint("clock.after_hint")
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises
            log.warning("no hint could be sent", error=repr(error), left=len(hints) - given)
            put_back(hints[given:])
            return len(hints) - given
    return 0


class Clock(Loop):
    """Ticks, and says every few seconds that it is there."""

    title = "clock"
    after_failure = AFTER_TROUBLE

    def __init__(self, parent: Any, **options: Any) -> None:
        self.worker = ""
        self.next_beat = 0.0
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        self.worker = str(parent.hostname)
        super().start(parent)

    def take_turn(self) -> float:
        left = send_hints([*tick(), *trials_due()])
        pause = AFTER_TROUBLE if left else sleep_for()
        if time.monotonic() >= self.next_beat:
            record_beat(self.worker, left)
            self.next_beat = time.monotonic() + BEAT_EVERY
        return pause

    def leave(self) -> None:
        with suppress(DatabaseError):
            fall_silent(self.worker)


app.steps["worker"].add(Clock)
