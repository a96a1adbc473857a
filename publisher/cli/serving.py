"""How the desk is served: gunicorn watches over it, waitress takes in requests.

A request is given to a thread once all of it is there, and its answer is handed over at once, so
nobody who sends or reads slowly keeps a thread. A request that comes in too slowly, an answer
that is not fetched, and a connection nobody uses end after a while; sooner where there are many.
To HEAD go the headers of GET and no body: on a connection that stays, it would be read as the next answer.
"""

from __future__ import annotations

import logging
import os
import resource
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask
from waitress.utilities import RequestEntityTooLarge

#: Connections at once, of so many open files as three to one: bodies may lie in a file.
CONNECTIONS, FILES = 1_000, 4_096
#: From so many connections on, patience is short.
MANY = 500
#: Bytes a second: who sends or reads on at this pace is never cut off.
PACE = 20_000
#: Bytes: of all headers; of a body before it lies in a file; of an answer before its thread waits.
HEAD, IN_MEMORY, AHEAD = 65_536, 65_536, 128_000_000


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: for the whole head; for a body or an answer beyond its pace; for the next request."""

    head: float
    rest: float
    idle: float


USUAL, SHORT = Patience(head=15, rest=30, idle=60), Patience(head=3, rest=6, idle=3)


class BoundedRequest(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """Lets the desk itself say, on a page of its own, that a form is too large: see `web.body_limit`."""

    error: Any
    first = b""

    @property
    def wants_head_alone(self) -> bool:
        """Whether it asks by HEAD; the rest of it may be such that waitress reads no method."""
        return self.first == b"HEAD "

    def received(self, data: bytes) -> int:
        """See waitress."""
        if len(self.first) < len(b"HEAD "):
            self.first = (self.first + data).lstrip()[: len(b"HEAD ")]
        taken = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = None
            self.headers.setdefault("CONTENT_LENGTH", str(self.body_bytes_received))
            self.headers["CONNECTION"] = "close"
        return taken


class DeskAnswer(WSGITask):  # type: ignore[misc]  # waitress ships no types
    """An answer of the desk."""

    chunked_response: bool

    def write(self, data: bytes) -> None:
        """See waitress. To HEAD nothing follows the headers, not even the mark of an end."""
        super().write(b"" if _head_alone(self) else data)
        if _head_alone(self):
            self.chunked_response = False

    def get_environment(self) -> dict[str, Any]:
        """See waitress. A file handed over whole would go out past `write`."""
        found: dict[str, Any] = super().get_environment()
        if _head_alone(self):
            found.pop("wsgi.file_wrapper", None)
        return found


class ServerRefusal(ErrorTask):  # type: ignore[misc]  # waitress ships no types
    """An answer of the server's own."""

    def write(self, data: bytes) -> None:
        """See waitress, and `DeskAnswer`."""
        super().write(b"" if _head_alone(self) else data)


def _head_alone(task: Any) -> bool:
    # The channel's: where the desk broke, the task is given a request that knows no method.
    asked: BoundedRequest = next(iter(task.channel.requests), task.request)
    return asked.wants_head_alone


class DeskChannel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """One connection, which knows since when it waits for what."""

    parser_class = BoundedRequest
    task_class, error_task_class = DeskAnswer, ServerRefusal
    sent = 0
    coming: Any = None
    coming_since = 0.0
    going_since = 0.0
    sent_before = 0

    def send(self, data: bytes, do_close: bool = True) -> int:
        """See waitress."""
        count = int(super().send(data, do_close=do_close))
        self.sent += count
        return count

    def overdue(self, now: float, patience: Patience) -> bool:
        """Whether this connection has waited too long; asked about once a second."""
        self._look(now)
        if self.going_since:
            return now - self.going_since > patience.rest + (self.sent - self.sent_before) / PACE
        if self.coming is not None:
            return now - self.coming_since > self._allowed(patience)
        return not self.requests and now - self.last_activity > patience.idle

    def _look(self, now: float) -> None:
        if not self.total_outbufs_len:
            self.going_since = 0.0
        elif not self.going_since:
            self.going_since, self.sent_before = now, self.sent
        if self.coming is not self.request:
            self.coming, self.coming_since = self.request, now

    def _allowed(self, patience: Patience) -> float:
        if not self.coming.headers_finished:
            return patience.head
        return patience.rest + float(self.coming.body_bytes_received) / PACE

    @property
    def at_work(self) -> bool:
        """Whether a request is being answered, or its body is coming in."""
        coming = self.request is not None and self.request.headers_finished
        return bool(self.requests or self.total_outbufs_len or coming)


class DeskServer(TcpWSGIServer):  # type: ignore[misc]  # waitress ships no types
    """Takes in what comes to one address."""

    channel_class = DeskChannel

    def maintenance(self, now: float) -> None:
        """Close what has waited too long: see waitress."""
        patience = SHORT if len(self.active_channels) > MANY else USUAL
        for channel in list(self.active_channels.values()):
            if channel.overdue(now, patience):
                # Not `will_close`: that waits till the other end takes something.
                channel.handle_close()


class DeskWorker(Worker):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's worker: it is started anew when it dies, or does nothing for a minute."""

    def run(self) -> None:
        """Serve until told to stop, then finish what is at work."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        threads, connections = ThreadedTaskDispatcher(), dict[int, Any]()
        threads.set_thread_count(self.cfg.threads)
        servers = [self._listen(each.sock, threads, connections) for each in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._turn(connections, 1)
        for server in servers:
            server.accepting = False
        until = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < until and any(map(_at_work, servers)):
            self._turn(connections, 0.1)
        threads.shutdown(timeout=1)

    def _listen(self, sock: Any, threads: Any, connections: dict[int, Any]) -> DeskServer:
        about = (sock.family, sock.type, sock.proto, sock.getsockname())
        given = Adjustments(sockets=[sock], **_limits())
        return DeskServer(
            self.wsgi,
            connections,
            _sock=sock,
            dispatcher=threads,
            adj=given,
            sockinfo=about,
            bind_socket=False,
        )

    def _turn(self, connections: dict[int, Any], seconds: float) -> None:
        self.notify()
        wasyncore.loop(timeout=seconds, use_poll=True, map=connections, count=1)


def _at_work(server: DeskServer) -> bool:
    return any(channel.at_work for channel in list(server.active_channels.values()))


def _limits() -> dict[str, Any]:
    return {
        "connection_limit": min(CONNECTIONS, _open_files() // 3),
        "max_request_header_size": HEAD,
        "max_request_body_size": settings.MOST_SENT + 1,
        "inbuf_overflow": IN_MEMORY,
        "outbuf_high_watermark": AHEAD,
        "cleanup_interval": 1,
        # The desk itself counts its proxies: `people.client_ip`, and PUBLIC_URL for the scheme.
        "clear_untrusted_proxy_headers": False,
        "server_name": "localhost",
        "ident": "",
        "log_socket_errors": False,
    }


def _open_files() -> int:
    """How many files this process may have open, raised as far as it needs and may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if 0 <= soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft if soft > 0 else FILES
