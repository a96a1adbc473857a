"""A bundle: all of it is approved, or none."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from publisher.accounts.roles import Role
from publisher.review.approve import approve, send_back
from publisher.review.approve_bundle import Chosen, approve_together
from publisher.review.edit import edit_post
from publisher.review.errors import Again, DeskError, NotTogether
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.clock import now
from publisher.thread.models import Move, Revision, Slot, Thread
from publisher.thread.seal import open_seal
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.delivery.test_claim import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def threads(house):
    article = builders.article(house)
    return [builders.thread_in_review(house, article=article) for _ in range(3)]


def chosen(threads, **more):
    rows = Thread.objects.select_related("account__newsroom").order_by("pk")
    return [Chosen(rows.get(pk=thread.pk), rev=1, **more) for thread in threads]


def states(threads):
    return [Thread.objects.get(pk=thread.pk).state for thread in threads]


def test_each_thread_gets_a_seal_of_its_own(threads, mara):
    approve_together(chosen(threads), who=mara, terms={"now": True})
    assert states(threads) == [T.SCHEDULED] * 3
    revisions = Revision.objects.filter(thread__in=threads).exclude(seal_hash="")
    assert len({revision.seal_hash for revision in revisions}) == 3
    assert all(open_seal(one, one.thread.account) for one in revisions)
    assert {one.sealed_by for one in revisions} == {mara}


def test_one_that_was_changed_meanwhile_keeps_all_from_being_approved(threads, mara, ines):
    edit_post(threads[1], rev=1, position=1, body="Other words", who=ines)
    with pytest.raises(NotTogether) as told:
        approve_together(chosen(threads), who=mara, terms={"now": True})
    ((account, why),) = told.value.refused
    assert account == str(threads[1].account)
    assert "Ines saved version 2" in why
    assert states(threads) == [T.IN_REVIEW] * 3


def test_nothing_is_left_behind_where_nothing_was_approved(threads, mara):
    send_back(threads[2], rev=1, who=mara, why="Name the yard.")
    moves = Move.objects.count()
    with pytest.raises(NotTogether):
        approve_together(chosen(threads), who=mara, terms={"now": True})
    assert Move.objects.count() == moves
    assert not any(thread.posts.exists() for thread in threads)
    assert not any(thread.revisions.get().seal for thread in threads)


def test_every_thread_that_cannot_be_is_named(threads, mara):
    for thread in threads[:2]:
        thread.account.ended_at = now()
        thread.account.save()
    with pytest.raises(NotTogether) as told:
        approve_together(chosen(threads), who=mara, terms={"now": True})
    assert [account for account, _ in told.value.refused] == [str(t.account) for t in threads[:2]]


def test_nobody_approves_a_bundle_that_holds_her_own_words(threads, mara, house):
    builders.person(Role.EDITOR, house)
    Thread.objects.filter(pk=threads[0].pk).update(made_by=mara)
    with pytest.raises(NotTogether, match="None of these"):
        approve_together(chosen(threads), who=mara, terms={"now": True})
    assert states(threads) == [T.IN_REVIEW] * 3


def test_a_writer_approves_no_bundle(threads, ines):
    with pytest.raises(NotTogether):
        approve_together(chosen(threads), who=ines, terms={"now": True})
    assert states(threads) == [T.IN_REVIEW] * 3


def test_a_second_press_is_told_so_and_changes_nothing(threads, mara):
    approve_together(chosen(threads), who=mara, terms={"now": True})
    moves = Move.objects.count()
    with pytest.raises(Again):
        approve_together(chosen(threads), who=mara, terms={"now": True})
    assert Move.objects.count() == moves


def test_one_that_was_approved_by_itself_meanwhile_is_named(threads, mara):
    approve(threads[0], rev=1, who=mara)
    with pytest.raises(NotTogether) as told:
        approve_together(chosen(threads), who=mara, terms={"now": True})
    assert "approved already" in told.value.refused[0][1]
    assert states(threads) == [T.APPROVED, T.IN_REVIEW, T.IN_REVIEW]


def test_another_time_for_all_is_approved_anew(threads, mara):
    approve_together(chosen(threads), who=mara, terms={})
    later = now() + timedelta(hours=3)
    approve_together(chosen(threads, epoch=0), who=mara, terms={"at": later})
    rows = [Thread.objects.get(pk=thread.pk) for thread in threads]
    assert {(row.state, row.due_at, row.epoch) for row in rows} == {(T.SCHEDULED, later, 1)}


def test_a_time_that_another_editor_changed_keeps_all_as_they_are(threads, mara):
    approve_together(chosen(threads), who=mara, terms={})
    Thread.objects.filter(pk=threads[2].pk).update(epoch=1)
    with pytest.raises(NotTogether):
        approve_together(chosen(threads, epoch=0), who=mara, terms={"now": True})
    assert states(threads) == [T.APPROVED] * 3


def test_each_account_takes_its_own_free_slot(threads, mara, house):
    for thread, hour in zip(threads, (7, 8, 9), strict=True):
        for weekday in range(7):
            Slot.objects.create(
                newsroom=house, account=thread.account, weekday=weekday, wall=time(hour)
            )
    free = [next_free_slot(thread.account, now()) for thread in threads]
    given = [
        Chosen(one.thread, 1, slot=slot) for one, slot in zip(chosen(threads), free, strict=True)
    ]
    approve_together(given, who=mara, terms={"slot": True})
    assert [Thread.objects.get(pk=thread.pk).due_at for thread in threads] == free
    assert len(set(free)) == 3


def test_a_slot_that_went_keeps_all_from_being_approved(threads, mara, house):
    Slot.objects.create(newsroom=house, weekday=0, wall=time(7))
    long_ago = datetime(2020, 1, 6, 7, tzinfo=UTC)
    with pytest.raises(NotTogether):
        approve_together(chosen(threads, slot=long_ago), who=mara, terms={"slot": True})
    assert states(threads) == [T.IN_REVIEW] * 3


def test_what_would_be_sent_has_to_be_what_stood_on_the_page(threads, mara):
    with pytest.raises(NotTogether):
        approve_together(chosen(threads, seen="0000 0000"), who=mara, terms={"now": True})
    assert states(threads) == [T.IN_REVIEW] * 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n", range(5))
def test_a_save_at_the_same_moment_leaves_all_or_none(house, mara, ines, n):
    article = builders.article(house)
    threads = [builders.thread_in_review(house, article=article) for _ in range(3)]
    told: list[DeskError] = []

    def together() -> None:
        try:
            approve_together(chosen(threads), who=mara, terms={})
        except DeskError as error:
            told.append(error)

    def save() -> None:
        row = Thread.objects.select_related("account__newsroom").get(pk=threads[n % 3].pk)
        edit_post(row, rev=1, position=1, body="Other words", who=ines)

    at_once(together, save)
    # A save after the approval takes its own thread back; it never takes part of the approval.
    approved = Move.objects.filter(after=T.APPROVED).count()
    assert approved == (0 if told else 3)
    assert states(threads).count(T.IN_REVIEW) == (3 if told else 1)
