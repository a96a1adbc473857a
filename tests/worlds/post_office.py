"""A mail server that really listens, and keeps what it takes."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class PostOffice:
    """`refuse` is the answer it gives to every letter, where it is to take none."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""

    @property
    def to(self) -> list[str]:
        return sorted(str(letter["To"]) for letter in self.letters)

    @property
    def subjects(self) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters]


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 post office")
        for line in iter(self.rfile.readline, b""):
            word = line.strip().upper()
            if word.startswith(b"DATA"):
                self._say("354 go on")
                self._take()
            elif word.startswith(b"QUIT"):
                return self._say("221 bye")
            else:
                self._say("250 fine")
        return None

    def _take(self) -> None:
        lines = list(iter(self.rfile.readline, b".\r\n"))
        office: PostOffice = self.server.office  # type: ignore[attr-defined]
        if office.refuse:
            return self._say(office.refuse)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        office.letters.append(letter)
        return self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def open_office() -> Iterator[PostOffice]:
    with _Server(("127.0.0.1", 0), _Talk) as server:
        office = server.office = PostOffice(server.server_address[1])  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield office
        server.shutdown()
        thread.join()
