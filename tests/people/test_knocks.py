from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from publisher.people import rate_limit
from publisher.thread.models import Knock


@pytest.mark.django_db
def test_tries_are_counted_within_their_window(clock):
    assert [rate_limit.count_try("door", 60) for _ in range(3)] == [1, 2, 3]
    clock.advance(59)
    assert rate_limit.count_try("door", 60) == 4
    clock.advance(2)
    assert rate_limit.count_try("door", 60) == 1


@pytest.mark.django_db
def test_a_try_can_be_taken_back_but_not_more_than_were_made():
    rate_limit.count_try("door", 60)
    for _ in range(3):
        rate_limit.take_back("door")
    assert rate_limit.count_try("door", 60) == 1


@pytest.mark.django_db
def test_windows_that_are_over_are_swept_away(clock):
    rate_limit.count_try("old", 10)
    clock.advance(11)
    rate_limit.count_try("new", 10)
    rate_limit.drop_expired_tries()
    assert list(Knock.objects.values_list("key", flat=True)) == ["new"]


def test_a_key_names_nobody():
    assert "mara" not in rate_limit.limit_key("door", "192.0.2.1", "mara@harbour.example")
    assert (
        rate_limit.limit_key("a", "b")
        != rate_limit.limit_key("a\nb", "")
        != rate_limit.limit_key("ab")
    )


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_each_has_a_number_of_its_own():
    def once(_):
        try:
            return rate_limit.count_try("door", 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        numbers = list(many.map(once, range(24)))
    assert sorted(numbers) == list(range(1, 25))
