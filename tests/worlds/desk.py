"""The desk as it is served: its process, reached by real sockets."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from publisher.launcher.ports import free_port
from tests.worlds.up import eventually

ROOT = Path(__file__).parents[2]
#: Seconds within which a page has to come while others do their worst; a busy machine is slow.
SOON = 5
HOST = b"Host: localhost\r\n"


@dataclass
class Desk:
    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def open(self, sent: bytes = b"", *, narrow: bool = False) -> socket.socket:
        line = socket.socket()
        if narrow:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(30)
        line.connect(("127.0.0.1", self.port))
        line.sendall(sent)
        return line

    def page(self, path: str = "/sign-in") -> requests.Response:
        return requests.get(self.address + path, timeout=SOON, headers={"Connection": "close"})

    @property
    def answers(self) -> bool:
        with suppress(requests.RequestException):
            return self.page("/healthz").status_code == 200
        return False

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def migrate(home: Path) -> None:
    """Give a folder a database."""
    env = os.environ | {"PUBLISHER_HOME": str(home)}
    command = [sys.executable, "-m", "publisher", "migrate", "-v0"]
    subprocess.run(command, env=env, check=True, cwd=ROOT)


def start(home: Path, threads: int = 2, program: str = "", **env: str) -> Desk:
    """A desk, which may not answer yet; or what a program in its place makes of it."""
    port = free_port(8840)
    words = ["web", "--port", str(port), "--threads", str(threads)]
    command = ["-c", program, *words] if program else ["-m", "publisher", *words]
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | {"PUBLISHER_HOME": str(home)} | env,
        cwd=ROOT,
        start_new_session=True,
    )
    return Desk(process, port)


def wait_for(desk: Desk) -> None:
    eventually(lambda: desk.answers, "the desk answers")
