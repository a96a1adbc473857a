from __future__ import annotations

from datetime import timedelta
from typing import Any

from publisher.delivery.deliver import deliver
from publisher.thread.models import Call, Move, Thread
from tests.delivery.conftest import BODIES, Paper


def test_a_thread_goes_out_in_order_as_a_chain_of_replies(paper: Paper):
    thread = paper.run(paper.approve())
    out = paper.out()
    assert thread.state == "posted"
    assert paper.words() == list(BODIES)
    assert [post["parent"] for post in out] == [None, out[0]["id"], out[1]["id"]]


def test_what_goes_out_is_the_sealed_text_with_its_picture_and_alt_text(paper: Paper):
    thread = paper.run(paper.approve())
    seal: Any = thread.approved and thread.approved.seal
    for sealed, out in zip(seal["posts"], paper.out(), strict=True):
        assert out["text"] == sealed["text"]
        assert out["pictures"] == [picture["sha256"] for picture in sealed["pictures"]]
        assert out["alts"] == [picture["alt"] for picture in sealed["pictures"]]


def test_the_desk_s_rows_say_what_the_network_says(paper: Paper):
    thread = paper.run(paper.approve())
    posts = list(thread.posts.all())
    assert [post.remote_id for post in posts] == [post["id"] for post in paper.out()]
    assert {post.state for post in posts} == {"posted"}
    assert all(post.url.endswith(post.remote_id) for post in posts)
    assert (thread.lane, thread.lease_until, thread.wake_at) == (None, None, None)


def test_one_step_sends_one_post(paper: Paper):
    thread = paper.approve()
    paper.step(thread)
    assert paper.out() == []
    for posted in (1, 2, 3):
        paper.step(thread)
        assert len(paper.out()) == posted


def test_every_outward_act_leaves_a_call_with_its_receipt(paper: Paper):
    thread = paper.run(paper.approve())
    calls = Call.objects.filter(thread=thread)
    kinds = [call.kind for call in calls.order_by("id")]
    assert kinds[:6] == ["upload", "alt"] * 3
    assert kinds[6:] == ["read"] * (len(kinds) - 10) + ["post"] * 3 + ["read"]
    assert set(calls.values_list("outcome", flat=True)) == {"done"}
    assert not calls.filter(ended_at=None).exists()


def test_a_call_keeps_the_body_as_it_was_sent(paper: Paper):
    thread = paper.run(paper.approve())
    sent = [call.body for call in Call.objects.filter(thread=thread, kind="post").order_by("id")]
    assert [body["text"] for body in sent] == [post["text"] for post in paper.out()]
    assert sent[1]["reply"]["in_reply_to_tweet_id"] == paper.out()[0]["id"]


def test_every_change_leaves_one_row(paper: Paper):
    thread = paper.run(paper.approve())
    moves = Move.objects.filter(thread=thread)
    states = list(moves.filter(subject="thread").values_list("before", "after"))
    assert states == [
        ("in_review", "approved"),
        ("approved", "scheduled"),
        ("scheduled", "sending"),
        ("sending", "posted"),
    ]
    assert moves.filter(subject="post", before="waiting", after="intent").count() == 3
    assert moves.filter(subject="post", before="intent", after="posted").count() == 3


def test_a_thread_that_is_out_is_never_sent_again(paper: Paper):
    thread = paper.run(paper.approve())
    for _ in range(3):
        deliver(thread.pk)
    assert len(paper.out()) == 3


def test_hints_that_come_too_often_do_not_shorten_the_gap(paper: Paper):
    paper.account.gap = 5.0
    paper.account.save()
    thread = paper.to_the_first(paper.approve())
    for _ in range(8):
        deliver(thread.pk)
    assert len(paper.out()) == 1
    paper.run(thread)
    assert len(paper.out()) == 3


def test_the_gap_is_the_time_until_the_next_look(paper: Paper):
    paper.account.gap = 5.0
    paper.account.save()
    thread = paper.to_the_first(paper.approve())
    posted = paper.post(thread, 1).posted_at
    assert posted
    assert thread.wake_at
    assert timedelta(seconds=4) < thread.wake_at - posted < timedelta(seconds=6)


def test_a_thread_without_pictures_goes_out_too(paper: Paper):
    paper.run(paper.approve("One", "Two", cards=False))
    assert [post["media"] for post in paper.out()] == [[], []]
    assert paper.calls("upload") == []


def test_nobody_sends_what_is_not_approved(paper: Paper):
    thread = paper.approve()
    Thread.objects.filter(pk=thread.pk).update(approved=None)
    paper.step(thread, 3)
    assert paper.out() == []


def test_who_may_reply_is_told_with_the_first_post_alone(paper: Paper):
    thread = paper.run(paper.approve(replies="following"))
    bodies = [call.body for call in thread.calls.filter(kind="post").order_by("id")]
    assert [body.get("reply_settings") for body in bodies] == ["following", None, None]
