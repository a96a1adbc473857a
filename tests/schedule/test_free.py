from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from publisher.schedule.local_time import UnknownZone
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.models import Slot
from publisher.thread.states import ThreadState
from tests import builders

pytestmark = pytest.mark.django_db
#: A Monday, half an hour before the first slot in Brussels.
NOW = datetime(2026, 6, 29, 5, 0, tzinfo=UTC)
FIRST = datetime(2026, 6, 29, 5, 30, tzinfo=UTC)
SECOND = datetime(2026, 6, 29, 16, 0, tzinfo=UTC)


@pytest.fixture
def house():
    newsroom = builders.newsroom()
    for wall in (time(7, 30), time(18, 0)):
        Slot.objects.create(newsroom=newsroom, weekday=0, wall=wall)
    return newsroom


@pytest.fixture
def account(house):
    return builders.account(house)


def thread(account, **more):
    row = builders.thread_in_review(account.newsroom, account=account)
    type(row).objects.filter(pk=row.pk).update(**more)


def test_the_first_slot_is_free_while_nothing_is_due(account):
    assert next_free_slot(account, NOW) == FIRST


def test_a_scheduled_thread_takes_its_slot(account):
    thread(account, state=ThreadState.SCHEDULED, due_at=FIRST)
    assert next_free_slot(account, NOW) == SECOND


@pytest.mark.parametrize("state", ["cancelled", "missed", "in_review", "posted"])
def test_a_thread_that_will_not_go_out_then_gives_its_slot_back(account, state):
    thread(account, state=state, due_at=FIRST)
    assert next_free_slot(account, NOW) == FIRST


def test_an_embargo_takes_the_slot_at_its_end(account):
    thread(account, state=ThreadState.SCHEDULED, due_at=NOW, not_before=FIRST)
    assert next_free_slot(account, NOW) == SECOND


def test_accounts_do_not_take_each_others_slots(account, house):
    thread(builders.account(house), state=ThreadState.SCHEDULED, due_at=FIRST)
    assert next_free_slot(account, NOW) == FIRST


def test_an_account_with_slots_of_its_own_uses_only_those(account, house):
    Slot.objects.create(newsroom=house, account=account, weekday=0, wall=time(9, 0))
    assert next_free_slot(account, NOW) == datetime(2026, 6, 29, 7, 0, tzinfo=UTC)
    assert next_free_slot(builders.account(house), NOW) == FIRST


def test_another_newsrooms_slots_are_none_of_ours(house):
    elsewhere = builders.account(builders.newsroom(name="Hill Post"))
    assert house.slots.count() == 2
    assert next_free_slot(elsewhere, NOW) is None


def test_a_newsroom_without_a_known_zone_is_told_so(account, house):
    house.zone = "Europe/Atlantis"
    house.save()
    account.newsroom.refresh_from_db()
    with pytest.raises(UnknownZone, match="no time zone"):
        next_free_slot(account, NOW)
