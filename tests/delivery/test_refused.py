"""An answer that proves nothing was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from publisher.delivery.clients import client_for
from publisher.delivery.deliver import deliver
from publisher.networks.base import Absent, Outgoing, Unreachable
from publisher.schedule.pause import in_force, resume
from publisher.thread.models import Account, Move, Pause, Thread
from tests.delivery.conftest import BODIES, Paper, account_on, sealed
from tests.delivery.test_unknown import by_hand, once_each

ACCOUNT_WIDE = [
    {"kind": "revoke"},
    {"kind": "refuse", "status": 402, "words": "Your enrolled account has no credits."},
    {"kind": "refuse", "status": 403, "words": "Your account is suspended."},
    {
        "kind": "refuse",
        "status": 403,
        "words": "Reply to this conversation is not allowed because you have not been mentioned.",
    },
]


def test_a_refused_post_is_an_editor_s_with_the_network_s_words(paper: Paper):
    words = "Posts may contain a maximum of one cashtag."
    paper.fault("refuse", endpoint="post", depth=2, status=403, words=words)
    thread = paper.run(paper.approve())
    assert thread.state == "needs_editor"
    assert words in thread.why
    assert paper.post(thread, 2).said == words
    assert paper.post(thread, 2).state == "refused"


def test_after_a_refusal_the_rest_waits_and_the_lane_is_free(paper: Paper):
    paper.fault("refuse", endpoint="post", depth=2, status=400, words="No")
    thread = paper.run(paper.approve())
    assert paper.words() == [BODIES[0]]
    assert paper.post(thread, 3).state == "waiting"
    assert (thread.lane, thread.wake_at) == (None, None)
    other = paper.run(paper.approve("Another"))
    assert other.state == "posted"


def test_the_network_s_pause_is_obeyed_without_a_busy_loop(paper: Paper):
    paper.fault("limit", endpoint="post", depth=2, seconds=600)
    thread = paper.step(paper.to_the_first(paper.approve()))
    account = Account.objects.get(pk=paper.account.pk)
    assert account.wake_at
    assert account.wake_at - paper.clock.now() > timedelta(minutes=9)
    for _ in range(5):
        deliver(thread.pk)
    assert paper.calls() == [201, 429]
    paper.run(thread)
    assert once_each(paper)


def test_an_account_that_has_to_wait_holds_up_its_other_threads(paper: Paper):
    paper.fault("limit", endpoint="post", seconds=600)
    paper.to_the_first(paper.approve())
    other = paper.approve("Another")
    before = len(paper.network.calls(paper.account.handle))
    deliver(other.pk)
    assert len(paper.network.calls(paper.account.handle)) == before


def test_a_begun_thread_goes_on_after_two_long_waits(paper: Paper):
    paper.fault("limit", endpoint="post", depth=2, seconds=890, times=2)
    thread = paper.run(paper.approve(late_after=60))
    assert thread.state == "posted"
    assert once_each(paper)


@pytest.mark.parametrize("fault", ACCOUNT_WIDE, ids=["401", "402", "suspended", "replies"])
def test_what_concerns_the_account_pauses_it_with_the_receipt(paper: Paper, fault: dict[str, Any]):
    paper.fault(endpoint="post", depth=2, **fault)
    thread = paper.step(paper.to_the_first(paper.approve()))
    (row,) = in_force(paper.house)
    assert (row.account, row.scope, row.who) == (paper.account, "account", None)
    assert thread.calls.get(kind="post", post__position=2).said in row.why
    assert (thread.state, paper.post(thread, 2).state) == ("sending", "waiting")
    paper.step(thread, 3)
    assert len(paper.calls()) == 2


def test_a_thread_goes_on_when_the_account_s_pause_is_lifted(paper: Paper):
    paper.fault("revoke", endpoint="post", depth=2)
    thread = paper.step(paper.to_the_first(paper.approve()))
    fresh = sealed(paper.network.renew(paper.account.handle))
    Account.objects.filter(pk=paper.account.pk).update(sealed=fresh)
    resume(Pause.objects.get(), who=None)
    paper.run(thread)
    assert once_each(paper)


def test_an_account_refused_twice_is_paused_once(paper: Paper):
    paper.fault("revoke", endpoint="me", times=None)
    paper.fault("revoke", endpoint="upload", times=None)
    for thread in (paper.approve(), paper.approve("Another", cards=False)):
        paper.step(thread, 2)
    assert Pause.objects.count() == 1
    paper.network.clear()


def test_the_same_words_twice_are_refused_and_shown(paper: Paper):
    thread = paper.to_the_first(paper.approve("One", "Same words", cards=False))
    client = client_for(paper.account)
    theirs = client.send(client.body(Outgoing("Same words\n\n2/2")))
    paper.run(thread)
    assert thread.state == "needs_editor"
    assert "duplicate" in thread.why.lower()
    assert thread.why.endswith(f"It stands at {theirs.url}")


def test_a_duplicate_after_an_unclear_answer_is_ours(paper: Paper, monkeypatch):
    paper.fault("reset", endpoint="post", depth=2, when="after")
    thread = paper.step(paper.to_the_first(paper.approve()))
    with monkeypatch.context() as blind:
        blind.setattr("publisher.networks.x.client.XClient.find", lambda *_: Absent())
        paper.step(thread, 3)
    assert (paper.calls(), paper.post(thread, 2).state) == ([201, 0, 403], "unknown")
    paper.run(thread)
    assert once_each(paper)


def test_words_that_are_there_already_are_not_sent(paper: Paper):
    by_hand(paper, "The ferry is late\n\n1/3")
    thread = paper.run(paper.approve())
    assert thread.state == "needs_editor"
    assert paper.network.posts(paper.account.handle)[0]["id"] in thread.why
    assert len(paper.out()) == 1
    assert thread.lane is None


def test_an_editor_may_send_the_same_words_all_the_same(paper: Paper):
    by_hand(paper, "The ferry is LATE\n\n1/3")
    thread = paper.run(paper.approve())
    Thread.objects.filter(pk=thread.pk).update(state="sending", wake_at=paper.clock.now())
    Move.objects.create(
        newsroom=paper.house,
        subject="thread",
        thread=thread,
        at=paper.clock.now(),
        before="needs_editor",
        after="sending",
    )
    thread = paper.run(thread)
    assert thread.state == "posted"


def test_a_token_of_another_account_sends_nothing(paper: Paper, second: Paper):
    Account.objects.filter(pk=paper.account.pk).update(sealed=second.account.sealed)
    thread = paper.run(paper.approve())
    assert thread.state in {"needs_editor", "in_review"}
    assert second.account.handle in thread.why
    assert paper.out() == second.out() == []


def test_a_reply_that_comes_too_early_is_made_again(paper: Paper):
    paper.fault("not_visible", endpoint="post", depth=2, times=2)
    thread = paper.run(paper.approve())
    assert once_each(paper)
    assert paper.post(thread, 2).tries == 3


def test_a_parent_that_stays_away_is_an_editor_s(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    client_for(paper.account).remove(paper.out()[0]["id"])
    paper.run(thread)
    assert thread.state == "needs_editor"
    assert thread.why == "Post 1 was deleted on X, so post 2 has nothing to answer."
    assert paper.post(thread, 1).state == "removed"
    assert paper.calls() == [201, 403, 403, 403]
    assert paper.words() == [BODIES[0]]


def test_a_parent_that_is_there_after_all_is_not_called_gone(paper: Paper):
    paper.fault("not_visible", endpoint="post", depth=2, times=3)
    thread = paper.run(paper.approve())
    assert (thread.state, paper.post(thread, 1).state) == ("needs_editor", "posted")
    assert "was refused" in thread.why


def test_a_parent_that_cannot_be_looked_at_is_not_called_gone(paper: Paper):
    paper.fault("not_visible", endpoint="post", depth=2, times=3)
    paper.fault("error", endpoint="read")
    thread = paper.run(paper.approve())
    assert (thread.state, paper.post(thread, 1).state) == ("needs_editor", "posted")


def test_waits_do_not_use_up_the_tries_of_a_reply(paper: Paper):
    paper.fault("limit", endpoint="post", depth=2, seconds=5, times=4)
    paper.fault("not_visible", endpoint="post", depth=2, times=2)
    paper.run(paper.approve())
    assert once_each(paper)


def test_a_network_that_is_away_is_asked_again(paper: Paper):
    Account.objects.filter(pk=paper.account.pk).update(base_url="http://127.0.0.1:9")
    paper.account.refresh_from_db()
    thread = paper.approve("One", cards=False, late_after=120)
    paper.step(thread, 4)
    assert thread.state == "scheduled"
    assert set(thread.calls.values_list("kind", "outcome")) == {("read", "later")}
    paper.run(thread)
    assert thread.state == "missed"


def test_a_begun_thread_that_gets_nowhere_is_an_editor_s(paper: Paper, monkeypatch):
    def away(*_given: object) -> None:
        raise Unreachable("No connection.", after=15)

    thread = paper.to_the_first(paper.approve())
    monkeypatch.setattr("publisher.networks.x.client.XClient.send", away)
    paper.run(thread, most=100)
    assert thread.state == "needs_editor"
    assert "15 minutes" in thread.why
    assert thread.calls.filter(outcome="later").count() > 30


def test_a_thread_waits_until_the_account_may_post_all_of_it(paper: Paper):
    Account.objects.filter(pk=paper.account.pk).update(
        budget_left=2, budget_resets_at=paper.clock.now() + timedelta(minutes=5)
    )
    thread = paper.approve()
    paper.step(thread, 2)
    assert paper.out() == []
    assert thread.state == "scheduled"
    paper.run(thread)
    assert once_each(paper)


def test_what_the_network_says_is_left_is_kept(paper: Paper):
    paper.run(paper.approve())
    account = Account.objects.get(pk=paper.account.pk)
    assert account.budget_left == 97
    assert account.budget_resets_at


def test_another_account_of_the_house_is_not_held_up(paper: Paper):
    paper.fault("revoke", endpoint="post", depth=1)
    paper.to_the_first(paper.approve())
    other = Paper(paper.network, paper.clock, paper.house, account_on(paper.network, paper.house))
    assert other.run(other.approve("Another story", "Its end")).state == "posted"
