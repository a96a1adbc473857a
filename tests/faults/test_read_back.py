"""The read after posting, on real processes: whatever dies over it, nothing is lost or doubled."""

from __future__ import annotations

import pytest

from tests.faults.together import as_said, side_by_side
from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey
STUMBLED = "A fault was armed here"
POINTS = ("prove.before_read", "prove.after_read", "prove.before_commit")


def read_back(desk: Newsdesk, fault: str) -> str:
    """One thread read back past one armed place; what was wrong with it."""
    helper = desk.helper()
    helper.freeze()
    paper = desk.paper()
    before = desk.log.count(STUMBLED)
    worker = desk.worker(fault)
    thread = paper.approve(posts=3)
    until(lambda: worker.frozen or not worker.alive or desk.log.count(STUMBLED) > before, fault)
    helper.go_on()
    until(lambda: paper.seen(thread)["proved"], "to be read back")
    assert paper.seen(thread)["proved"] == ["whole"]
    return "; ".join(paper.verdict().words)


def test_a_thread_is_read_back_once_whoever_dies_over_it(desks: list[Newsdesk]):
    faults = [f"{point}:{act}" for point in POINTS for act in ("kill", "stop:3", "raise")]
    ended = side_by_side(desks, faults, lambda desk, fault: as_said(lambda: read_back(desk, fault)))
    assert ended == dict.fromkeys(faults, "")
