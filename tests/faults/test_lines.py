"""Names that are found slowly and addresses that stay silent: the call ends in time, and goes later."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.worlds.mishaps import NAMES
from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey


@pytest.fixture
def silent() -> Iterator[int]:
    """A port at which nobody ever takes up a connection."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as listener:
        port = int(listener.getsockname()[1])
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        yield port
        for caller in callers:
            caller.close()


@pytest.mark.parametrize("how", ["slow", "silent"])
def test_no_connection_in_time_is_tried_later_and_doubles_nothing(
    busy: Newsdesk, silent: int, how: str
):
    paper = busy.paper(gap=0.4)
    thread = paper.approve(posts=4)
    paper.until_posts(1)
    names = busy.home / NAMES
    names.write_text("slow 3" if how == "slow" else f"silent {silent}")
    try:
        until(lambda: "No connection to X" in " ".join(busy.ask("said", thread=thread)), "trouble")
        out = len(paper.out())
    finally:
        names.unlink()
    assert out < 4
    paper.until_out()
    assert paper.verdict().clean
    assert set(paper.calls()) == {201}
