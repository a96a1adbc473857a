"""A small server whose answers are written beforehand: raw bytes, trickled, or broken off."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Say:
    """One answer: `pause` seconds between bytes, `reset` to break off with RST after them."""

    raw: bytes
    pause: float = 0.0
    reset: bool = False


def answer(status: int, body: Any = None, *, kind: str = "application/json", **headers: str) -> Say:
    """Compose a whole answer; a body that is no text is sent as JSON, `a_b` names a header a-b."""
    text = body if isinstance(body, str) else json.dumps(body)
    lines = [f"HTTP/1.1 {status} Said", f"content-type: {kind}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"content-length: {len(text.encode())}", "", text]
    return Say("\r\n".join(lines).encode())


@dataclass
class Scripted:
    """The server: queue answers with `say`, read `asked`; without one it hangs up unanswered."""

    listener: socket.socket
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    ended: int = 0
    _script: deque[Say] = field(default_factory=deque)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.listener.getsockname()[1]}"

    def say(self, *said: Say) -> None:
        self._script.extend(said)

    def settled(self, count: int) -> bool:
        """Wait until so many connections have come and gone."""
        until = time.monotonic() + 5
        while self.ended < count and time.monotonic() < until:
            time.sleep(0.005)
        return self.ended == self.connections == count

    def run(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self._meet, args=(sock,), daemon=True).start()

    def _meet(self, sock: socket.socket) -> None:
        with suppress(OSError), sock:
            meeting = self.tls.wrap_socket(sock, server_side=True) if self.tls else sock
            with meeting, meeting.makefile("rb") as stream:
                while heard := _hear(stream):
                    self.asked.append(heard)
                    if not self._script or not _speak(meeting, self._script.popleft()):
                        break
        self.ended += 1


def _hear(stream: Any) -> Asked | None:
    first = stream.readline().decode().split()
    if not first:
        return None
    headers = {}
    while line := stream.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(first[0], first[1], headers, stream.read(int(headers.get("content-length", 0))))


def _speak(sock: socket.socket, say: Say) -> bool:
    """Say it; True when the connection stays open for more."""
    steps = [bytes([byte]) for byte in say.raw] if say.pause else [say.raw]
    for step in steps:
        sock.sendall(step)
        time.sleep(say.pause)
    if say.reset:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return not say.reset


@contextmanager
def scripted(tls: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """Run a scripted server on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Scripted(listener, tls)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)
