"""`python -m publisher.rehearsal --home DIR`: start the rehearsal network on this machine."""

from __future__ import annotations

import argparse
import errno
import os
import secrets
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

from publisher.rehearsal.practice_serve import PracticeServer, Start
from publisher.rehearsal.store import Store

WRONG_USE = 2


class CannotStart(Exception):
    """The network cannot start; the text says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop. Returns 2, with a sentence, when that cannot begin."""
    chosen = _arguments(arguments)
    os.umask(0o077)  # the database holds tokens
    try:
        start = _start(chosen)
    except CannotStart as problem:
        print(problem, file=sys.stderr)  # noqa: T201 (the command line speaks)
        return WRONG_USE
    PracticeServer(start).run()
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m publisher.rehearsal", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder for its database and key")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8001, help="0 takes a free one (8001)")
    parser.add_argument("--threads", type=int, default=32, help="calls answered at a time (32)")
    return parser.parse_args(arguments)


def _start(chosen: argparse.Namespace) -> Start:
    listener = open_listener(chosen.host, chosen.port)
    try:
        chosen.home.mkdir(parents=True, exist_ok=True)
        database = chosen.home / "rehearsal.sqlite3"
        Store(database).prepare()
        key = control_key(chosen.home)
        return Start(listener, _address(listener), database, key, max(1, chosen.threads))
    except OSError as problem:
        raise CannotStart(f"{chosen.home} cannot be used: {problem.strerror}.") from problem


def open_listener(host: str, port: int) -> socket.socket:
    """Open the socket. Raises CannotStart for an address that others could reach, or a taken port."""
    address = "127.0.0.1" if host == "localhost" else host
    if not _is_loopback(address):
        raise CannotStart(
            f"The rehearsal network serves this machine only; {host} is not loopback."
        )
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(2048)
    except (OSError, OverflowError) as problem:
        listener.close()
        raise CannotStart(_why(host, port, problem)) from problem
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _why(host: str, port: int, problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken. Stop what runs there, or choose another with --port."
        )
    return f"Port {port} on {host} cannot be opened: {problem}."


def control_key(home: Path) -> str:
    """Return the key of the control endpoint; one is made, readable by its owner, when missing."""
    given = os.environ.get("REHEARSAL_CONTROL_KEY", "").strip()
    path = home / "rehearsal.key"
    if given:
        return given
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
    key = path.read_text().strip()
    if not key:
        raise CannotStart(f"{path} is empty. Remove it, and a new key is made.")
    return key


if __name__ == "__main__":
    sys.exit(main())
