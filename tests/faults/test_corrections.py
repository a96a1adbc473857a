"""A correction on real processes: whatever dies over it, it stands once under its post."""

from __future__ import annotations

import pytest

from tests.faults.together import as_said, side_by_side
from tests.worlds.newsdesk import Newsdesk, until

pytestmark = pytest.mark.journey
POINTS = (
    "deliver.after_claim",
    "send.before_fence",
    "send.after_intent",
    "send.after_answer",
    "receipt.before_commit",
    "send.after_receipt",
)


def corrected(desk: Newsdesk, fault: str) -> str:
    """One correction past one armed place, and somebody to take over; what was wrong with it."""
    helper = desk.helper()
    paper = desk.paper()
    thread = paper.approve(posts=3)
    until(lambda: paper.seen(thread)["proved"], "to be read back")
    helper.freeze()
    worker = desk.worker(fault)
    desk.ask("correct", thread=thread, position=2, words="It was April.")
    until(lambda: worker.frozen or not worker.alive, fault)
    helper.go_on()
    until(lambda: len(paper.seen(thread)["proved"]) == 2, "to be read back again")
    out = paper.out()
    assert [post["text"] for post in out[3:]] == ["Correction: It was April."], out
    assert out[3]["parent"] == out[1]["id"], out
    return "" if paper.seen(thread)["state"] == "posted" else str(paper.seen(thread))


def test_a_correction_goes_out_once_whoever_dies_over_it(desks: list[Newsdesk]):
    faults = [f"{point}:{act}" for point in POINTS for act in ("kill", "stop:3")]
    ended = side_by_side(desks, faults, lambda desk, fault: as_said(lambda: corrected(desk, fault)))
    assert ended == dict.fromkeys(faults, "")
