"""One connection for one call: asked before its first byte, shut at the call's deadline."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, ClassVar, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

#: Seconds one address may stay silent before the next one is tried.
PATIENCE = 1.5

Addresses = list[tuple[Any, ...]]


class Limit:
    """The time one call may take, from name lookup to its last byte; used as a context.

    `begun` turns true when the first byte may have left; until then nothing can have been done.
    `spent` turns true when the time ran out and the socket was shut.
    """

    def __init__(self, seconds: float, check: Callable[[], None]) -> None:
        self.begun = False
        self.spent = False
        self._check = check
        self._ends = time.monotonic() + seconds
        self._ropes: list[socket.socket] = []
        self._timer: threading.Timer | None = None

    def left(self) -> float:
        """Seconds left, never quite zero: a zero timeout means "do not block" to sockets."""
        return max(0.001, self._ends - time.monotonic())

    def begin(self) -> None:
        """Ask the door whether the call may still go; it raises when not."""
        self._check()
        self.begun = True

    def hold(self, sock: socket.socket) -> None:
        """Shut this socket when the time is up, whatever trickles in."""
        # A second handle on it, because TLS takes the first one over.
        self._ropes.append(sock.dup())
        self._timer = threading.Timer(self.left(), self._cut)
        self._timer.daemon = True
        self._timer.start()

    def _cut(self) -> None:
        self.spent = True
        for rope in self._ropes:
            try:
                rope.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _err: BaseException | None,
        _tb: TracebackType | None,
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        for rope in self._ropes:
            rope.close()


def resolve_host(host: str, port: int, within: float) -> Addresses:
    """Find the addresses of a host in at most `within` seconds; raises OSError."""
    box: SimpleQueue[Addresses | OSError] = SimpleQueue()
    threading.Thread(target=_resolve, args=(host, port, box), daemon=True).start()
    try:
        found = box.get(timeout=within)
    except Empty:
        raise TimeoutError(f"{host} was not found in time") from None
    if isinstance(found, OSError):
        raise found
    return found


def _resolve(host: str, port: int, box: SimpleQueue[Addresses | OSError]) -> None:
    try:
        box.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except OSError as failed:
        box.put(failed)


def open_connection(addresses: Addresses, limit: Limit) -> socket.socket:
    """Connect to the first address that answers; raises the last OSError."""
    failed: OSError = OSError("it has no address")
    for *_, place in addresses:
        try:
            return socket.create_connection(place[:2], min(PATIENCE, limit.left()))
        except OSError as silent:
            failed = silent
    raise failed


class _Guarded(HTTPConnection):
    """Checks the send window after connect and TLS; notes when bytes begin to leave."""

    limit: ClassVar[Limit]

    def _new_conn(self) -> socket.socket:
        host, port, limit = self._dns_host, self.port or self.default_port, self.limit
        try:
            sock = open_connection(resolve_host(host, port, limit.left()), limit)
        except socket.gaierror as unknown:
            raise NameResolutionError(host, self, unknown) from unknown
        except TimeoutError as silent:
            raise ConnectTimeoutError(self, f"{host} did not answer in time") from silent
        except OSError as refused:
            raise NewConnectionError(self, str(refused)) from refused
        for option in self.socket_options or ():
            sock.setsockopt(*option)
        sock.settimeout(limit.left())
        limit.hold(sock)
        return sock

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        self.limit.begin()
        super().request(method, url, *args, **kwargs)


class _GuardedTLS(_Guarded, HTTPSConnection):
    """The same over TLS."""


class Wire(HTTPAdapter):
    """Carries one call over a fresh connection, without retries."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": self._pool(HTTPConnectionPool, _Guarded),
            "https": self._pool(HTTPSConnectionPool, _GuardedTLS),
        }

    def _pool(
        self, pool: type[HTTPConnectionPool], connection: type[_Guarded]
    ) -> type[HTTPConnectionPool]:
        marked = type(connection.__name__, (connection,), {"limit": self._limit})
        return type(pool.__name__, (pool,), {"ConnectionCls": marked})
