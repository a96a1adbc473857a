"""The way out: to checked addresses only, each connection to the very address that was checked.

A name is looked up once a connection, all it leads to is judged, and the socket is opened to the
judged address itself, so a name that leads elsewhere a moment later leads nowhere. Host, SNI and the
certificate stay the name's. Everything together ends at one deadline, however slowly bytes come.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from time import monotonic
from typing import Any

import httpcore
import httpx

from publisher.intake.errors import NoAnswer, NotPublic
from publisher.intake.public_addresses import Address, is_public

#: A whole fetch with all its redirects, and one try of one of a name's addresses, in seconds.
SECONDS, ONE_TRY = 10.0, 3.0
#: So many of a name's addresses are tried.
MOST_TRIED = 3
#: Bytes read at a time.
CHUNK = 16_384


def looked_up(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as numbers. Raises OSError or UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@cache
def trusted_ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be reached, and for how long; other rules are for tests and for intranets."""

    seconds: float = SECONDS
    ports: frozenset[int] | None = frozenset({80, 443})
    allowed: Callable[[Address], bool] = is_public
    look_up: Callable[[str, int], Sequence[str]] = looked_up
    trust: Callable[[], ssl.SSLContext] = trusted_ssl_context


class Deadline:
    """When all of it has to be over."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._end = seconds, monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left. Raises NoAnswer where there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> NoAnswer:
        return NoAnswer(f"the site took longer than {self._seconds:g} seconds.")


class Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._inner.read(min(max_bytes, CHUNK), self._deadline.left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._inner.write(buffer, self._deadline.left)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        secure = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left)
        return Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Pinned(httpcore.NetworkBackend):
    """Opens connections to checked addresses, and to nothing else."""

    def __init__(self, rules: Rules, deadline: Deadline) -> None:
        self._rules, self._deadline = rules, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises NotPublic, NoAnswer or ConnectError."""
        del timeout, local_address, socket_options
        failed: Exception = NoAnswer(f"“{host[:80]}” has no address.")
        for address in self._checked(host, port)[:MOST_TRIED]:
            try:
                inner = self._inner.connect_tcp(
                    str(address), port, min(self._deadline.left, ONE_TRY)
                )
                return Stream(inner, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def _checked(self, host: str, port: int) -> list[Address]:
        if self._rules.ports is not None and port not in self._rules.ports:
            raise NotPublic(host)
        addresses = [ip_address(each) for each in self._numbers(host, port)]
        if not all(map(self._rules.allowed, addresses)):
            raise NotPublic(host)
        return addresses

    def _numbers(self, host: str, port: int) -> Sequence[str]:
        # A name's server may never answer: the looking up is left behind at the deadline.
        apart = ThreadPoolExecutor(1, thread_name_prefix="look-up")
        try:
            return apart.submit(self._rules.look_up, host, port).result(self._deadline.left)
        except TimeoutError as error:
            raise self._deadline.over() from error
        except (OSError, UnicodeError) as error:
            raise NoAnswer(f"there is no site “{host[:80]}”.") from error
        finally:
            apart.shutdown(wait=False)


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class PinnedTransport(httpx.BaseTransport):
    """httpx's requests over pinned connections, a fresh one each: no proxy, no retry, no HTTP/2."""

    def __init__(self, rules: Rules, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=rules.trust(),
            max_keepalive_connections=0,
            network_backend=Pinned(rules, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send it. Raises IntakeError, and httpcore's errors."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=request.headers.raw,
            content=request.read(),
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer.stream), request=request
        )

    def close(self) -> None:
        self._pool.close()
