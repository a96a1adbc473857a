"""A rehearsal network of one's own: `with start(tmp_path) as x: x.account("harbour", "Harbour")`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

KEY = "control-key-of-the-tests"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Keys:
    """What `account` returns: who it is and how it signs in."""

    user_id: str
    handle: str
    name: str
    state: str
    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    bearer_token: str


@dataclass(frozen=True)
class App:
    """What `app` returns: who asks accounts for access."""

    consumer_key: str
    consumer_secret: str
    name: str
    callback: str


@dataclass
class Rehearsal:
    """A running network, for tests."""

    url: str
    home: Path
    process: subprocess.Popen[str]

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Call the control endpoint and return its JSON; a refusal raises AssertionError."""
        answer = requests.request(
            method,
            f"{self.url}/control/{path}",
            json=body,
            headers={"X-Control-Key": KEY},
            timeout=10,
        )
        assert answer.ok, answer.text
        return answer.json()

    def account(self, handle: str, name: str = "") -> Keys:
        return Keys(**self.control("POST", "accounts", {"handle": handle, "name": name}))

    def app(self, name: str = "The desk", callback: str = "") -> App:
        return App(**self.control("POST", "apps", {"name": name, "callback": callback}))

    def decide(self, token: str, handle: str, act: str = "allow") -> requests.Response:
        """Answer an app's request as the account's owner does, on the page."""
        page = requests.get(f"{self.url}/oauth/authorize", {"oauth_token": token}, timeout=10)
        mark = re.search(r'name="mark" value="([^"]*)"', page.text)
        given = {"oauth_token": token, "mark": mark[1] if mark else "", "account": handle}
        return requests.post(f"{self.url}/oauth/authorize", {**given, "act": act}, timeout=10)

    def pin(self, token: str, handle: str) -> str:
        """The PIN the page shows once the owner has said yes."""
        shown = re.search(r"<code>([0-9]+)</code>", self.decide(token, handle).text)
        assert shown
        return shown[1]

    def revoke(self, handle: str) -> None:
        self.control("POST", f"accounts/{handle}/revoke")

    def renew(self, handle: str) -> Keys:
        return Keys(**self.control("POST", f"accounts/{handle}/renew"))

    def set_state(self, handle: str, state: str) -> None:
        """`active`, `read_only` or `suspended`."""
        self.control("POST", f"accounts/{handle}/state", {"state": state})

    def fault(self, kind: str, **where: Any) -> int:
        """Arm a fault; see docs/rehearsal.md for kinds and fields."""
        return int(self.control("POST", "faults", {"kind": kind, **where})["id"])

    def faults(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "faults"))

    def clear(self) -> None:
        self.control("DELETE", "faults")

    def settings(self, **changes: Any) -> dict[str, Any]:
        """Turn settings and forget all rate windows; returns the settings."""
        return dict(self.control("POST", "settings", changes))

    def log(self, handle: str = "", act: str = "", after: int = 0) -> list[dict[str, Any]]:
        """Everything that was applied, in order."""
        lines = self.control("GET", f"log?after={after}")
        return [
            line for line in lines if handle in ("", line["handle"]) and act in ("", line["act"])
        ]

    def posts(self, handle: str = "") -> list[dict[str, Any]]:
        """The posts that were applied, in order, deleted ones too."""
        return self.log(handle, "post")

    def calls(self, handle: str = "", endpoint: str = "") -> list[dict[str, Any]]:
        """Every call of the API with its status (0: the line was reset) and the fault it met."""
        lines = self.control("GET", "calls")
        return [
            line
            for line in lines
            if handle in ("", line.get("handle")) and endpoint in ("", line.get("endpoint"))
        ]

    def stop(self) -> int:
        """End it as an operator would; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start(home: Path, *, port: int = 0, threads: int = 32) -> Rehearsal:
    """Start a network with its database in `home`; returns when it accepts connections."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "rehearsal.key").write_text(KEY)
    command = [sys.executable, "-m", "publisher.rehearsal", "--home", str(home)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--threads", str(threads)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={name: os.environ[name] for name in os.environ if name != "REHEARSAL_CONTROL_KEY"},
    )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("Rehearsal network: "), line
    return Rehearsal(line.split(": ", 1)[1].strip(), home, process)
