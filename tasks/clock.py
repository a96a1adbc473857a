"""The clock: a loop in every worker. Any number of them, no leader; the database decides."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

import structlog
from celery import bootsteps
from django.db import DatabaseError, close_old_connections, connections

from publisher.post.due import Hint, beat, fall_silent, put_back, sleep_for, tick
from publisher.post.faults import reach
from publisher.post.trial import trials_due
from tasks.app import app

log = structlog.get_logger()
BEAT_EVERY = 5.0
AFTER_TROUBLE = 1.0


def give(hints: list[Hint]) -> int:
    """Send hints to the workers; at the first that cannot be sent, put back the rest.

    Returns how many were put back.
    """
    for given, hint in enumerate(hints):
        try:
            app.send_task(hint.task, (hint.thread_id,), retry=False)
            reach("clock.after_hint")
        except Exception as error:  # noqa: BLE001 - whatever the broker's client raises
            log.warning("no hint could be sent", error=repr(error), left=len(hints) - given)
            put_back(hints[given:])
            return len(hints) - given
    return 0


class Clock(bootsteps.StartStopStep):
    """Runs the loop beside the pool, and ends with it."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        name = str(parent.hostname)
        self.thread = threading.Thread(target=self.run, args=(name,), name="clock", daemon=True)
        self.thread.start()

    def stop(self, parent: Any) -> None:
        del parent
        self.stopping.set()
        if self.thread:
            self.thread.join(3)

    terminate = stop

    def run(self, worker: str) -> None:
        """Tick until the worker ends."""
        next_beat = 0.0
        while not self.stopping.is_set():
            try:
                left = give([*tick(), *trials_due()])
                pause = AFTER_TROUBLE if left else sleep_for()
                if time.monotonic() >= next_beat:
                    beat(worker, left)
                    next_beat = time.monotonic() + BEAT_EVERY
            except Exception:
                log.exception("the clock stumbled")
                close_old_connections()
                pause = AFTER_TROUBLE
            self.stopping.wait(pause)
        with suppress(DatabaseError):
            fall_silent(worker)
        connections.close_all()


app.steps["worker"].add(Clock)
