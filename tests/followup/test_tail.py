"""Changing what is not out yet."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.fence import fence
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import drop_post, mend_post
from publisher.followup.errors import (
    Changed,
    EmptyTailPost,
    NotWaiting,
    RoleForbids,
    TailTooLong,
    WrongState,
)
from publisher.thread.models import Membership, Move
from tests import builders
from tests.delivery.conftest import BODIES
from tests.followup.conftest import Stopped


def mend(stopped: Stopped, position: int = 3, body: str = "The money is there.", rev: int = 1):
    mend_post(stopped.fresh(), position, body=body, rev=rev, who=stopped.mara)


def test_an_edit_of_a_later_post_stops_a_thread_that_is_out_half_way(going: Stopped):
    mend(going)
    assert going.fresh().state == "needs_editor"
    assert "Post 3 changed" in going.thread.why
    going.paper.step(going.thread, 3)
    assert going.up() == [BODIES[0]]


def test_it_frees_the_lane_and_the_next_thread_goes_out(going: Stopped):
    other = going.paper.approve("Another")
    going.paper.step(other, 2)
    mend(going)
    assert going.fresh().lane is None
    assert going.paper.run(other).state == "posted"


def test_the_rest_goes_out_as_it_was_approved_again(going: Stopped):
    mend(going)
    go_on(going.fresh(), rev=2, who=going.mara, epoch=going.thread.epoch)
    assert going.run() == "posted"
    assert going.up() == [*BODIES[:2], "The money is there."]
    assert going.paper.out()[2]["text"].endswith("3/3")


def test_its_cards_say_what_it_says_now(going: Stopped):
    mend(going)
    go_on(going.fresh(), rev=2, who=going.mara, epoch=going.thread.epoch)
    going.run()
    assert [post["alts"] for post in going.paper.out()] == [
        [BODIES[0]], [BODIES[1]], ["The money is there."]
    ]  # fmt: skip


def test_a_worker_that_was_about_to_send_the_old_words_is_fenced_out(going: Stopped, monkeypatch):
    def changed_meanwhile(*given):
        mend(going, 2, "It broke in April.")
        return fence(*given)

    monkeypatch.setattr("publisher.delivery.send.fence", changed_meanwhile)
    going.paper.step(going.thread)
    assert going.up() == [BODIES[0]]
    assert going.state(2) == "waiting"


def test_the_edit_is_a_version_with_its_author(going: Stopped):
    mend(going)
    newest = going.thread.revisions.get(rev=2)
    assert (newest.made_by, newest.why, newest.seal) == (going.mara, "Post 3 changed", None)
    assert Move.objects.filter(thread=going.thread).latest("id").who == going.mara


def test_an_edit_of_a_stopped_thread_is_told_too(refused: Stopped):
    mend(refused)
    line = Move.objects.filter(thread=refused.thread).latest("id")
    assert (line.subject, line.rev, line.who) == ("version", 2, refused.mara)


def test_an_edit_of_a_running_thread_names_its_version(going: Stopped):
    mend(going, 3)
    line = Move.objects.filter(thread=going.thread, subject="thread").latest("id")
    assert (line.after, line.rev) == ("needs_editor", 2)


@pytest.mark.parametrize("act", [mend, lambda s, n: drop_post(s.thread, n, rev=1, who=s.mara)])
def test_what_is_out_or_on_its_way_is_not_touched(unclear: Stopped, act):
    with pytest.raises(NotWaiting, match="Post 1 is out: it cannot be changed"):
        act(unclear, 1)
    with pytest.raises(NotWaiting, match="Post 2 is not clear"):
        act(unclear, 2)


def test_empty_and_long_words_are_refused(refused: Stopped):
    for marks in (" \r\n\0", "•", "2.", "“ … ”"):
        with pytest.raises(EmptyTailPost):
            mend(refused, body=marks)
    with pytest.raises(TailTooLong, match="The post is 25 too long"):
        mend(refused, body="a" * 300)
    assert refused.fresh().rev == 1


def test_two_editors_do_not_overwrite_each_other(refused: Stopped):
    mend(refused)
    with pytest.raises(Changed):
        mend(refused, body="Mine.")
    with pytest.raises(Changed):
        drop_post(refused.thread, 3, rev=1, who=refused.mara)
    with pytest.raises(Changed):
        mend(refused, 9, rev=2)


def test_a_thread_that_is_out_is_not_changed(going: Stopped):
    going.run()
    with pytest.raises(WrongState, match="This thread is posted"):
        mend(going)


def test_a_stranger_changes_nothing(refused: Stopped):
    Membership.objects.filter(person=refused.mara).delete()
    with pytest.raises(RoleForbids, match="a stranger"):
        mend(refused)
    reader = builders.person(Role.WRITER, builders.newsroom(name="Other"))
    with pytest.raises(RoleForbids):
        drop_post(refused.thread, 2, rev=1, who=reader)
