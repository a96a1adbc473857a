from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import BadRequest
from hypothesis import given
from hypothesis import strategies as st

from publisher.review.errors import TwoTimes
from publisher.review.forms import Timing, list_day_choices, parse_timing
from publisher.schedule.local_time import TimeError
from publisher.web.here import parse_number
from publisher.web.templatetags.desk import Wall

WALL = Wall("Europe/Brussels", datetime(2026, 1, 28, 23, 30, tzinfo=UTC))


def test_the_days_begin_with_the_newsrooms_own_today():
    listed = list_day_choices(WALL)
    assert listed[0] == ("2026-01-29", "Today, Thu 29 Jan")
    assert listed[1] == ("2026-01-30", "Fri 30 Jan")
    assert len(listed) == 28


def test_a_time_is_the_instant_on_the_newsrooms_wall():
    when = parse_timing({"when": "time", "day": "2026-01-29", "time": "7:30"}, WALL)
    assert when.at == datetime(2026, 1, 29, 6, 30, tzinfo=UTC)
    assert when.wall == "2026-01-29 07:30"


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["now", "later", "time", "x"]))
def test_whatever_is_typed_never_gives_a_time_that_is_past(day, time, when):
    try:
        got = parse_timing({"when": when, "day": day, "time": time}, WALL)
    except (TimeError, TwoTimes, BadRequest):
        got = Timing()
    assert got.at is None or got.at >= WALL.now.replace(second=0)


@given(st.text(max_size=30))
def test_a_number_is_plain_digits_or_refused(typed):
    try:
        got = parse_number({"rev": typed}, "rev")
    except BadRequest:
        got = None
    assert (got is not None) == (typed.isascii() and typed.isdigit() and len(typed) <= 9)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-01", "", "soon"])
def test_a_day_that_was_never_in_the_list_is_refused(day):
    with pytest.raises(BadRequest):
        parse_timing({"when": "time", "day": day, "time": "07:30"}, WALL)
