"""The read after posting, on real processes: whatever dies over it, nothing is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey
POINTS = ("prove.before_read", "prove.after_read", "prove.before_commit")


def stumbled(log: Path) -> int:
    return log.read_text().count("A fault was armed") if log.exists() else 0


@pytest.mark.parametrize("act", ["kill", "stop:3", "raise"])
@pytest.mark.parametrize("point", POINTS)
def test_a_thread_is_read_back_once_whoever_dies_over_it(desk: Newsdesk, point: str, act: str):
    helper = desk.helper()
    helper.freeze()
    paper = desk.paper()
    worker = desk.worker(f"{point}:{act}")
    thread = paper.approve(posts=3)
    log = desk.home / "worker.log"
    before = stumbled(log)
    until(lambda: worker.frozen or not worker.alive or stumbled(log) > before, point)
    helper.go_on()
    until(lambda: paper.seen(thread)["proved"], "to be read back")
    assert paper.seen(thread)["proved"] == ["whole"]
    assert paper.verdict().words == []
