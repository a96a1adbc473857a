from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.schedule.local_time import (
    AlreadyPast,
    DoubledTime,
    NotADay,
    NotATime,
    OtherWeekday,
    SkippedTime,
    TimeError,
    UnknownZone,
    day_of,
    resolve_local_time,
    wall_time,
    zone_of,
)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BRUSSELS = "Europe/Brussels"


def test_a_wall_time_is_one_instant():
    at = resolve_local_time(date(2026, 7, 1), "07:30", BRUSSELS, now=LONG_AGO)
    assert at == datetime(2026, 7, 1, 5, 30, tzinfo=UTC)
    assert at.tzinfo is UTC


@pytest.mark.parametrize("typed", ["7:30", "07:30", " 07.30 "])
def test_hours_and_minutes_are_read_as_people_type_them(typed):
    assert wall_time(typed).isoformat() == "07:30:00"


@pytest.mark.parametrize("typed", ["", "24:00", "7:60", "7", "7:30 pm", "07:30:15", "٠٧:٣٠ x"])
def test_what_is_no_time_is_refused_in_words(typed):
    with pytest.raises(NotATime, match="write hours and minutes"):
        wall_time(typed)


@pytest.mark.parametrize("zone", ["", "Europe/Atlantis", "Europe", "../etc/passwd", "/etc/passwd"])
def test_what_is_no_zone_is_refused_in_words(zone):
    with pytest.raises(UnknownZone, match="no time zone"):
        zone_of(zone)


def test_a_time_the_clocks_skip_does_not_exist():
    with pytest.raises(SkippedTime, match="does not exist"):
        resolve_local_time(date(2026, 3, 29), "02:30", BRUSSELS, now=LONG_AGO)


def test_a_time_that_comes_twice_is_not_guessed():
    with pytest.raises(DoubledTime, match="twice"):
        resolve_local_time(date(2026, 10, 25), "02:30", BRUSSELS, now=LONG_AGO)


@pytest.mark.parametrize("typed", ["01:59", "03:00"])
def test_the_times_around_both_are_plain(typed):
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        at = resolve_local_time(day, typed, BRUSSELS, now=LONG_AGO)
        assert f"{at.astimezone(ZoneInfo(BRUSSELS)):%H:%M}" == typed


def test_the_past_is_refused_but_the_minute_that_runs_is_now():
    now = datetime(2026, 7, 1, 5, 30, 20, tzinfo=UTC)
    assert resolve_local_time(date(2026, 7, 1), "07:30", BRUSSELS, now=now) < now
    with pytest.raises(AlreadyPast, match="already past"):
        resolve_local_time(date(2026, 7, 1), "07:29", BRUSSELS, now=now)


@given(
    st.dates(date(2021, 1, 1), date(2037, 12, 31)),
    st.times(),
    st.sampled_from([BRUSSELS, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_an_instant_shows_the_wall_time_that_was_typed(day, wall, zone):
    typed = f"{wall:%H:%M}"
    try:
        at = resolve_local_time(day, typed, zone, now=LONG_AGO)
    except (SkippedTime, DoubledTime):
        return
    there = at.astimezone(ZoneInfo(zone))
    assert (there.date(), f"{there:%H:%M}") == (day, typed)
    assert at - LONG_AGO > timedelta(0)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-24",
        "24 Nov 2026",
        "24. november 2026",
        "Tue 24 Nov",
        " tuesday,  24 Nov ",
        "24 nov",
    ],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert day_of(typed, date(2026, 1, 28)) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "31 Feb 2026", "11/24/2026", "24 Foo 2026", "0 Nov", "24 Nov 0000", "2026"],
)
def test_what_is_no_day_is_refused_with_how_to_write_one(typed):
    with pytest.raises(NotADay, match="write it like 24 Nov 2026, or 2026-11-24"):
        day_of(typed, date(2026, 1, 28))


def test_a_day_that_is_another_weekday_is_not_guessed():
    with pytest.raises(OtherWeekday, match="24 Nov 2026 is a Tuesday"):
        day_of("Mon 24 Nov 2026", date(2026, 1, 28))


@given(st.dates(date(1000, 1, 1)), st.sampled_from(["%a", "%A"]), st.sampled_from(["%b", "%B"]))
def test_a_day_written_out_is_that_day(day, weekday, month):
    typed = f"{day:{weekday}} {day.day} {day:{month}} {day.year}"
    assert day_of(typed, date(2026, 1, 28)) == day


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_day_or_refused_as_a_time_is(typed):
    try:
        day = day_of(typed, date(2026, 1, 28))
    except TimeError:
        day = date.max
    assert isinstance(day, date)
