"""Drafts are made beside the tasks: as many at once as there are children, in threads of their own.

However many explainers come in, and however long they take, posts find the worker's threads free.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import structlog
from celery import bootsteps
from django.db import DatabaseError

from publisher.delivery.tick import Hint, put_back
from publisher.intake.draft import draft_thread
from publisher.outside import bounds
from tasks.app import app
from tasks.connections import fresh_connections

log = structlog.get_logger()


class Drafter:
    """Makes one draft after the other, each once however often it is hinted at meanwhile."""

    def __init__(self, work: Callable[[int], None], threads: int) -> None:
        self._work, self._most = work, threads
        self._waiting: SimpleQueue[int] = SimpleQueue()
        self._lock = threading.Lock()
        self._begun = 0
        #: What waits or is being made.
        self.here: set[int] = set()

    def take(self, thread_id: int) -> None:
        """Make it when its turn comes."""
        with self._lock:
            if thread_id in self.here:
                return
            self.here.add(thread_id)
            needed = self._begun < min(self._most, len(self.here))
            self._begun += needed
        self._waiting.put(thread_id)
        if needed:
            threading.Thread(target=self._run, name="drafts", daemon=True).start()

    def _run(self) -> None:
        while True:
            thread_id = self._waiting.get()
            try:
                self._work(thread_id)
            except Exception:
                log.exception("a draft stumbled", thread=thread_id)
            with self._lock:
                self.here.discard(thread_id)


DRAFTER = Drafter(fresh_connections(draft_thread), bounds.load_bounds().children)


class Drafts(bootsteps.StartStopStep):
    """What a worker that ends has not made, another one takes up at once."""

    requires = ("celery.worker.components:Pool",)

    def stop(self, parent: Any) -> None:
        del parent
        try:
            put_back([Hint(thread_id, "draft") for thread_id in sorted(DRAFTER.here)])
        except DatabaseError as error:
            # The clocks find them all the same, a little later.
            log.warning("drafts were not put back", error=repr(error))

    terminate = stop


app.steps["worker"].add(Drafts)
