"""A whole installation, as `publisher up` makes it, driven by the commands a person types."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from publisher.outside import watching

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass
class Up:
    """A running installation; `words` is what it has printed so far."""

    home: Path
    env: dict[str, str]
    process: subprocess.Popen[str]
    words: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def desk(self) -> str:
        return found(r"The desk +(http\S+)", self.words)

    @property
    def password(self) -> str:
        return found(r"with the password (\S+)", self.words)

    @property
    def network(self) -> str:
        return found(r"The timeline +(http://[^/]+)", self.words)

    def run(self, *command: str, code: int | None = 0) -> str:
        """Type a command that ends with `code` (None: any); returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "publisher", *command],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=ROOT,
        )
        assert code in (None, done.returncode), done.stdout + done.stderr
        return done.stdout + done.stderr

    def log(self, act: str = "") -> list[dict[str, Any]]:
        """What the rehearsal network has applied: the judge."""
        key = (self.home / "rehearsal.key").read_text().strip()
        answer = requests.get(
            f"{self.network}/control/log", headers={"X-Control-Key": key}, timeout=10
        )
        return [line for line in answer.json() if act in ("", line["act"])]

    def children(self) -> list[int]:
        return [int(word) for word in _children(self.process.pid)]

    def stop(self, sign: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(sign)
        code = self.process.wait(60)
        if self.process.stdout and not self.process.stdout.closed:
            self.words += self.process.stdout.read()
            self.process.stdout.close()
        return code


def start(home: Path, *, port: int = 8700, **env: str) -> Up:
    """Start an installation in `home` and wait until it says where the desk is."""
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")}
    environment = clean | {"PUBLISHER_HOME": str(home), "PYTHONUNBUFFERED": "1"} | env
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "up", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        # A shell that runs us in the background has Ctrl-C ignored, and children inherit that.
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no thread of the tests is in it yet
    )
    up = Up(home, environment, process)
    assert process.stdout
    for line in process.stdout:
        up.words += line
        if "Ctrl-C" in line:
            return up
    raise AssertionError(f"it did not start: {up.words}")


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def found(pattern: str, words: str) -> str:
    """What a pattern's group holds; the words are shown where it is not there."""
    match = re.search(pattern, words, re.MULTILINE)
    assert match, words
    return str(match[1])


def eventually(look: Callable[[], Any], what: str) -> Any:
    """Wait until `look` returns something true, and return it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not in {PATIENCE:.0f} s: {what}")


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except (FileNotFoundError, ProcessLookupError):
        return False


def readers(pid: int) -> list[int]:
    """The processes in which this one reads, splits and draws."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    found = [int(child) for each in tasks for child in each.read_text().split()]
    return [child for child in found if b"publisher.outside.child" in _command(child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def at_work(pid: int, *, but: int = 0) -> int:
    """The reader of this process that has taken half a second of the processor, once there is one."""

    def busy() -> list[int]:
        seen = [(each, watching.read_process_state(each)) for each in readers(pid) if each != but]
        return [each for each, at in seen if at and at.cpu > 0.5]

    return int(eventually(busy, "a reader at work")[0])


def _children(pid: int) -> list[str]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return found + [grand for child in found for grand in _children(int(child))]
