"""A worker that dies, stumbles or freezes at any point: everything is out once, in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from publisher.post.faults import POINTS
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


def stumbling(desk: Newsdesk, points: list[str]) -> str:
    """One thread past all these places, each of which throws it off once."""
    desk.rest()
    paper = desk.paper()
    for fault in [NEEDS[point] for point in points if point in NEEDS][:1]:
        paper.fault(**fault)
    desk.worker(",".join(f"{point}:raise" for point in points))
    thread = paper.approve(posts=3, cards=True)
    return said(paper, thread)


def said(paper: Paper, thread: int) -> str:
    try:
        paper.until_out()
    except AssertionError as stuck:
        return f"{stuck}: {paper.seen(thread)}"
    return "; ".join(paper.verdict().words)


def in_parallel(desks: list[Newsdesk], act: Callable[[Newsdesk, list[str]], dict[str, str]]):
    shares = [SENDING[n :: len(desks)] for n in range(len(desks))]
    with ThreadPoolExecutor(len(desks)) as pool:
        return {
            point: words for part in pool.map(act, desks, shares) for point, words in part.items()
        }


@pytest.mark.parametrize("act", ["kill", "stop:3"])
def test_at_any_point_nothing_is_lost_doubled_or_out_of_order(desks: list[Newsdesk], act: str):
    def share(desk: Newsdesk, points: list[str]) -> dict[str, str]:
        brief = BRIEF if act != "kill" else {}
        return {point: scenario(desk, point, brief.get(point, act)) for point in points}

    assert in_parallel(desks, share) == dict.fromkeys(SENDING, "")


def test_a_mistake_at_any_point_is_got_over(desks: list[Newsdesk]):
    def share(desk: Newsdesk, points: list[str]) -> dict[str, str]:
        words = stumbling(desk, points)
        met = (desk.home / "worker.log").read_text().count("A fault was armed here")
        return dict.fromkeys(points, words if met >= len(points) else "never met")

    assert in_parallel(desks, share) == dict.fromkeys(SENDING, "")
