"""Before a pause is lifted each thread that is late or half way is asked about, all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.expiry import expire_if_late
from publisher.review.resume_plan import (
    Decision,
    Lifted,
    NotSo,
    OthersLate,
    build_resume_plan,
    resume_with,
)
from publisher.review.terms import Terms
from publisher.schedule.pause import Scope, in_force, pause
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
GO, LEAVE = Decision("go"), Decision("leave")


@pytest.fixture
def stop(house, mara):
    return pause(house, who=mara, why="Wait.")


@pytest.fixture
def late(house):
    """Approved by somebody, and due five minutes ago."""
    thread = builders.approved_thread(house, "Rail strike", "a", "b")
    Thread.objects.filter(pk=thread.pk).update(due_at=now() - timedelta(minutes=5))
    return thread


@pytest.fixture
def half(house):
    thread = builders.approved_thread(house, "Chip shortage", "a", "b")
    Thread.objects.filter(pk=thread.pk).update(state=T.SENDING, begun_at=now())
    thread.posts.filter(position=1).update(state=P.POSTED)
    return thread


def press(row, who, **decisions):
    """Answer by headline; what is not named keeps what is preset."""
    found = build_resume_plan(row, now())
    named = {str(each.thread.article).split()[0]: each.name for each in found.questions}
    given = {named[word]: decision for word, decision in decisions.items()}
    resume_with(row, drawn=found.drawn, decisions=given, who=who)


def state(thread):
    thread.refresh_from_db()
    return thread.state


def test_what_is_late_or_half_way_is_asked_about(stop, late, half):
    kinds = {each.thread: each.kind for each in build_resume_plan(stop, now()).questions}
    assert kinds == {late: "late", half: "half"}


def test_what_is_due_later_or_held_by_an_embargo_is_not_asked_about(house, stop):
    later = now() + timedelta(hours=1)
    builders.approved_thread(house, "Later", at=later)
    embargoed = builders.approved_thread(house, "Embargo", not_before=later)
    Thread.objects.filter(pk=embargoed.pk).update(due_at=now())
    assert build_resume_plan(stop, now()).questions == ()


def test_by_itself_the_form_sends_nothing_at_once(stop, late, half, mara, house):
    press(stop, mara)
    assert state(late) == T.MISSED
    (held,) = in_force(house)
    assert (held.scope, held.thread, held.who) == (Scope.THREAD, half, mara)


def test_what_is_to_go_on_goes_on_as_it_was_approved(stop, late, half, mara, house):
    approved = late.approved_id
    press(stop, mara, Rail=GO, Chip=GO)
    assert in_force(house) == []
    assert (state(late), late.approved_id) == (T.SCHEDULED, approved)
    assert state(half) == T.SENDING
    assert late.wake_at <= now()


def test_what_was_missed_meanwhile_is_asked_about_and_can_still_go(stop, late, mara):
    Thread.objects.filter(pk=late.pk).update(due_at=now() - timedelta(hours=1))
    late.refresh_from_db()
    assert expire_if_late(late)
    (question,) = build_resume_plan(stop, now()).questions
    assert question.kind == "missed"
    press(stop, mara, Rail=GO)
    assert state(late) == T.SCHEDULED
    assert late.approved.sealed_by == mara


def test_what_is_too_late_for_its_approval_is_approved_anew_by_who_sends_it(stop, late, mara):
    Thread.objects.filter(pk=late.pk).update(late_after=60)
    press(stop, mara, Rail=GO)
    late.refresh_from_db()
    assert late.approved.sealed_by == mara
    assert now() - late.due_at < timedelta(minutes=1)


def test_a_late_thread_is_given_a_time_and_keeps_its_other_conditions(stop, late, mara):
    Thread.objects.filter(pk=late.pk).update(breaking=True, late_after=0)
    later = now() + timedelta(hours=2)
    press(stop, mara, Rail=Decision("time", Terms(at=later)))
    late.refresh_from_db()
    assert (late.state, late.due_at) == (T.SCHEDULED, later)
    assert (late.breaking, late.late_after) == (True, 0)


def test_all_or_nothing(stop, late, half, mara, house):
    past = Decision("time", Terms(at=now() - timedelta(hours=1)))
    with pytest.raises(NotSo, match="Nothing was resumed"):
        press(stop, mara, Rail=past)
    assert state(late) == T.SCHEDULED
    assert state(half) == T.SENDING
    assert in_force(house) == [stop]


def test_who_wrote_it_may_let_it_go_but_not_approve_it_for_another_time(house, stop, late, mara):
    builders.person(Role.EDITOR, house)
    Thread.objects.filter(pk=late.pk).update(made_by=mara)
    with pytest.raises(NotSo):
        press(stop, mara, Rail=Decision("time", Terms(at=now() + timedelta(hours=1))))
    press(stop, mara, Rail=GO)
    assert state(late) == T.SCHEDULED


def test_a_thread_that_got_late_while_one_read_is_asked_about_first(house, stop, late, mara):
    drawn = build_resume_plan(stop, now()).drawn
    other = builders.approved_thread(house, "Another")
    Thread.objects.filter(pk=other.pk).update(due_at=now() - timedelta(minutes=1))
    with pytest.raises(OthersLate):
        resume_with(stop, drawn=drawn, decisions={late.public_id: GO}, who=mara)
    assert in_force(house) == [stop]


def test_a_post_that_is_settled_while_one_reads_is_told_first(stop, half, mara):
    drawn = build_resume_plan(stop, now()).drawn
    Post.objects.filter(thread=half, position=2).update(state=P.POSTED)
    with pytest.raises(OthersLate):
        resume_with(stop, drawn=drawn, decisions={half.public_id: GO}, who=mara)


def test_pressing_twice_lifts_once_and_decides_once(stop, late, mara):
    found = build_resume_plan(stop, now())
    given = {"drawn": found.drawn, "decisions": {late.public_id: LEAVE}, "who": mara}
    resume_with(stop, **given)
    moves = late.moves.count()
    with pytest.raises(Lifted):
        resume_with(stop, **given)
    assert late.moves.count() == moves


def test_lifting_an_accounts_pause_asks_about_that_account_only(house, late, mara):
    other = builders.account(house)
    row = pause(house, who=mara, scope=Scope.ACCOUNT, account=other)
    assert build_resume_plan(row, now()).questions == ()
    own = pause(house, who=mara, scope=Scope.ACCOUNT, account=late.account)
    assert [each.thread for each in build_resume_plan(own, now()).questions] == [late]


def test_an_approval_that_lapsed_meanwhile_is_said(stop, late):
    fresh = Thread.objects.select_related("account__newsroom", "article").get(pk=late.pk)
    past = now() - timedelta(seconds=1)
    Thread.objects.filter(pk=late.pk).update(due_at=now(), approved_until=past)
    fresh.refresh_from_db()
    assert expire_if_late(fresh)
    found = build_resume_plan(stop, now())
    assert (found.questions, found.lapsed) == ((), (late,))


def test_more_than_one_can_answer_for_are_left_for_later(house, stop, late, mara, monkeypatch):
    monkeypatch.setattr("publisher.review.resume_plan.ASKED", 1)
    other = builders.approved_thread(house, "Another")
    Thread.objects.filter(pk=other.pk).update(due_at=now() - timedelta(minutes=1))
    press(stop, mara, Rail=GO)
    assert state(late) == T.SCHEDULED
    assert state(other) == T.MISSED
