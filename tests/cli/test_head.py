"""To HEAD go headers and no body, whatever answers: by raw sockets, one ask after the other on one."""

from __future__ import annotations

import socket
from typing import BinaryIO

import pytest

from publisher.cli import serving
from tests.worlds.desk import HOST, Desk

pytestmark = pytest.mark.journey
STATIC = b"/static/fonts/Inter-latin.woff2"
#: Pages, a redirect, what is not there or not for GET, words for a machine, a file.
PATHS = (b"/sign-in", b"/", b"/nowhere", b"/sign-out", b"/healthz", b"/static/nowhere", STATIC)
#: Beside the desk's pages, what an application may answer: nothing said of its length, a file, a fault.
ODD = """
import io, sys
import publisher.wsgi
def odd(environ, start):
    path = environ["PATH_INFO"]
    if path == "/fault":
        raise ValueError
    if path not in {"/pieces", "/file"}:
        return desk(environ, start)
    start("200 OK", [("Content-Type", "text/plain")])
    body = io.BytesIO(b"a body" * 1000)
    return environ.get("wsgi.file_wrapper", iter)(body) if path == "/file" else iter(body)
desk, publisher.wsgi.application = publisher.wsgi.application, odd
from publisher.__main__ import main
sys.exit(main())
"""
#: What is answered on a connection that ends behind it.
LAST = {
    "pieces": b"/pieces HTTP/1.1\r\n" + HOST + b"\r\n",
    "a file": b"/file HTTP/1.1\r\n" + HOST + b"\r\n",
    "an old browser": b"/file HTTP/1.0\r\n" + HOST + b"\r\n",
    "a fault": b"/fault HTTP/1.1\r\n" + HOST + b"\r\n",
    "no header": b"/sign-in HTTP/1.1\r\nno header\r\n\r\n",
    "no length": b"/sign-in HTTP/1.1\r\nContent-Length: many\r\n\r\n",
    # So long that all of it is read before it is refused.
    "too much": (b"/sign-in HTTP/1.1\r\nX: ").ljust(serving.HEAD - len(b"HEAD "), b"x"),
}


def answer(read: BinaryIO, *, body: bool) -> tuple[bytes, int]:
    """The next answer's first line, and how long it says its body is; that is read where there is one."""
    first, length = read.readline(), -1
    while (header := read.readline()).strip():
        if header.lower().startswith(b"content-length:"):
            length = int(header.partition(b":")[2])
    if body:
        assert len(read.read(length)) == length
    return first, length


def asked(line: socket.socket, path: bytes) -> list[tuple[bytes, int]]:
    """What two HEADs and a GET of it are answered, sent at once."""
    rest = b" " + path + b" HTTP/1.1\r\n" + HOST + b"\r\n"
    line.sendall(b"HEAD" + rest + b"HEAD" + rest + b"GET" + rest)
    read = line.makefile("rb")
    return [answer(read, body=body) for body in (False, False, True)]


def to_the_end(desk: Desk, sent: bytes) -> bytes:
    with desk.open(sent) as line:
        return line.makefile("rb").read()


def test_head_says_what_get_does_and_the_next_answer_follows_at_once(desk):
    for path in PATHS:
        with desk.open() as line:
            first, second, got = asked(line, path)
        assert first == second == got
        assert got[0].startswith(b"HTTP/1.1 ")
        assert got[1] >= 0


def test_head_of_what_has_not_changed_ends_with_its_headers(desk):
    since = desk.page(STATIC.decode()).headers["Last-Modified"].encode()
    said = to_the_end(
        desk, b"HEAD " + STATIC + b" HTTP/1.1\r\nIf-Modified-Since: " + since + b"\r\n\r\n"
    )

    assert said.startswith(b"HTTP/1.1 304")
    assert said.find(b"\r\n\r\n") == len(said) - 4


def test_whatever_answers_head_ends_with_its_headers(serve):
    desk = serve(program=ODD)
    for what, rest in LAST.items():
        said = to_the_end(desk, b"HEAD " + rest)
        assert said.startswith(b"HTTP/1."), what
        assert said.find(b"\r\n\r\n") == len(said) - 4, what
