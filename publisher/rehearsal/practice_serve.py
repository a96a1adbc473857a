"""One gunicorn process with threads, on a socket that was opened before."""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from publisher.rehearsal.network import open_network
from publisher.rehearsal.practice_app import Application, build_application

#: Seconds that calls under way are given when the network is told to stop.
LAST_CALLS = 0.3


class Worker(ThreadWorker):  # type: ignore[misc]  # untyped
    """Ends soon when told to, even in the middle of a rehearsed silence."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        last = threading.Timer(LAST_CALLS, os._exit, (0,))
        last.daemon = True
        last.start()


@dataclass(frozen=True)
class Start:
    """What a network is started with; the socket listens already."""

    listener: socket.socket
    address: str
    database: Path
    control_key: str
    threads: int


class PracticeServer(BaseApplication):  # type: ignore[misc]  # untyped
    """gunicorn, told everything in code."""

    def __init__(self, start: Start) -> None:
        self._start = start
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": [f"fd://{self._start.listener.fileno()}"],
            "worker_class": Worker,
            "workers": 1,
            "threads": self._start.threads,
            "keepalive": 30,
            "graceful_timeout": 1,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": self._announce,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return build_application(open_network(self._start.database, self._start.control_key))

    def _announce(self, worker: ThreadWorker) -> None:
        if worker.age == 1:
            print(f"Rehearsal network: {self._start.address}", flush=True)  # noqa: T201 (the one line promised)
