"""A site on this machine that answers byte for byte as told."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Say = Callable[[Callable[[bytes], None]], None]


@dataclass
class Site:
    """`pages` by path; `asked` is each request as it came."""

    port: int = 0
    pages: dict[str, bytes | Say] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes, kind: str = "text/html", **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": kind, "Content-Length": str(len(data)), **headers}
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
        self.pages[path] = f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + data
        return self.url(path)

    def leads(self, path: str, to: str) -> str:
        head = f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"
        self.pages[path] = head.encode()
        return self.url(path)


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve until the end of the block."""
    running = Site()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self._answer(
                    tls.wrap_socket(self.request, server_side=True) if tls else self.request
                )

        def _answer(self, connection: Any) -> None:
            asked = connection.recv(65_536).decode("latin-1")
            running.asked.append(asked)
            path = asked.split(" ")[1] if " " in asked else "/"
            answer = running.pages.get(path, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
            if callable(answer):
                answer(connection.sendall)
            else:
                connection.sendall(answer)
            connection.close()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        running.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        server.shutdown()
