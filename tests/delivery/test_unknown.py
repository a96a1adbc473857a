"""An answer that says nothing: read back, and never doubled."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.delivery import send
from publisher.delivery.clients import client_for
from publisher.delivery.deliver import deliver
from publisher.networks.base import Outgoing
from publisher.thread.models import Call
from tests.delivery.conftest import BODIES, Died, Paper

LOST = [
    {"kind": "error", "status": 500},
    {"kind": "error", "status": 503},
    {"kind": "reset"},
    {"kind": "html", "status": 502},
]


def once_each(paper: Paper) -> bool:
    out = paper.out()
    chain = [None, *(post["id"] for post in out[:-1])]
    return paper.words() == list(BODIES) and [post["parent"] for post in out] == chain


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("fault", LOST, ids=lambda fault: f"{fault['kind']}{fault.get('status')}")
@pytest.mark.parametrize("depth", [1, 2])
def test_an_answer_that_is_lost_neither_loses_nor_doubles_a_post(
    paper: Paper, fault: dict[str, Any], when: str, depth: int
):
    paper.fault(endpoint="post", depth=depth, when=when, **fault)
    thread = paper.run(paper.approve())
    assert thread.state == "posted"
    assert once_each(paper)


@pytest.mark.parametrize("kind", ["no_id", "truncate", "cut"])
def test_a_success_that_cannot_be_read_is_looked_up(paper: Paper, kind: str):
    paper.fault(kind, endpoint="post", depth=2)
    thread = paper.run(paper.approve())
    assert thread.state == "posted"
    assert once_each(paper)


def test_nothing_is_sent_again_before_the_time_to_settle(paper: Paper, settings):
    paper.fault("reset", endpoint="post", depth=1)
    thread = paper.to_the_first(paper.approve())
    call = Call.objects.get(thread=thread, kind="post")
    assert (call.outcome, paper.post(thread, 1).state) == ("unknown", "unknown")
    read = len(paper.calls("timeline"))
    paper.clock.advance(settings.SETTLE_AFTER - 30)
    for _ in range(3):
        deliver(thread.pk)
    assert paper.calls() == [0]
    assert len(paper.calls("timeline")) == read


def test_a_post_counts_as_absent_only_when_it_was_missed_twice(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2)
    thread = paper.step(paper.to_the_first(paper.approve()))
    paper.step(thread)
    assert paper.post(thread, 2).state == "unknown"
    paper.step(thread)
    assert paper.post(thread, 2).state == "waiting"
    assert thread.calls.filter(kind="post", outcome="absent").count() == 1
    assert once_each(paper) is False
    paper.run(thread)
    assert once_each(paper)


def test_a_post_that_lands_late_is_found(paper: Paper):
    paper.fault("late", endpoint="post", depth=2, seconds=0.3)
    thread = paper.step(paper.to_the_first(paper.approve()))
    while len(paper.out()) < 2:
        continue
    paper.run(thread)
    assert once_each(paper)


@pytest.mark.parametrize("position", [1, 3])
@pytest.mark.parametrize("where", ["send", "succeeded"])
def test_a_worker_that_dies_after_the_intent_neither_loses_nor_doubles(
    paper: Paper, monkeypatch, where: str, position: int
):
    thread = paper.approve()
    paper.step(thread, position)
    with monkeypatch.context() as dying:
        die_at(dying, where)
        with pytest.raises(Died):
            paper.step(thread)
    assert paper.post(thread, position).state == "intent"
    assert len(paper.out()) == position - (where == "send")
    paper.run(thread)
    assert thread.state == "posted"
    assert once_each(paper)


def die_at(patch: pytest.MonkeyPatch, where: str) -> None:
    def die(*_given: object) -> None:
        raise Died

    if where == "succeeded":
        patch.setattr(send, "record_success", die)
    else:
        patch.setattr("publisher.networks.x.client.XClient.send", die)


def test_a_dead_worker_s_thread_waits_for_its_lease(paper: Paper, monkeypatch, settings):
    thread = paper.to_the_first(paper.approve())
    with monkeypatch.context() as dying:
        die_at(dying, "send")
        with pytest.raises(Died):
            paper.step(thread)
    paper.clock.advance(settings.LEASE - 10)
    deliver(thread.pk)
    assert paper.post(thread, 2).state == "intent"
    paper.clock.advance(11)
    deliver(thread.pk)
    assert paper.post(thread, 2).state == "unknown"


def test_what_proves_absent_three_times_is_an_editor_s(paper: Paper):
    paper.fault("error", endpoint="post", depth=2, times=None)
    thread = paper.run(paper.approve())
    assert thread.state == "needs_editor"
    assert "was sent 3 times" in thread.why
    assert paper.calls().count(503) == 3
    paper.network.clear()


def test_a_post_like_ours_in_its_place_is_for_an_editor_to_judge(paper: Paper, monkeypatch):
    thread = paper.to_the_first(paper.approve())
    with monkeypatch.context() as dying:
        die_at(dying, "send")
        with pytest.raises(Died):
            paper.step(thread)
    by_hand(paper, "By hand", reply_to=paper.out()[0]["id"])
    paper.run(thread)
    assert thread.state == "needs_editor"
    assert "not clear" in thread.why
    assert paper.words() == [BODIES[0], "By hand"]


def by_hand(paper: Paper, text: str, reply_to: str | None = None) -> None:
    """Somebody posts on the account without the publisher."""
    client = client_for(paper.account)
    client.send(client.body(Outgoing(text, reply_to=reply_to)))


def test_posts_made_by_hand_meanwhile_do_not_hide_ours(paper: Paper):
    paper.fault("reset", endpoint="post", depth=1, when="after")
    thread = paper.to_the_first(paper.approve())
    for n in range(12):
        by_hand(paper, f"By hand {n}")
    paper.run(thread)
    assert thread.state == "posted"
    assert paper.words().count(BODIES[0]) == 1


def test_a_read_back_that_fails_is_made_again(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2, when="after")
    thread = paper.step(paper.to_the_first(paper.approve()))
    paper.fault("error", endpoint="timeline", times=2)
    paper.run(thread)
    assert thread.state == "posted"
    assert once_each(paper)


def test_an_account_that_cannot_be_read_for_long_is_an_editor_s(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2)
    thread = paper.step(paper.to_the_first(paper.approve()))
    paper.fault("error", endpoint="timeline", times=None)
    paper.run(thread, most=100)
    paper.network.clear()
    assert thread.state == "needs_editor"
    assert paper.words() == [BODIES[0]]
    assert thread.lane is None


def test_a_refused_read_back_is_an_editor_s_at_once(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2, when="after")
    thread = paper.step(paper.to_the_first(paper.approve()))
    paper.fault("revoke", endpoint="timeline")
    paper.step(thread)
    assert thread.state == "needs_editor"
    assert "may be out" in thread.why
    assert paper.post(thread, 2).state == "unknown"


def test_a_read_back_leaves_a_call(paper: Paper):
    paper.fault("reset", endpoint="post", depth=2, when="after")
    thread = paper.run(paper.approve())
    read = thread.calls.filter(kind="read", post__position=2).get()
    assert (read.outcome, read.said) == ("done", "There")
    sent = thread.calls.filter(kind="post", post__position=2).get()
    assert (sent.outcome, sent.remote_id) == ("done", paper.out()[1]["id"])
