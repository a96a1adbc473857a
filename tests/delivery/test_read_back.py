"""One read of all posts a minute after the last: what it finds, and what it never holds up."""

from __future__ import annotations

import pytest

from publisher.delivery import verify
from publisher.delivery.clients import client_for
from publisher.delivery.deliver import deliver
from publisher.followup.take_down import take_down
from publisher.schedule.pause import in_force, pause
from publisher.thread.models import Call, Post, Thread
from publisher.thread.verification import Proof
from tests import builders
from tests.delivery.conftest import Died, Paper


@pytest.fixture
def out(paper: Paper) -> Thread:
    """All three posts are out, and nobody has read them back yet."""
    return paper.step(paper.approve(), 4)


def found(thread: Thread) -> list[tuple[str, int]]:
    thread.refresh_from_db()
    return [(each.flaw, each.position) for each in Proof.of(thread.proof).findings]


def said(thread: Thread) -> str:
    return thread.moves.filter(subject="proof").latest("id").why


def by_hand(paper: Paper, thread: Thread, position: int) -> None:
    client_for(paper.account).remove(paper.post(thread, position).remote_id)


def test_a_minute_after_the_last_post_all_are_read_in_one_call(paper: Paper, out: Thread):
    assert out.wake_at
    assert out.ended_at
    assert (out.wake_at - out.ended_at).total_seconds() == 60
    paper.run(out)
    assert paper.calls("lookup") == [200]
    assert said(out).startswith("All 3 posts are there, each under the one it answers, every")
    assert found(out) == []
    kept: list[object] = [out.wake_at, out.lease_until, out.lane]
    assert kept == [None] * 3


def test_a_post_that_is_gone_is_believed_at_the_second_look(paper: Paper, out: Thread):
    by_hand(paper, out, 2)
    paper.step(out)
    assert paper.post(out, 2).state == "posted"
    paper.run(out)
    assert len(paper.calls("lookup")) == 2
    assert (found(out), paper.post(out, 2).state, out.state) == ([("gone", 2)], "removed", "posted")
    assert "Post 2 is not on X any more" in said(out)


def test_one_look_is_never_enough_to_call_a_post_gone(paper: Paper, out: Thread):
    paper.fault("error", endpoint="lookup", times=4, words="Over capacity")
    paper.step(out, 4)
    paper.network.settings(read_lag=10**6)
    paper.step(out)
    paper.network.settings(read_lag=0)
    assert Proof.of(paper.run(out).proof).whole
    assert not out.moves.filter(after="removed").exists()


def test_a_worker_that_dies_over_it_each_time_does_not_read_for_ever(
    paper: Paper, out: Thread, monkeypatch
):
    monkeypatch.setattr(verify, "reach_failpoint", _die_at("prove.after_read"))
    for _ in range(verify.LOOKS):
        with pytest.raises(Died):
            paper.step(out)
        paper.clock.advance(100)
    assert paper.run(out).wake_at is None
    assert len(paper.calls("lookup")) == verify.LOOKS
    assert "came to no end" in said(out)


def test_a_post_that_is_only_shown_late_is_there(paper: Paper, out: Thread):
    paper.network.settings(read_lag=60)
    paper.step(out)
    paper.network.settings(read_lag=0)
    assert Proof.of(paper.step(out).proof).whole
    assert paper.post(out, 1).state == "posted"


def test_a_chain_that_is_broken_is_said(paper: Paper, out: Thread):
    first = paper.post(out, 1)
    Post.objects.filter(thread=out, position=3).update(reply_to=first)
    paper.run(out)
    assert found(out) == [("chain", 3)]


def test_a_picture_without_alt_text_is_said(paper: Paper, out: Thread, monkeypatch):
    monkeypatch.setattr(verify, "client_for", lambda account: _Bare(client_for(account)))
    paper.run(out)
    assert found(out) == [("alt", 1), ("alt", 2), ("alt", 3)]
    assert "Picture 1 of post 1 has no alt text." in said(out)


class _Bare:
    """The client, of a network that lost every alt text."""

    def __init__(self, client) -> None:
        self._client = client

    def read(self, ids):
        from dataclasses import replace  # noqa: PLC0415 - used here only

        seen = self._client.read(ids)
        return {key: replace(each, alts=("",) * len(each.alts)) for key, each in seen.items()}


def test_what_cannot_be_read_is_tried_again_a_few_times_and_then_said(paper: Paper, out: Thread):
    paper.fault("error", endpoint="lookup", times=None, words="Over capacity")
    paper.run(out)
    assert paper.calls("lookup") == [503] * 5
    assert (out.state, said(out)) == (
        "posted",
        "X could not be read: X answered 503: Over capacity",
    )
    assert not in_force(paper.house)


@pytest.mark.parametrize(("status", "words"), [(401, "Unauthorized"), (402, "No credits left.")])
def test_an_account_that_is_out_of_reads_goes_on_sending(paper: Paper, out: Thread, status, words):
    paper.fault("refuse", endpoint="lookup", status=status, words=words)
    paper.fault("limit", endpoint="lookup", seconds=120)
    paper.step(out, 2)
    paper.account.refresh_from_db()
    assert (in_force(paper.house), paper.account.wake_at) == ([], None)
    assert paper.run(paper.approve("Another ferry")).state == "posted"


def test_no_pause_holds_it_up_and_it_wakes_nobody_early(paper: Paper, out: Thread):
    wake = out.wake_at
    pause(paper.house, who=None)
    out.refresh_from_db()
    assert out.wake_at == wake
    paper.run(out)
    assert Proof.of(out.proof).whole


def test_it_takes_no_lane_from_the_next_thread(paper: Paper, out: Thread):
    following = paper.step(paper.approve("Another ferry"), 2)
    Thread.objects.filter(pk=following.pk).update(lane=paper.account.pk)
    paper.run(out)
    assert Proof.of(out.proof).whole


@pytest.mark.parametrize("point", ["before_read", "after_read", "before_commit"])
def test_a_worker_that_dies_over_it_is_followed_by_another(
    paper: Paper, out: Thread, monkeypatch, point
):
    by_hand(paper, out, 3)
    paper.step(out)
    with monkeypatch.context() as dying:
        dying.setattr(verify, "reach_failpoint", _die_at(f"prove.{point}"))
        with pytest.raises(Died):
            paper.step(out)
    assert found(out) == []
    paper.clock.advance(100)
    paper.run(out)
    assert found(out) == [("gone", 3)]
    assert out.moves.filter(subject="proof").count() == 1
    assert out.moves.filter(subject="post", after="removed").count() == 1


def _die_at(place: str):
    def reach(point: str) -> None:
        if point == place:
            raise Died

    return reach


def test_workers_that_die_over_it_again_and_again_leave_it_at_that(paper: Paper, out: Thread):
    Thread.objects.filter(pk=out.pk).update(failures=10)
    paper.fault("error", endpoint="lookup")
    paper.run(out)
    assert out.moves.filter(subject="proof", after="unread").count() == 1


def test_who_takes_it_down_meanwhile_has_the_last_word(paper: Paper, out: Thread, monkeypatch):
    who = builders.person(house=paper.house)

    def reach(point: str) -> None:
        if point == "prove.after_read":
            take_down(Thread.objects.get(pk=out.pk), who=who)

    monkeypatch.setattr(verify, "reach_failpoint", reach)
    paper.step(out)
    assert (found(out), out.goal) == ([], "gone")
    assert not out.moves.filter(subject="proof").exists()
    assert paper.run(out).state == "taken_down"


def test_a_hint_that_comes_twice_reads_once(paper: Paper, out: Thread):
    paper.step(out)
    deliver(out.pk)
    assert paper.calls("lookup") == [200]
    assert Call.objects.filter(thread=out, body__has_key="reading back").count() == 1


def test_who_looked_at_it_while_it_was_read_reads_it_no_second_time(
    paper: Paper, out: Thread, monkeypatch
):
    late: list[Thread] = []

    def reach(point: str) -> None:
        if point == "prove.after_read" and not late:
            late.append(Thread.objects.select_related("account", "article").get(pk=out.pk))

    monkeypatch.setattr(verify, "reach_failpoint", reach)
    paper.step(out)
    verify.verify_thread(late[0])
    assert paper.calls("lookup") == [200]
    assert out.moves.filter(subject="proof").count() == 1


def test_an_account_that_was_disconnected_is_said(paper: Paper, out: Thread):
    paper.account.ended_at = paper.clock.now()
    paper.account.save()
    paper.run(out)
    assert "was disconnected" in said(out)
