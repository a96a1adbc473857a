from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.schedule.pause import Scope, in_force, pause, pauses_holding, resume, threads_in
from publisher.thread.clock import now
from publisher.thread.models import Move, Pause, Thread
from tests.builders import account, person, thread_in_review

pytestmark = pytest.mark.django_db


def test_a_pause_says_who_when_and_why_and_leaves_a_row(house):
    mara = person(house=house)
    row = pause(house, who=mara, why=" Wrong photo ")
    assert (row.scope, row.who, row.why) == ("all", mara, "Wrong photo")
    told = Move.objects.get()
    assert (told.subject, told.after, told.who, told.why) == (
        "pause",
        "all paused",
        mara,
        " Wrong photo ",
    )


def test_a_pause_holds_what_is_in_its_scope_and_nothing_else(house):
    one, other = thread_in_review(house), thread_in_review(house)
    abroad = thread_in_review()
    pause(house, who=None, scope=Scope.THREAD, thread=one)
    assert [pauses_holding(each).exists() for each in (one, other, abroad)] == [True, False, False]
    pause(house, who=None, scope=Scope.ACCOUNT, account=other.account)
    assert [pauses_holding(each).exists() for each in (one, other, abroad)] == [True, True, False]
    pause(house, who=None)
    assert pauses_holding(one).count() == 2
    assert not pauses_holding(abroad).exists()


def test_what_stands_still_already_is_given_back_as_it_is(house):
    first = pause(house, who=person(house=house), why="First")
    again = pause(house, who=None, why="Second")
    assert (again, again.why) == (first, "First")
    assert Move.objects.count() == 1


def test_a_pause_can_stand_beside_another_of_its_account(house):
    thread = thread_in_review(house)
    pause(house, who=None, scope=Scope.ACCOUNT, account=thread.account)
    pause(house, who=None, scope=Scope.ACCOUNT, account=account(house))
    pause(house, who=None, scope=Scope.THREAD, thread=thread)
    assert len(in_force(house)) == 3


def test_lifting_is_told_once_however_often_it_is_pressed(house):
    row, mara = pause(house, who=None), person(house=house)
    resume(row, who=mara)
    resume(row, who=None)
    stored = Pause.objects.get()
    assert stored.lifted_at
    assert stored.lifted_by == mara
    assert list(Move.objects.values_list("after", flat=True)) == ["all paused", "all resumed"]
    assert in_force(house) == []


def test_what_was_lifted_can_be_paused_again(house):
    resume(pause(house, who=None), who=None)
    pause(house, who=None, why="Again")
    assert [row.why for row in in_force(house)] == ["Again"]


def test_resuming_wakes_what_is_due_and_nothing_else(house):
    late, soon = now() + timedelta(hours=9), now() + timedelta(seconds=25)
    due = thread_in_review(house, state="sending", due_at=now(), wake_at=soon)
    future = thread_in_review(house, state="scheduled", due_at=late, wake_at=late)
    ended = thread_in_review(house, state="posted", due_at=now(), wake_at=None)
    resume(pause(house, who=None), who=None)
    wakes = [Thread.objects.get(pk=each.pk).wake_at for each in (due, future, ended)]
    assert wakes[0]
    assert wakes[0] <= now()
    assert wakes[1:] == [late, None]


def test_the_threads_of_a_pause(house):
    one, other = thread_in_review(house), thread_in_review(house)
    thread_in_review()
    whole = pause(house, who=None)
    assert set(threads_in(whole)) == {one, other}
    alone = pause(house, who=None, scope=Scope.THREAD, thread=one)
    assert set(threads_in(alone)) == {one}
    account_s = pause(house, who=None, scope=Scope.ACCOUNT, account=other.account)
    assert set(threads_in(account_s)) == {other}


def test_a_long_reason_is_cut_and_not_lost(house):
    row = pause(house, who=None, why="x" * 1000)
    assert row.why == "x" * 300
    assert Move.objects.get().why == "x" * 1000
