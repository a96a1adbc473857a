"""Tells people what happened: a loop in every worker, beside the clock and out of its way."""

from __future__ import annotations

import threading
from typing import Any

import structlog
from celery import bootsteps
from django.db import close_old_connections, connections

from publisher.tell.round import round_
from tasks.app import app

log = structlog.get_logger()
EVERY = 2.0
#: Seconds a round under way may take when the worker ends; what is cut off is told again.
PATIENCE = 3


class Teller(bootsteps.StartStopStep):
    """Its own thread and its own connections: a slow mail server holds up nothing else."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        super().__init__(parent, **options)

    def start(self, parent: Any) -> None:
        del parent
        self.thread = threading.Thread(target=self.run, name="teller", daemon=True)
        self.thread.start()

    def stop(self, parent: Any) -> None:
        del parent
        self.stopping.set()
        if self.thread:
            self.thread.join(PATIENCE)

    terminate = stop

    def run(self) -> None:
        """Tell until the worker ends."""
        while not self.stopping.wait(EVERY):
            try:
                round_()
            except Exception:
                log.exception("the teller stumbled")
                close_old_connections()
        connections.close_all()


app.steps["worker"].add(Teller)
