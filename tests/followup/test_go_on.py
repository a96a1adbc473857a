"""Sending the rest of a stopped thread."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.clients import client_for
from publisher.followup.close_out import close_out
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import drop_post, mend_post
from publisher.followup.errors import (
    Changed,
    NeedsSecond,
    NoParent,
    RoleForbids,
    Undecided,
    WrongState,
)
from publisher.followup.take_down import take_down
from publisher.networks.base import Unreachable
from publisher.schedule.pause import pause
from publisher.thread.models import Move
from tests import builders
from tests.delivery.conftest import BODIES
from tests.delivery.test_unknown import once_each
from tests.followup.conftest import Stopped


def carry_on(stopped: Stopped, **more) -> None:
    thread = stopped.fresh()
    go_on(thread, **{"rev": thread.rev, "who": stopped.mara, "epoch": thread.epoch, **more})


def test_nothing_goes_on_while_a_post_is_unclear(unclear: Stopped):
    with pytest.raises(Undecided, match="Post 2 may be out: say first whether it is there"):
        carry_on(unclear)
    assert unclear.fresh().state == "needs_editor"


def test_nothing_goes_on_while_a_post_stands_refused(refused: Stopped):
    with pytest.raises(Undecided, match="Post 2 was refused: change it or drop it first"):
        carry_on(refused)


def test_a_refused_post_is_sent_again_as_it_was(refused: Stopped):
    mend_post(refused.thread, 2, body=BODIES[1], rev=1, who=refused.mara)
    assert refused.fresh().rev == 1
    carry_on(refused)
    assert refused.run() == "posted"
    assert once_each(refused.paper)


def test_who_continued_stands_in_the_history(refused: Stopped):
    mend_post(refused.thread, 2, body=BODIES[1], rev=1, who=refused.mara)
    carry_on(refused)
    line = Move.objects.filter(thread=refused.thread, subject="thread").latest("id")
    assert (line.before, line.after, line.who) == ("needs_editor", "sending", refused.mara)


def test_new_words_go_out_only_once_they_are_approved(refused: Stopped):
    mend_post(refused.thread, 2, body="It broke in April.", rev=1, who=refused.mara)
    assert refused.fresh().approved is None
    assert refused.run() == "needs_editor"
    assert len(refused.paper.out()) == 1
    carry_on(refused)
    assert refused.run() == "posted"
    assert refused.up() == [BODIES[0], "It broke in April.", BODIES[2]]


def test_the_total_stays_as_it_was(refused: Stopped):
    drop_post(refused.thread, 2, rev=1, who=refused.mara)
    carry_on(refused)
    assert refused.run() == "posted"
    assert [post["text"][-3:] for post in refused.paper.out()] == ["1/3", "3/3"]


def test_what_answered_a_dropped_post_answers_the_one_before(refused: Stopped):
    drop_post(refused.thread, 2, rev=1, who=refused.mara)
    carry_on(refused)
    refused.run()
    first, third = refused.paper.out()
    assert third["parent"] == first["id"]
    assert refused.state(2) == "dropped"


def test_when_all_that_was_left_is_dropped_the_thread_is_out(refused: Stopped):
    drop_post(refused.thread, 2, rev=1, who=refused.mara)
    drop_post(refused.thread, 3, rev=2, who=refused.mara)
    carry_on(refused)
    assert refused.run() == "posted"
    assert refused.up() == [BODIES[0]]


def test_the_version_on_the_page_is_the_one_that_goes_on(refused: Stopped):
    mend_post(refused.thread, 2, body="It broke in April.", rev=1, who=refused.mara)
    with pytest.raises(Changed):
        carry_on(refused, rev=1)
    with pytest.raises(Changed):
        carry_on(refused, epoch=0)


def test_where_two_look_who_changed_the_rest_does_not_approve_it(refused: Stopped):
    ines = builders.person(house=refused.paper.house)
    refused.wants_two()
    mend_post(refused.thread, 2, body="It broke in April.", rev=1, who=refused.mara)
    with pytest.raises(NeedsSecond):
        carry_on(refused)
    carry_on(refused, who=ines)
    assert refused.thread.revisions.get(rev=2).sealed_by == ines


def test_a_post_whose_parent_was_deleted_by_hand_goes_nowhere(going: Stopped):
    client_for(going.paper.account).remove(going.paper.out()[0]["id"])
    assert going.run() == "needs_editor"
    mend_post(going.thread, 2, body=BODIES[1], rev=1, who=going.mara)
    with pytest.raises(NoParent, match="Post 2 would answer post 1, which is gone"):
        carry_on(going)


def test_words_that_were_there_before_may_be_sent_all_the_same(paper, mara):
    by_hand = Stopped(paper, paper.approve(), mara)
    by_hand.by_hand("The ferry is late!\n\n1/3")
    assert by_hand.run() == "needs_editor"
    assert "posted on this account in the last days" in by_hand.thread.why
    carry_on(by_hand)
    assert by_hand.run() == "posted"


def test_after_a_stall_it_gets_its_time_again(going: Stopped, monkeypatch):
    def away(*_given: object) -> None:
        raise Unreachable("No connection.", after=15)

    with monkeypatch.context() as broken:
        broken.setattr("publisher.networks.x.client.XClient.send", away)
        going.paper.run(going.thread, most=100)
        assert going.fresh().state == "needs_editor"
        going.paper.clock.advance(3600)
        carry_on(going)
        going.paper.step(going.thread)
        assert going.thread.state == "sending"
    assert going.run() == "posted"


def test_a_pause_holds_what_is_continued(refused: Stopped):
    drop_post(refused.thread, 2, rev=1, who=refused.mara)
    pause(refused.paper.house, who=None)
    carry_on(refused)
    refused.paper.step(refused.thread, 3)
    assert len(refused.paper.out()) == 1


def test_what_is_being_taken_down_is_not_continued(refused: Stopped):
    refused.paper.fault("refuse", endpoint="delete", status=403, words="No.")
    take_down(refused.thread, who=refused.mara)
    assert refused.run() == "needs_editor"
    with pytest.raises(WrongState, match="taken down"):
        carry_on(refused)
    with pytest.raises(WrongState, match="taken down"):
        mend_post(refused.thread, 3, body="New", rev=1, who=refused.mara)
    with pytest.raises(WrongState, match="taken down"):
        close_out(refused.thread, who=refused.mara, epoch=refused.thread.epoch)


def test_a_thread_that_goes_on_by_itself_is_not_continued(going: Stopped):
    with pytest.raises(WrongState, match="This thread is sending"):
        carry_on(going)


def test_a_writer_may_change_the_rest_but_not_send_it(refused: Stopped):
    ines = builders.person(Role.WRITER, refused.paper.house)
    mend_post(refused.thread, 2, body="It broke in April.", rev=1, who=ines)
    with pytest.raises(RoleForbids):
        carry_on(refused, who=ines)
