"""A worker that dies, stumbles or freezes at any point: everything is out once, in order."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.delivery.failpoints import POINTS
from tests.faults.together import side_by_side
from tests.worlds.newsdesk import Newsdesk, Paper, until

pytestmark = pytest.mark.journey
#: What goes wrong on the network, so that a thread comes past these places at all.
NEEDS: dict[str, dict[str, Any]] = {
    "settle.before_read": {"kind": "reset", "when": "after", "endpoint": "post", "post": 2},
    "settle.after_read": {"kind": "reset", "when": "after", "endpoint": "post", "post": 2},
    "send.after_failure": {"kind": "error", "endpoint": "post", "post": 2},
}
#: The last moment before the first byte: frozen for longer than SETTLE_AFTER is the known limit.
BRIEF = {"window.after_check": "stop:1"}
SENDING = [point for point in POINTS if not point.startswith(("remove.", "prove."))]


def scenario(desk: Newsdesk, point: str, act: str) -> str:
    """One thread past one armed place, and somebody to take over; what the judge says."""
    helper = desk.helper()
    helper.freeze()
    paper = desk.paper()
    if point in NEEDS:
        paper.fault(**NEEDS[point])
    first = desk.worker(f"{point}:{act}")
    thread = paper.approve(posts=3, cards=point.startswith("prepare."))
    until(lambda: first.frozen or not first.alive, point)
    helper.go_on()
    return said(paper, thread)


def stumbling(desk: Newsdesk, point: str) -> str:
    """The same with a worker that stumbles there and goes on by itself."""
    desk.rest()
    paper = desk.paper()
    if point in NEEDS:
        paper.fault(**NEEDS[point])
    met = desk.log.count("A fault was armed here")
    desk.worker(f"{point}:raise")
    thread = paper.approve(posts=3, cards=point.startswith("prepare."))
    words = said(paper, thread)
    return words if desk.log.count("A fault was armed here") > met else "never met"


def said(paper: Paper, thread: int) -> str:
    try:
        paper.until_out()
    except AssertionError as stuck:
        return f"{stuck}: {paper.seen(thread)}"
    return "; ".join(paper.verdict().words)


@pytest.mark.parametrize("act", ["kill", "stop:3"])
def test_at_any_point_nothing_is_lost_doubled_or_out_of_order(desks: list[Newsdesk], act: str):
    brief = BRIEF if act != "kill" else {}
    ended = side_by_side(
        desks, SENDING, lambda desk, point: scenario(desk, point, brief.get(point, act))
    )
    assert ended == dict.fromkeys(SENDING, "")


def test_a_mistake_at_any_point_is_got_over(desks: list[Newsdesk]):
    assert side_by_side(desks, SENDING, stumbling) == dict.fromkeys(SENDING, "")
