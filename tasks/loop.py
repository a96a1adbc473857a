"""A loop in a thread of its own beside a worker's pool: it begins and ends with the worker."""

from __future__ import annotations

import threading
from typing import Any

import structlog
from celery import bootsteps
from django.db import close_old_connections, connections

log = structlog.get_logger()


class Loop(bootsteps.StartStopStep):
    """Takes one turn after the other; a turn that fails is logged, and the next comes all the same."""

    requires = ("celery.worker.components:Pool",)
    #: What the thread is called, in the log too.
    title: str
    #: Seconds before the first turn, and after one that failed.
    first, after_failure = 0.0, 1.0
    #: Seconds the turn under way may still take when the worker ends.
    patience = 3.0

    def __init__(self, parent: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        del parent
        self.thread = threading.Thread(target=self.run, name=self.title, daemon=True)
        self.thread.start()

    def stop(self, parent: Any) -> None:
        del parent
        self.stopping.set()
        if self.thread:
            self.thread.join(self.patience)

    def terminate(self, parent: Any) -> None:
        self.stop(parent)

    def run(self) -> None:
        """Take turns until the worker ends."""
        pause = self.first
        while not self.stopping.wait(pause):
            pause = self.attempt_turn()
        self.leave()
        connections.close_all()

    def attempt_turn(self) -> float:
        """Take a turn; one that fails ends nothing. Returns the seconds until the next."""
        try:
            return self.take_turn()
        except Exception:
            log.exception("a loop stumbled", loop=self.title)
            close_old_connections()
            return self.after_failure

    def take_turn(self) -> float:
        """Do what is to be done; returns the seconds until the next turn."""
        raise NotImplementedError

    def leave(self) -> None:
        """What is still to be done in the thread when the worker ends."""
