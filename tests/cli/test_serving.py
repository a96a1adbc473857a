"""The desk by real sockets: whoever sends slowly, reads slowly or just stays, others get their page."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from publisher.cli import serving
from publisher.cli.serving import SHORT, USUAL, DeskChannel, Patience
from tests.worlds.desk import HOST, SOON, Desk
from tests.worlds.up import alive, eventually, found

pytestmark = pytest.mark.journey
HEAD = b"GET /sign-in HTTP/1.1\r\n" + HOST
FORM = b"POST /sign-in HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000\r\n\r\n"


def children(desk: Desk) -> list[int]:
    path = Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children")
    return [int(each) for each in path.read_text().split()]


def drip(lines: list[socket.socket], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        for line in lines:
            with suppress(OSError):
                line.send(b"a")


def test_a_page_comes_while_many_send_slowly_and_others_just_stay(desk):
    with ExitStack() as lines:
        slow = [lines.enter_context(desk.open(FORM + b"a")) for _ in range(120)]
        slow += [lines.enter_context(desk.open(HEAD + b"X-A: ")) for _ in range(40)]
        stay = [lines.enter_context(desk.open(HEAD + b"\r\n")) for _ in range(40)]
        stay += [lines.enter_context(desk.open()) for _ in range(40)]
        stop = threading.Event()
        dripping = threading.Thread(target=drip, args=(slow, stop))
        dripping.start()
        try:
            assert [desk.page().status_code for _ in range(10)] == [200] * 10
        finally:
            stop.set()
            dripping.join()


def test_a_page_comes_while_many_read_slowly(desk):
    big = "/static/fonts/Inter-latin.woff2"
    assert len(desk.page(big).content) > 100_000
    ask = f"GET {big} HTTP/1.1\r\n".encode() + HOST + b"\r\n"
    with ExitStack() as lines:
        readers = [lines.enter_context(desk.open(ask * 20, narrow=True)) for _ in range(20)]
        for line in readers:
            line.recv(10)
        assert desk.page().status_code == 200


#: The desk, with less patience than anybody has.
HASTY = """
import sys
from publisher.cli import serving
serving.USUAL = serving.SHORT = serving.Patience(head=2, rest=2, idle=2)
serving.AHEAD = {ahead}
import publisher.wsgi
def big(environ, start):
    if environ["PATH_INFO"] != "/big":
        return desk(environ, start)
    start("200 OK", [("Content-Type", "text/plain")])
    return (b"x" * 65536 for _ in range(4000))
desk, publisher.wsgi.application = publisher.wsgi.application, big
from publisher.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def hasty(serve: Callable[..., Desk]) -> Desk:
    return serve(program=HASTY.format(ahead=1_000_000))


@pytest.mark.parametrize(
    "sent",
    [b"", HEAD, HEAD + b"X-A: ", FORM, FORM + b"a", HEAD + b"\r\n"],
    ids=["nothing", "a line", "half a head", "no body", "a byte", "a whole request"],
)
def test_who_sends_no_more_is_cut_off(hasty, sent):
    with hasty.open(sent) as line:
        while line.recv(65536):
            pass


@pytest.mark.parametrize("sent", [HEAD + b"X-A: ", FORM], ids=["head", "body"])
def test_who_drips_is_cut_off_all_the_same(hasty, sent):
    stop = threading.Event()
    with hasty.open(sent) as line:
        dripping = threading.Thread(target=drip, args=([line], stop))
        dripping.start()
        try:
            with suppress(ConnectionResetError):
                assert line.recv(65536) == b""
        finally:
            stop.set()
            dripping.join()


def test_who_reads_no_more_gives_back_the_thread_and_is_cut_off(hasty):
    with ExitStack() as lines:
        asked = b"GET /big HTTP/1.1\r\n" + HOST + b"\r\n"
        readers = [lines.enter_context(hasty.open(asked, narrow=True)) for _ in range(4)]
        for line in readers:
            line.recv(10)
        eventually(lambda: hasty.answers, "a page comes again")
        assert hasty.page().status_code == 200


def test_who_sends_steadily_is_heard_to_the_end(hasty):
    body = b"mail=a&password=b&more=" + b"x" * 300_000
    head = f"POST /sign-in HTTP/1.1\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    with hasty.open(head.encode() + HOST + b"\r\n") as line:
        for at in range(0, len(body), 30_000):
            line.sendall(body[at : at + 30_000])
            time.sleep(0.3)
        # It has no token of the form, and is told so: all of it was read.
        assert line.recv(65536).startswith(b"HTTP/1.1 403")


@dataclass
class Waiting:
    """What a channel tells of itself."""

    since: float = 0.0
    headers_finished: bool = False
    body_bytes_received: int = 0


@pytest.mark.parametrize("patience", [USUAL, SHORT])
def test_a_body_may_take_as_long_as_its_pace_allows(patience: Patience):
    channel = DeskChannel.__new__(DeskChannel)
    channel.total_outbufs_len, channel.requests, channel.last_activity = 0, [], 0.0
    channel.request = coming = Waiting(headers_finished=True)
    assert not channel.overdue(1_000, patience)
    assert not channel.overdue(1_000 + patience.rest, patience)
    coming.body_bytes_received = serving.PACE * 100
    assert not channel.overdue(1_100 + patience.rest, patience)
    assert channel.overdue(1_101 + patience.rest, patience)


def test_where_connections_are_many_patience_is_short():
    assert SHORT.head < USUAL.head
    assert SHORT.rest < USUAL.rest
    assert SHORT.idle < USUAL.idle
    assert serving.MANY < serving.CONNECTIONS


def test_more_connections_than_there_is_room_for_leave_room_for_a_page(serve):
    program = HASTY.replace("serving.AHEAD = {ahead}", "serving.CONNECTIONS, serving.MANY = 60, 30")
    desk = serve(program=program)
    with ExitStack() as lines:
        for _ in range(100):
            lines.enter_context(desk.open())
        eventually(lambda: desk.answers, "a page comes again")


@pytest.mark.parametrize("how", ["said", "in pieces"])
def test_a_form_that_is_too_large_is_refused_on_a_page_of_the_desk(serve, how):
    program = (
        "import sys; from publisher import settings; settings.MOST_SENT = 100_000;"
        "from publisher.__main__ import main; sys.exit(main())"
    )
    desk = serve(program=program)
    size = b"Content-Length: 2000000\r\n" if how == "said" else b"Transfer-Encoding: chunked\r\n"
    with desk.open(b"POST /sign-in HTTP/1.1\r\n" + HOST + size + b"\r\n") as line:
        if how == "in pieces":
            piece = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
            with suppress(ConnectionError):
                line.sendall(piece * 11)
        answer = line.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"text/html" in answer


def test_a_proxys_word_reaches_the_desk_and_the_server_says_nothing_of_itself(serve):
    desk = serve(PUBLIC_URL="https://localhost")
    plain = requests.get(desk.address + "/sign-in", timeout=SOON, allow_redirects=False)
    assert plain.status_code == 301
    passed = requests.get(
        desk.address + "/sign-in", timeout=SOON, headers={"X-Forwarded-Proto": "https"}
    )
    assert passed.status_code == 200
    assert "Server" not in passed.headers


def test_a_form_under_way_is_finished_when_the_desk_is_told_to_stop(desk):
    body = b"mail=a&password=b"
    head = b"POST /sign-in HTTP/1.1\r\nContent-Length: %d\r\n" % len(body) + HOST + b"\r\n"
    with desk.open(head + body[:5]) as line, desk.open() as idle:
        time.sleep(0.5)
        desk.process.terminate()
        time.sleep(1.5)
        line.sendall(body[5:])
        assert line.recv(65536).startswith(b"HTTP/1.1 403")
        assert idle.recv(10) == b""
    assert desk.process.wait(20) == 0


def test_a_desk_whose_process_dies_is_started_anew(desk):
    (worker,) = children(desk)
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: desk.answers, "the desk answers again")
    assert children(desk) != [worker]


def test_a_desk_ends_with_what_watches_over_it(desk):
    (worker,) = children(desk)
    desk.process.kill()
    desk.process.wait()
    eventually(lambda: not alive(worker), "the desk's own process to end")


def test_many_who_sign_in_at_once_leave_the_desk_answering(serve):
    desk = serve(threads=8)
    session = requests.Session()
    token = found(
        r'csrfmiddlewaretoken" value="(\w+)"',
        session.get(desk.address + "/sign-in", timeout=SOON).text,
    )
    cookies = session.cookies.get_dict()

    def sign_in(n: int) -> int:
        form = {"mail": f"m{n}@harbour.example", "password": "no", "csrfmiddlewaretoken": token}
        return requests.post(
            desk.address + "/sign-in", form, cookies=cookies, timeout=60
        ).status_code

    with ThreadPoolExecutor(40) as many:
        tried = [many.submit(sign_in, n) for n in range(40)]
        assert [desk.page().status_code for _ in range(5)] == [200] * 5
    assert {each.result() for each in tried} <= {422, 503}
