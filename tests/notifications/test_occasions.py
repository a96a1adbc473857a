"""Who hears of what, in time, and once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from publisher.notifications.dispatch import round_
from publisher.review.approve import approve, send_back
from publisher.review.edit import edit_post
from publisher.schedule.pause import Scope, pause
from publisher.thread.models import Notice, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread, record_move
from tests import builders

FERRY = "The ferry is late"


def drafted(house, by="wim", **more) -> Thread:
    """A thread that has just been made and waits."""
    thread = builders.thread_in_review(house.newsroom, made_by=house[by], state=T.DRAFTING, **more)
    thread.revisions.update(made_by=house[by])
    move_thread(thread, T.IN_REVIEW)
    return thread


def stopped(house, why="Post 1 was refused: No cashtags, please.") -> Thread:
    thread = drafted(house)
    approve(thread, rev=1, who=house["mara"], now=True)
    round_()
    house.post.letters.clear()
    move_thread(thread, T.SENDING)
    move_thread(thread, T.NEEDS_EDITOR, why=why)
    return thread


def test_who_may_approve_hears_of_what_waits(house):
    drafted(house)
    assert house.told() == [f"ada: To approve: {FERRY}", f"mara: To approve: {FERRY}"]


def test_nothing_is_told_twice(house):
    drafted(house)
    house.told()
    assert house.told() == []
    assert Notice.objects.filter(sent_at=None).count() == 0


def test_who_may_not_approve_her_own_work_is_not_asked_to(house):
    thread = drafted(house)
    edit_post(thread, rev=1, position=1, body="The ferry is later", who=house["mara"])
    assert house.told() == [f"ada: To approve: {FERRY}"]


def test_what_was_decided_before_its_turn_is_not_told(house):
    thread = drafted(house)
    approve(thread, rev=1, who=house["mara"], now=True)
    assert house.told() == []
    assert set(Notice.objects.values_list("wake_at", flat=True)) == {None}


def test_a_writer_hears_that_her_thread_came_back_and_why(house):
    thread = drafted(house)
    round_()
    send_back(thread, rev=1, who=house["ada"], why="The council is not named.")
    assert house.told() == [f"wim: Sent back: {FERRY}"]
    assert "Ada sent it back: The council is not named." in house.post.letters[-1].get_content()


def test_editors_hear_of_what_was_missed(house):
    thread = drafted(house)
    approve(thread, rev=1, who=house["mara"], now=True)
    round_()
    move_thread(thread, T.MISSED)
    assert [each.split(":")[0] for each in house.told()] == ["ada", "mara"]
    assert "no longer goes" in house.post.letters[-1].get_content()


def test_first_those_concerned_hear_that_a_thread_needs_an_editor(house):
    stopped(house)
    subject = f"Stopped with nothing out: {FERRY}"
    assert house.told() == [f"mara: {subject}", f"wim: {subject}"]
    assert "No cashtags, please." in house.post.letters[-1].get_content()


def test_everyone_hears_of_it_when_nobody_has_acted_in_a_quarter_of_an_hour(house, clock):
    stopped(house)
    house.told()
    clock.advance(14 * 60)
    assert house.told() == []
    clock.advance(61)
    subject = f"Nobody has looked yet: {FERRY}"
    assert house.told() == [f"{name}: {subject}" for name in ("ada", "mara", "wim")]


def test_nobody_else_is_woken_when_somebody_acted(house, clock):
    thread = stopped(house)
    house.told()
    record_move(house.newsroom, "thread", T.NEEDS_EDITOR, "looked", thread=thread, who=house["ada"])
    clock.advance(16 * 60)
    assert house.told() == []


def test_who_wrote_and_who_approved_hear_that_it_is_out(house):
    thread = drafted(house)
    approve(thread, rev=1, who=house["mara"], now=True)
    round_()
    move_thread(thread, T.SENDING)
    move_thread(thread, T.POSTED)
    assert house.told() == [f"mara: Out: {FERRY}", f"wim: Out: {FERRY}"]


def test_an_account_that_stopped_by_itself_is_told_of_but_not_a_pause_somebody_pressed(house):
    account = builders.account(house.newsroom, handle="harbour")
    pause(house.newsroom, who=house["ada"], why="A test.", scope=Scope.ALL)
    assert house.told() == []
    why = "X does not take its token any more. Connect it again."
    pause(house.newsroom, who=None, why=why, scope=Scope.ACCOUNT, account=account)
    subject = "Paused: @harbour on X"
    assert house.told() == [f"ada: {subject}", f"mara: {subject}"]
    assert "Connect it again." in house.post.letters[-1].get_content()


def test_who_wants_no_mail_and_who_has_left_get_none(house):
    house.newsroom.memberships.filter(person=house["ada"]).update(mailed=False)
    house["mara"].is_active = False
    house["mara"].save()
    drafted(house)
    assert house.told() == []


def test_other_newsrooms_hear_nothing(house):
    builders.person(house=builders.newsroom(), name="Eve")
    drafted(house)
    assert len(house.told()) == 2


def test_what_was_before_the_first_look_is_not_told(house):
    house.newsroom.told_to = 0
    house.newsroom.save()
    drafted(house)
    assert house.told() == []


def test_a_worker_that_was_away_for_days_tells_what_still_is_so(house, clock):
    drafted(house)
    clock.advance(3 * 86_400)
    assert len(house.told()) == 2


def test_what_was_committed_late_is_told_too(house):
    early = drafted(house).moves.latest("id")
    later = record_move(house.newsroom, "setting", "", "later")
    house.newsroom.told_to = later.pk
    house.newsroom.save()
    assert early.pk < later.pk
    assert len(house.told()) == 2


@pytest.mark.django_db(transaction=True)
def test_workers_that_look_at_once_tell_once(house):
    for _ in range(5):
        drafted(house)

    def work() -> None:
        try:
            round_()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(house.post.letters) == 10
