"""The programs of one machine, started in order and stopped in reverse."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from publisher.env import valkey_socket
from publisher.launcher import valkey
from publisher.launcher.child_processes import start_child, stop_child
from publisher.launcher.errors import UpError
from publisher.launcher.ports import free_port

PATIENCE = 30.0
#: A running post is finished before a worker ends.
WORKER_PATIENCE = 40.0


@dataclass(slots=True)
class Stack:
    """What runs: child processes by name, the folder of their state, and their addresses."""

    home: Path
    env: dict[str, str]
    desk_port: int
    rehearsal_port: int = 0
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def desk_url(self) -> str:
        return f"http://127.0.0.1:{self.desk_port}"

    @property
    def rehearsal_url(self) -> str:
        return f"http://127.0.0.1:{self.rehearsal_port}"

    def start_valkey(self) -> None:
        """Start the embedded broker, unless REDIS_URL names another."""
        if self.env.get("REDIS_URL"):
            return
        socket = valkey_socket(self.home)
        self._start("valkey", valkey.valkey_command(self.home, socket))
        valkey.wait_for(socket)

    def start_rehearsal(self) -> None:
        """Start the rehearsal network on its own port, the same as last time where that is free."""
        kept = self.home / "rehearsal.port"
        wanted = int(kept.read_text()) if kept.exists() else self.desk_port + 1
        self.rehearsal_port = free_port(wanted)
        kept.write_text(str(self.rehearsal_port))
        port = str(self.rehearsal_port)
        self._python("rehearsal", "publisher.rehearsal", "--home", str(self.home), "--port", port)
        self._wait("rehearsal", self.rehearsal_url)
        self.env["REHEARSAL_URL"] = self.rehearsal_url

    def start_worker(self) -> None:
        """Start one Celery worker with the clock."""
        self._python("worker", "publisher", "worker")

    def start_web(self) -> None:
        """Start the desk."""
        self.env["PUBLIC_URL"] = self.env.get("PUBLIC_URL") or self.desk_url
        self._python("web", "publisher", "web", "--port", str(self.desk_port))
        self._wait("web", f"{self.desk_url}/healthz")

    def watch(self) -> str:
        """Wait until a child ends by itself; returns its name."""
        while not (ended := self.ended()):
            time.sleep(0.3)
        return ended

    def ended(self) -> str:
        """The name of a child that has ended by itself, or nothing."""
        over = (name for name, child in self.children.items() if child.poll() is not None)
        return next(over, "")

    def stop(self) -> None:
        """Stop every child, the last started first."""
        for name, child in reversed(self.children.items()):
            stop_child(child, WORKER_PATIENCE if name == "worker" else 5.0)
        self.children.clear()

    def log(self, name: str) -> Path:
        return self.home / f"{name}.log"

    def _python(self, name: str, *command: str) -> None:
        # Nothing is taken from the folder it is typed in, whatever lies there.
        self._start(name, [sys.executable, "-P", "-m", *command])

    def _start(self, name: str, command: list[str]) -> None:
        self.children[name] = start_child(command, os.environ | self.env, self.log(name))

    def _wait(self, name: str, address: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.children[name].poll() is None:
            try:
                with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own loopback
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        tail = self.log(name).read_text(errors="replace").strip().splitlines()[-3:]
        raise UpError(
            f"The {name} does not start. Its last words ({self.log(name)}): " + " ".join(tail)
        )
