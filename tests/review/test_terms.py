"""The terms of an approval: when, on what conditions, and how long it is good for."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from publisher.accounts.roles import Role
from publisher.review.approve import approve
from publisher.review.errors import Again, NoSlots, NotAsRead, SlotGone
from publisher.review.reschedule import reschedule_thread
from publisher.review.terms import Lasts, good_until
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.clock import now
from publisher.thread.models import Account, Move, Slot, Thread
from publisher.thread.seal import fingerprint_of
from tests.builders import newsroom, person, thread_in_review

pytestmark = pytest.mark.django_db
BRUSSELS = "Europe/Brussels"


@pytest.fixture
def slots(house):
    """Every hour of every day."""
    for weekday in range(7):
        for hour in range(24):
            Slot.objects.create(newsroom=house, weekday=weekday, wall=time(hour))


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def stored(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def sealed(thread) -> Any:
    return thread.revisions.get(rev=1).seal


def free(thread) -> datetime:
    found = next_free_slot(thread.account, now())
    assert found
    return found


@pytest.mark.usefixtures("slots")
def test_the_next_free_slot_is_taken(thread, mara):
    slot = free(thread)
    approve(thread, rev=1, who=mara, slot=True)
    assert (stored(thread).state, stored(thread).due_at) == ("scheduled", slot)
    assert free(thread) == slot + timedelta(hours=1)


@pytest.mark.usefixtures("slots")
def test_a_slot_taken_meanwhile_is_said_and_nothing_is_approved(thread, mara, house):
    shown = free(thread)
    other = thread_in_review(house, account=thread.account)
    approve(other, rev=1, who=mara, slot=True)
    with pytest.raises(SlotGone, match=r"was taken while you were reading\. The next free one is"):
        approve(thread, rev=1, who=mara, slot=True, expected=shown)
    assert stored(thread).state == "in_review"


@pytest.mark.usefixtures("slots")
def test_a_slot_that_passed_while_the_page_was_open_is_said(thread, mara):
    shown = free(thread) - timedelta(hours=1)
    with pytest.raises(SlotGone, match="passed while you were reading"):
        approve(thread, rev=1, who=mara, slot=True, expected=shown)


def test_without_slots_none_is_taken(thread, mara):
    with pytest.raises(NoSlots, match="sets them under House"):
        approve(thread, rev=1, who=mara, slot=True)
    assert stored(thread).state == "in_review"


@pytest.mark.usefixtures("slots")
def test_a_thread_keeps_its_own_slot_when_it_asks_for_the_next(thread, mara):
    approve(thread, rev=1, who=mara, slot=True)
    slot = stored(thread).due_at
    reschedule_thread(stored(thread), rev=1, epoch=0, who=mara, slot=True, expected=slot)
    assert stored(thread).due_at == slot


def test_a_second_approval_says_who_was_first(thread, mara, house):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=9), wall="9 days on")
    with pytest.raises(Again, match=r"approved already by Mara for .*Nothing was changed"):
        approve(stored(thread), rev=1, who=person(house=house), now=True)
    assert Move.objects.filter(after="approved").count() == 1


def test_what_would_be_sent_elsewhere_than_was_read_is_not_approved(thread, mara):
    approve(thread, rev=1, who=mara)
    read = fingerprint_of(thread.approved.seal)
    Account.objects.filter(pk=thread.account_id).update(remote_user_id="777")
    with pytest.raises(NotAsRead):
        reschedule_thread(stored(thread), rev=1, epoch=0, who=mara, seen=read)
    assert stored(thread).state == "approved"


def test_the_fingerprint_says_nothing_of_the_times(thread, mara):
    approve(thread, rev=1, who=mara)
    read = fingerprint_of(thread.approved.seal)
    due, embargo = now() + timedelta(days=3), now() + timedelta(days=2)
    reschedule_thread(
        stored(thread), rev=1, epoch=0, who=mara, seen=read, at=due, not_before=embargo
    )
    assert fingerprint_of(sealed(thread)) == read


def test_conditions_are_told_with_the_approval(thread, mara):
    embargo = datetime(2099, 5, 1, 7, 0, tzinfo=UTC)
    approve(thread, rev=1, who=mara, not_before=embargo, breaking=True, lasts=Lasts.NEVER)
    why = Move.objects.get(after="approved").why
    assert why == "breaking, embargo until 2099-05-01 09:00 (Europe/Brussels), it does not lapse"


def test_an_approval_that_does_not_lapse_waits_for_nothing(thread, mara):
    approve(thread, rev=1, who=mara, lasts=Lasts.NEVER)
    assert (stored(thread).approved_until, stored(thread).wake_at) == (None, None)
    assert sealed(thread)["approved_until"] is None


@pytest.mark.parametrize(
    ("start", "lasts", "until"),
    [
        # In summer time, and over the night the clocks are put back or forward.
        ((2026, 7, 1, 12, 0), Lasts.DAY, (2026, 7, 1, 22, 0)),
        ((2026, 10, 24, 12, 0), Lasts.DAY, (2026, 10, 24, 22, 0)),
        ((2026, 10, 25, 12, 0), Lasts.DAY, (2026, 10, 25, 23, 0)),
        ((2026, 3, 29, 12, 0), Lasts.DAY, (2026, 3, 29, 22, 0)),
        ((2026, 10, 24, 12, 0), Lasts.WEEK, (2026, 10, 31, 23, 0)),
        ((2026, 3, 28, 12, 0), Lasts.WEEK, (2026, 4, 4, 22, 0)),
    ],
)
def test_an_approval_ends_with_the_local_day_also_when_clocks_change(start, lasts, until):
    end = good_until(at(*start), BRUSSELS, 1200, lasts)
    assert end == at(*until)


@pytest.mark.parametrize("zone", ["Asia/Beirut", "America/Havana", "Africa/Cairo"])
def test_a_day_whose_midnight_is_skipped_or_doubled_ends_once(zone):
    start = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    for day in range(365):
        noon = start + timedelta(days=day)
        end: Any = good_until(noon, zone, 0, Lasts.DAY)
        assert timedelta(0) < end - noon <= timedelta(hours=25)


def test_a_week_is_longer_than_a_day_and_never_is_none():
    start = datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
    day, week = (good_until(start, BRUSSELS, 0, each) for each in (Lasts.DAY, Lasts.WEEK))
    assert day
    assert week == day + timedelta(days=7)
    assert good_until(start, BRUSSELS, 0, Lasts.NEVER) is None


def test_somebody_of_another_house_takes_none_of_our_slots(house, mara):
    elsewhere = thread_in_review(newsroom(name="Hill Post"))
    stranger = person(Role.EDITOR, elsewhere.account.newsroom)
    assert mara.memberships.get().newsroom == house
    with pytest.raises(NoSlots):
        approve(elsewhere, rev=1, who=stranger, slot=True)
