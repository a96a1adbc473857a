"""A thread this process has not followed is read back before its next post: what is out is adopted."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest

from publisher.delivery.clients import client_for
from publisher.delivery.rollback_guard import FOLLOWED, MEMORY, check_for_rollback
from publisher.followup.continue_thread import go_on
from publisher.networks.base import Outgoing
from publisher.schedule.pause import in_force, resume
from publisher.thread.models import Call, Post, Thread
from tests import builders
from tests.delivery.conftest import Paper

BODIES = ("The ferry is late", "It broke down in March.", "The money is found.", "It sails again.")


def restart() -> None:
    """As workers started anew over an empty Redis."""
    MEMORY.keep(None)
    FOLLOWED.forget()


def forget(thread: Thread, *positions: int) -> None:
    """As a copy made before these posts went out."""
    posts = Post.objects.filter(thread=thread, position__in=positions)
    Call.objects.filter(post__in=posts, kind="post").delete()
    posts.update(state="waiting", remote_id="", url="", posted_at=None, tries=0)


def half_out(paper: Paper, out: int = 3, bodies: tuple[str, ...] = BODIES) -> Thread:
    return paper.step(paper.approve(*bodies), 1 + out)


def test_a_half_out_thread_of_a_copy_goes_on_behind_what_is_out(paper: Paper):
    thread = half_out(paper)
    forget(thread, 2, 3)
    restart()
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)
    adopted = Call.objects.filter(post__thread=thread, said__startswith="It was out already")
    assert [call.post.position for call in adopted.order_by("id") if call.post] == [2, 3]
    assert [post.url for post in thread.posts.order_by("position")[1:3] if post.url]


def test_a_thread_that_was_out_whole_sends_nothing(paper: Paper):
    thread = paper.run(paper.approve(*BODIES))
    forget(thread, 2, 3, 4)
    Thread.objects.filter(pk=thread.pk).update(
        state="sending", lane=thread.account_id, ended_at=None, wake_at=paper.clock.now()
    )
    restart()
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)


def test_without_what_the_database_forgot_a_restart_sends_on_after_two_reads(paper: Paper):
    thread = half_out(paper, out=2)
    reads = len(paper.calls("timeline"))
    restart()
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)
    assert len(paper.calls("timeline")) == reads + 2


def test_a_thread_followed_from_its_first_post_is_not_read_back(paper: Paper):
    thread = paper.to_the_first(paper.approve(*BODIES))
    reads = len(paper.calls("timeline"))
    paper.run(thread)
    assert len(paper.calls("timeline")) == reads


def test_after_a_database_that_went_back_is_resumed_threads_are_read_back(paper: Paper):
    thread = half_out(paper)
    forget(thread, 2, 3)
    check_for_rollback()
    (pause,) = in_force(paper.house)
    resume(pause, who=builders.person(house=paper.house))
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)


def test_a_stopped_thread_that_is_sent_on_is_read_back_first(paper: Paper):
    thread = half_out(paper)
    forget(thread, 2, 3)
    Thread.objects.filter(pk=thread.pk).update(state="needs_editor", lane=None, wake_at=None)
    restart()
    thread.refresh_from_db()
    go_on(thread, rev=1, who=builders.person(house=paper.house), epoch=thread.epoch)
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)


def test_an_answer_written_by_hand_is_for_an_editor_once(paper: Paper):
    thread = half_out(paper, out=2)
    parent = paper.post(thread, 2).remote_id
    by_hand(paper, "See also yesterday's report", parent)
    restart()
    assert paper.run(thread).state == "needs_editor"
    assert "Post 3 may be out already" in thread.why
    go_on(thread, rev=1, who=builders.person(house=paper.house), epoch=thread.epoch)
    assert paper.run(thread).state == "posted"


def test_a_parent_that_is_gone_is_told(paper: Paper):
    thread = half_out(paper, out=2)
    client_for(paper.account).remove(paper.post(thread, 2).remote_id)
    restart()
    paper.run(thread)
    assert (thread.state, len(paper.out())) == ("needs_editor", 2)
    assert "Post 2 was deleted" in thread.why


def test_a_network_that_lags_is_waited_for(paper: Paper, network):
    thread = half_out(paper, out=2)
    network.settings(read_lag=3600)
    restart()
    paper.step(thread)
    network.settings(read_lag=0)
    assert len(paper.out()) == 2
    assert paper.run(thread).state == "posted"
    assert paper.words() == list(BODIES)


def test_a_post_that_a_lagging_network_does_not_show_yet_is_not_sent_again(paper, network):
    network.settings(duplicate_for=0)
    thread = half_out(paper, out=2)
    time.sleep(4)
    paper.step(thread)
    forget(thread, 3)
    restart()
    network.settings(read_lag=3)
    paper.step(thread)
    network.settings(read_lag=0)
    assert paper.run(thread).state == "posted"
    network.settings(duplicate_for=604_800)
    assert paper.words() == list(BODIES)


def unsend(paper: Paper, thread: Thread, **more: Any) -> None:
    """As a copy from before the first post, over which workers were started anew."""
    forget(thread, 1, 2, 3, 4)
    Call.objects.filter(thread=thread, kind="post").delete()
    as_it_was: dict[str, Any] = {"begun_at": None, "lane": None, "ended_at": None, **more}
    Thread.objects.filter(pk=thread.pk).update(wake_at=paper.clock.now(), **as_it_was)
    restart()


def test_a_first_post_that_a_lagging_network_does_not_show_yet_is_not_sent_again(paper, network):
    network.settings(duplicate_for=0)
    thread = paper.to_the_first(paper.approve(*BODIES))
    unsend(paper, thread, state="scheduled")
    network.settings(read_lag=3)
    paper.step(thread)
    network.settings(read_lag=0)
    paper.run(thread)
    network.settings(duplicate_for=604_800)
    assert (thread.state, len(paper.out())) == ("needs_editor", 1)


def test_only_the_first_thread_of_an_account_after_a_start_waits(paper: Paper):
    others = tuple(f"Elsewhere: {body}" for body in BODIES)
    first, second = paper.step(paper.approve(*BODIES)), paper.step(paper.approve(*others))
    restart()
    assert paper.step(first).state == "scheduled"
    assert (paper.out(), first.why) == ([], "")
    assert paper.run(first).state == "posted"
    assert paper.step(second).begun_at
    paper.run(second)
    assert paper.step(paper.approve("New words"), 2).begun_at


def test_what_an_editor_was_not_asked_about_is_compared_though_she_sent_it_on(paper, network):
    network.settings(duplicate_for=0)
    client = client_for(paper.account)
    client.send(client.body(Outgoing("The ferry is late\n\n1/4")))
    thread = paper.run(paper.approve(*BODIES))
    assert thread.state == "needs_editor"
    go_on(thread, rev=1, who=builders.person(house=paper.house), epoch=thread.epoch)
    assert paper.run(thread).state == "posted"
    out = len(paper.out())
    unsend(paper, thread, state="sending", proof=None, proved_at=None)
    assert paper.run(thread).state == "needs_editor"
    network.settings(duplicate_for=604_800)
    assert len(paper.out()) == out


@pytest.mark.parametrize("fault", [{"kind": "error"}, {"kind": "limit", "seconds": 5}])
def test_an_account_that_cannot_be_read_holds_up_only_itself(
    paper: Paper, second: Paper, fault: dict[str, object]
):
    others = tuple(f"Elsewhere: {body}" for body in BODIES)
    ours, theirs = half_out(paper, out=2), half_out(second, out=2, bodies=others)
    forget(ours, 2)
    forget(theirs, 2)
    paper.fault(**fault, endpoint="timeline", times=None)  # type: ignore[arg-type]
    restart()
    paper.step(ours)
    assert second.run(theirs).state == "posted"
    assert (second.words(), paper.words()) == (list(others), list(BODIES[:2]))
    paper.network.clear()
    assert paper.run(ours).state == "posted"
    assert paper.words() == list(BODIES)


def test_a_root_approved_long_ago_is_looked_for_since_then(paper: Paper):
    thread = paper.to_the_first(paper.approve(*BODIES))
    forget(thread, 1)
    long_ago = paper.clock.now() - timedelta(days=30)
    thread.revisions.update(sealed_at=long_ago)
    Thread.objects.filter(pk=thread.pk).update(state="scheduled", begun_at=None, lane=None)
    hide = "publisher.networks.x.client.XClient.recent"
    restart()
    with pytest.MonkeyPatch.context() as patch:
        # As if it had gone out before the days that are read anyway.
        patch.setattr(hide, lambda _: [])
        paper.run(thread)
    assert (thread.state, len(paper.out())) == ("needs_editor", 1)
    assert "were posted on this account before" in thread.why


def by_hand(paper: Paper, text: str, reply_to: str) -> None:
    client = client_for(paper.account)
    client.send(client.body(Outgoing(text, (), reply_to)))
