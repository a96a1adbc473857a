"""A correction on real processes: whatever dies over it, it stands once under its post."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("act", ["kill", "stop:3"])
@pytest.mark.parametrize("point", POINTS)
def test_a_correction_goes_out_once_whoever_dies_over_it(desk: Newsdesk, point: str, act: str):
    helper = desk.helper()
    paper = desk.paper()
    thread = paper.approve(posts=3)
    until(lambda: paper.seen(thread)["proved"], "to be read back")
    helper.freeze()
    worker = desk.worker(f"{point}:{act}")
    desk.ask("correct", thread=thread, position=2, words="It was April.")
    until(lambda: worker.frozen or not worker.alive, point)
    helper.go_on()
    until(lambda: len(paper.seen(thread)["proved"]) == 2, "to be read back again")
    out = paper.out()
    assert [post["text"] for post in out[3:]] == ["Correction: It was April."]
    assert out[3]["parent"] == out[1]["id"]
    assert paper.seen(thread)["state"] == "posted"
