"""`publisher web`: the desk, in threads of one process that gunicorn watches over."""

from __future__ import annotations

import argparse
from typing import Any

from gunicorn.app.base import BaseApplication

from publisher.cli.serving import DeskWorker
from publisher.private import OTHERS
from publisher.wsgi import application


class _Desk(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def run(given: argparse.Namespace) -> int:
    """Serve until told to stop."""
    options = {
        "bind": f"{given.host}:{given.port}",
        "worker_class": DeskWorker,
        "threads": given.threads,
        "workers": 1,
        "umask": OTHERS,
        "graceful_timeout": 5,
        "timeout": 60,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    _Desk(options).run()
    return 0
