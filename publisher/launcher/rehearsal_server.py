"""The rehearsal network's control endpoint, as far as a demo needs it."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any


def open_account(url: str, home: Path, handle: str, name: str) -> dict[str, Any]:
    """Open an account; its id and keys."""
    opened: dict[str, Any] = call_control(url, home, "accounts", {"handle": handle, "name": name})
    return opened


def register_app(url: str, home: Path, name: str) -> dict[str, str]:
    """Register an app that accounts can let in; its two keys."""
    made: dict[str, str] = call_control(url, home, "apps", {"name": name})
    return {each: made[each] for each in ("consumer_key", "consumer_secret")}


def list_applied_acts(url: str, home: Path) -> list[dict[str, Any]]:
    """Everything the network has applied, in order: the judge of a demo."""
    lines: list[dict[str, Any]] = call_control(url, home, "log")
    return lines


def call_control(url: str, home: Path, path: str, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(  # noqa: S310 - our own loopback
        f"{url}/control/{path}",
        data=json.dumps(body).encode() if body is not None else None,
        headers={
            "Content-Type": "application/json",
            "X-Control-Key": (home / "rehearsal.key").read_text().strip(),
        },
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)
