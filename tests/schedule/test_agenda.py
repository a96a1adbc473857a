from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publisher.schedule.agenda import load_agendas
from publisher.schedule.slots import Weekly
from publisher.thread.models import Post, Slot
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 29, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def accounts():
    house = builders.newsroom()
    return [builders.account(house), builders.account(house)]


def held(account, state=T.SCHEDULED, due=NOON, waiting=2, **more):
    thread = builders.thread_in_review(
        account.newsroom, account=account, state=state, due_at=due, **more
    )
    for position in range(1, waiting + 2):
        state = P.POSTED if position > waiting else P.WAITING
        Post.objects.create(thread=thread, position=position, state=state)
    return thread


def of(account, before=NOON + HOUR):
    return load_agendas([account], before)[account.pk]


def test_an_account_s_own_times_count_or_where_it_has_none_the_house_s(accounts):
    own, plain = accounts
    for account, wall in ((None, time(9)), (own, time(10, 30))):
        Slot.objects.create(newsroom=own.newsroom, account=account, weekday=2, wall=wall)
    Slot.objects.create(newsroom=builders.newsroom(), weekday=3, wall=time(8))
    assert of(own).slots == [Weekly(2, time(10, 30))]
    assert of(plain).slots == [Weekly(2, time(9))]


def test_a_thread_holds_its_time_or_the_end_of_its_embargo(accounts):
    first = held(accounts[0])
    held(accounts[0], not_before=NOON + 3 * HOUR)
    held(accounts[1])
    held(accounts[0], state=T.MISSED)
    agenda = of(accounts[0])
    assert sorted(agenda.starts(None)) == [NOON, NOON + 3 * HOUR]
    assert list(agenda.starts(first.pk)) == [NOON + 3 * HOUR]


def test_promised_is_what_waits_and_goes_out_before(accounts):
    first = held(accounts[0])
    held(accounts[0], state=T.SENDING, due=NOON - HOUR, waiting=3)
    held(accounts[0], due=NOON + 2 * HOUR)
    agenda = of(accounts[0])
    assert agenda.promised(NOON + HOUR, None) == 5
    assert agenda.promised(NOON + HOUR, first.pk) == 3
    assert agenda.promised(NOON, None) == 3


def test_between_is_what_begins_in_a_time_and_has_not_begun(accounts):
    thread = held(accounts[0])
    held(accounts[0], state=T.SENDING)
    agenda = of(accounts[0])
    assert [each.thread for each in agenda.between(NOON - HOUR, NOON, None)] == [thread.pk]
    assert agenda.between(NOON, NOON + HOUR, None) == []
    assert agenda.between(NOON - HOUR, NOON, thread.pk) == []


def test_pictures_are_those_of_the_approved_posts_until_they_are_handed_over(accounts):
    threads = [held(accounts[0]) for _ in range(4)]
    for thread, cards in zip(threads[:3], ([2, 0, 1], [4], [1]), strict=True):
        revision = thread.revisions.get()
        revision.content["posts"] = [{"cards": [{}] * number} for number in cards]
        revision.save()
        thread.approved = revision
    threads[2].prepared_at = NOON
    for thread in threads:
        thread.save()
    found = {each.thread: each.pictures for each in of(accounts[0]).held}
    assert [found[thread.pk] for thread in threads] == [3, 4, 0, 0]


def test_all_accounts_are_read_with_one_query(accounts):
    Slot.objects.create(newsroom=accounts[0].newsroom, weekday=2, wall=time(9))
    threads = [held(account) for account in accounts]
    with CaptureQueriesContext(connection) as asked:
        found = load_agendas(accounts, NOON + HOUR)
    assert len(asked) == 1
    assert [[each.thread for each in found[a.pk].held] for a in accounts] == [
        [each.pk] for each in threads
    ]
