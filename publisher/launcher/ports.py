"""Loopback ports: the wanted one, or the next that is free."""

from __future__ import annotations

import socket

from publisher.launcher.errors import UpError

TRIES = 50


def free_port(wanted: int) -> int:
    """The wanted port or the next free one after it. Raises UpError when there is none."""
    for port in range(wanted, min(wanted + TRIES, 65536)):
        if _free(port):
            return port
    raise UpError(f"No port from {wanted} to {wanted + TRIES - 1} is free: name another by --port.")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
