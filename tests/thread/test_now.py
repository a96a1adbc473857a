from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from publisher.thread.clock import now

pytestmark = pytest.mark.django_db


def test_the_time_is_the_database_s_and_in_utc():
    moment = now()
    assert moment.tzinfo is UTC
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_time_goes_on_inside_a_transaction():
    with transaction.atomic():
        first = now()
        while now() == first:
            continue
        assert now() > first


def test_a_test_turns_the_clock_for_everybody(clock):
    before = now()
    clock.advance(3600)
    assert now() - before >= timedelta(hours=1)
