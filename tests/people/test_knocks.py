from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from publisher.people import knocks
from publisher.thread.models import Knock


@pytest.mark.django_db
def test_tries_are_counted_within_their_window(clock):
    assert [knocks.count("door", 60) for _ in range(3)] == [1, 2, 3]
    clock.advance(59)
    assert knocks.count("door", 60) == 4
    clock.advance(2)
    assert knocks.count("door", 60) == 1


@pytest.mark.django_db
def test_a_try_can_be_taken_back_but_not_more_than_were_made():
    knocks.count("door", 60)
    for _ in range(3):
        knocks.take_back("door")
    assert knocks.count("door", 60) == 1


@pytest.mark.django_db
def test_windows_that_are_over_are_swept_away(clock):
    knocks.count("old", 10)
    clock.advance(11)
    knocks.count("new", 10)
    knocks.sweep()
    assert list(Knock.objects.values_list("key", flat=True)) == ["new"]


def test_a_key_names_nobody():
    assert "mara" not in knocks.key("door", "192.0.2.1", "mara@harbour.example")
    assert knocks.key("a", "b") != knocks.key("a\nb", "") != knocks.key("ab")


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_each_has_a_number_of_its_own():
    def once(_):
        try:
            return knocks.count("door", 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as many:
        numbers = list(many.map(once, range(24)))
    assert sorted(numbers) == list(range(1, 25))
