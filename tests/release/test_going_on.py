"""Workers of today take over from the release: what was approved goes out once, nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.worlds.newsdesk import until
from tests.worlds.rehearsal import Rehearsal
from tests.worlds.release.kept import Kept, network_of

pytestmark = pytest.mark.journey
#: Approved for a time that comes now.
DUE = (
    "scheduled", "embargo_over", "prepared", "photo", "worded", "restyled", "told_anew", "cardless",
    "reshaped", "recast", "went_back", "slotted",
)  # fmt: skip
#: Stopped half-way by the end of the release's workers.
HALF = ("half", "half_answered", "half_lost", "root_answered", "unknown", "claimed", "behind")
ENDS = dict.fromkeys((*DUE, *HALF, "correcting"), "posted") | {
    "closing": "closed_out", "removing": "taken_down", "half_removed": "taken_down",
    "drafting": "in_review", "lapsing": "in_review",
}  # fmt: skip
#: What nobody has approved for now: not one post of it may move.
STAYS = (
    "in_review", "sent_back", "cancelled", "cancelled_late", "approved", "embargoed", "held",
    "held_half", "north", "changed_since", "refused", "mended", "dropped", "proposed", "missed",
)  # fmt: skip


@pytest.fixture(scope="module")
def network(kept: Kept) -> Iterator[Rehearsal]:
    """Two workers of today on what the release left, once their time has come."""
    with network_of(kept) as running:
        kept.desk.ask("make_due", names=list(kept.named(*DUE)))
        kept.desk.crew(2)
        yield running
        kept.desk.rest()


def words_out(network: Rehearsal, handle: str) -> list[str]:
    return [post["text"] for post in network.posts(handle)]


def ended(kept: Kept) -> bool:
    now = kept.standing()
    return all(now[name]["state"] == state for name, state in ENDS.items())


def test_what_was_due_or_half_out_is_finished(kept: Kept, network: Rehearsal):
    del network
    try:
        until(lambda: ended(kept), "to end", patience=60)
    except AssertionError as late:
        now = kept.standing()
        rest = {name: now[name] for name, state in ENDS.items() if now[name]["state"] != state}
        raise AssertionError(f"{late}: {rest}") from late


def test_what_was_approved_is_out_once_and_in_order(kept: Kept, network: Rehearsal):
    until(lambda: ended(kept), "to end", patience=60)
    threads = kept.world["threads"]
    sent = [*DUE, *HALF, "correcting", "closing", "posted", "corrected", "closed_out"]
    approved = kept.desk.ask("approved_words", names=list(kept.named(*sent)))
    expected: dict[str, list[str]] = {}
    for public_id, name in kept.named(*sent).items():
        expected.setdefault(threads[name]["handle"], []).extend(approved[public_id])
    assert {handle: words_out(network, handle) for handle in expected} == expected
    assert all(approved.values())


def test_nothing_moves_that_nobody_approved_for_now(kept: Kept, network: Rehearsal):
    until(lambda: ended(kept), "to end", patience=60)
    before, now = kept.world["threads"], kept.standing()
    assert {name: now[name]["state"] for name in STAYS} == {
        name: before[name]["state"] for name in STAYS
    }
    out = {name: before[name]["posts"].count("posted") for name in (*STAYS, "lapsing")}
    counted = Counter(post["handle"] for post in network.posts())
    assert {name: counted[before[name]["handle"]] for name in out} == out


def test_what_was_missed_goes_out_when_an_editor_says_so(kept: Kept, network: Rehearsal):
    (public_id,) = kept.named("missed")
    mail = kept.world["people"]["edda"]["mail"]
    kept.desk.ask("send_missed", name=public_id, mail=mail)
    until(lambda: kept.standing()["missed"]["state"] == "posted", "to be out", patience=30)
    words = kept.desk.ask("approved_words", names=[public_id])[public_id]
    assert words_out(network, kept.world["threads"]["missed"]["handle"]) == words
