from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.schedule.slots import Weekly, instant_of, next_free

BRUSSELS = ZoneInfo("Europe/Brussels")
ZONES = [
    "Europe/Brussels",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Cairo",
    "Pacific/Apia",
    "UTC",
]
MONDAY, SUNDAY = 0, 6
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
slots = st.builds(Weekly, st.integers(0, 6), walls)
zones = st.sampled_from(ZONES).map(ZoneInfo)
instants = st.datetimes(datetime(2005, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def coming(*given, **more) -> datetime:
    at = next_free(*given, **more)
    assert at
    return at


def test_without_slots_there_is_no_next():
    assert next_free([], BRUSSELS, after=utc(2026, 7, 1)) is None


def test_the_next_slot_is_later_this_week():
    week = [Weekly(MONDAY, time(7, 30)), Weekly(2, time(18, 0))]
    assert coming(week, BRUSSELS, after=utc(2026, 6, 29, 6)) == utc(2026, 7, 1, 16)


def test_a_slot_that_begins_now_has_passed():
    week = [Weekly(MONDAY, time(7, 30))]
    assert coming(week, BRUSSELS, after=utc(2026, 6, 29, 5, 30)) == utc(2026, 7, 6, 5, 30)


@pytest.mark.parametrize("seconds", [0, 1, 59])
def test_a_slot_in_whose_minute_something_is_due_is_taken(seconds):
    week = [Weekly(MONDAY, time(7, 30)), Weekly(MONDAY, time(8, 0))]
    taken = [utc(2026, 6, 29, 5, 30, seconds)]
    assert coming(week, BRUSSELS, after=utc(2026, 6, 28), taken=taken) == utc(2026, 6, 29, 6)


def test_a_full_year_leads_into_the_next():
    week = [Weekly(MONDAY, time(7, 30))]
    first = utc(2026, 1, 5, 6, 30)
    full: list[datetime] = []
    for _ in range(60):
        free = coming(week, BRUSSELS, after=first - timedelta(minutes=1), taken=full)
        full.append(free)
    assert [f"{at.astimezone(BRUSSELS):%a %H:%M}" for at in full] == ["Mon 07:30"] * 60
    assert {
        b.astimezone(BRUSSELS).date() - a.astimezone(BRUSSELS).date() for a, b in pairwise(full)
    } == {timedelta(days=7)}


def test_a_slot_in_a_skipped_hour_comes_at_the_end_of_the_gap():
    assert instant_of(date(2026, 3, 29), time(2, 30), BRUSSELS) == utc(2026, 3, 29, 1)


def test_a_slot_in_a_doubled_hour_comes_at_its_first():
    assert instant_of(date(2026, 10, 25), time(2, 30), BRUSSELS) == utc(2026, 10, 25, 0, 30)


def test_a_slot_does_not_come_twice_in_the_doubled_hour():
    week = [Weekly(SUNDAY, time(2, 30))]
    first = coming(week, BRUSSELS, after=utc(2026, 10, 24))
    assert coming(week, BRUSSELS, after=first) == utc(2026, 11, 1, 1, 30)


def test_half_an_hour_may_be_skipped_too():
    island = ZoneInfo("Australia/Lord_Howe")
    assert instant_of(date(2026, 10, 4), time(2, 15), island) == utc(2026, 10, 3, 15, 30)


def test_where_a_whole_day_is_skipped_its_slot_comes_with_the_next_day():
    samoa = ZoneInfo("Pacific/Apia")
    friday = [Weekly(4, time(7, 30))]
    at = coming(friday, samoa, after=utc(2011, 12, 30, 9))
    assert at == utc(2011, 12, 30, 10)
    assert at.astimezone(samoa).replace(tzinfo=None) == datetime(2011, 12, 31)  # noqa: DTZ001
    assert coming(friday, samoa, after=at) == utc(2012, 1, 5, 17, 30)


@given(st.dates(date(2005, 1, 1), date(2037, 12, 31)), walls, zones)
def test_a_slot_keeps_its_wall_time_except_in_a_gap(day, wall, tz):
    at = instant_of(day, wall, tz)
    shown = at.astimezone(tz).replace(tzinfo=None)
    wanted = datetime.combine(day, wall)
    assert shown >= wanted
    if shown != wanted:
        before = (at - timedelta(seconds=1)).astimezone(tz).replace(tzinfo=None)
        assert before < wanted


@given(st.dates(date(2005, 1, 1), date(2037, 12, 31)), walls, zones)
def test_a_doubled_time_is_the_earlier_of_the_two(day, wall, tz):
    at = instant_of(day, wall, tz)
    shown = at.astimezone(tz).replace(tzinfo=None)
    earlier = (at - timedelta(hours=minutes / 60) for minutes in (30, 60, 120))
    assert all(each.astimezone(tz).replace(tzinfo=None) != shown for each in earlier)


@given(st.lists(slots, min_size=1, max_size=5), zones, instants)
def test_the_next_slot_lies_ahead_and_within_eight_days(week, tz, after):
    at = coming(week, tz, after=after)
    assert after < at <= after + timedelta(days=8)
    assert at.tzinfo is UTC


@given(st.lists(slots, min_size=1, max_size=4), zones, instants, st.integers(1, 20))
def test_taking_slot_after_slot_gives_each_once_and_in_order(week, tz, after, times):
    taken: list[datetime] = []
    for _ in range(times):
        taken.append(coming(week, tz, after=after, taken=taken))
    assert taken == sorted(set(taken))


@given(st.lists(slots, min_size=1, max_size=4), zones, instants)
def test_no_slot_is_passed_over(week, tz, after):
    at = coming(week, tz, after=after)
    today = after.astimezone(tz).date()
    days = [today + timedelta(days=n) for n in range(-1, 9)]
    every = [instant_of(d, s.wall, tz) for d in days for s in week if s.weekday == d.weekday()]
    assert at == min(each for each in every if each > after)
