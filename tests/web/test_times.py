from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.web.templatetags import desk
from publisher.web.templatetags.desk import Wall

NOW = datetime(2026, 1, 28, 5, 12, tzinfo=UTC)
BRUSSELS = Wall("Europe/Brussels", NOW)
moments = st.integers(631152000, 3786912000).map(lambda s: datetime.fromtimestamp(s, UTC))


def test_times_stand_on_the_newsrooms_wall_not_in_utc():
    assert desk.clock(NOW, BRUSSELS) == "06:12"
    assert desk.exact(NOW + timedelta(seconds=7), BRUSSELS) == "06:12:07"
    assert desk.exact(NOW + timedelta(days=1), BRUSSELS) == "Thu 06:12:00"


def test_the_zone_is_named_as_people_name_it():
    assert BRUSSELS.place == "Brussels (CET)"
    assert desk.describe_zone("Europe/Brussels", NOW + timedelta(days=180)) == "Brussels (CEST)"
    assert desk.describe_zone("America/New_York", NOW) == "New York (EST)"
    assert desk.describe_zone("UTC", NOW) == "UTC"


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "07:12"),
        (-3, "03:12"),
        (24, "Thu 06:12"),
        (-48, "Mon 06:12"),
        (24 * 8, "5 Feb 06:12"),
        (24 * 365, "28 Jan 2027 06:12"),
    ],
)
def test_a_time_says_only_as_much_of_its_day_as_is_needed(hours, words):
    assert desk.short(NOW + timedelta(hours=hours), BRUSSELS) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "today 07:12, Brussels (CET)"),
        (24, "tomorrow 06:12, Brussels (CET)"),
        (-24, "yesterday 06:12, Brussels (CET)"),
        (72, "Sat 31 Jan 06:12, Brussels (CET)"),
    ],
)
def test_a_time_that_stands_alone_names_day_and_zone(hours, words):
    assert desk.full(NOW + timedelta(hours=hours), BRUSSELS) == words


def test_a_time_across_the_change_of_clocks_carries_its_own_letters():
    summer = datetime(2026, 3, 29, 6, tzinfo=UTC)
    winter = Wall("Europe/Brussels", datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert desk.full(summer, winter) == "tomorrow 08:00, Brussels (CEST)"


def test_a_day_of_another_year_names_the_year():
    assert desk.day(NOW, BRUSSELS) == "Wed 28 Jan"
    assert desk.day(NOW - timedelta(days=60), BRUSSELS) == "Sat 29 Nov 2025"


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=14), "14 min"),
        (timedelta(hours=3, minutes=59), "3 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=12), "12 days"),
    ],
)
def test_an_age_is_said_roughly(gone, words):
    assert desk.since(NOW - gone, BRUSSELS) == words


def test_counts_carry_their_noun():
    assert desk.counted(1, "post,posts") == "1 post"
    assert desk.counted(0, "post,posts") == "0 posts"
    assert [desk.spoken(n) for n in (0, 3, 12, 13)] == ["no", "three", "twelve", "13"]


@given(moments, moments)
def test_every_moment_has_words(moment, now):
    wall = Wall("Pacific/Apia", now)
    for words in (desk.short, desk.full, desk.day, desk.since, desk.clock):
        assert words(moment, wall).strip()


@given(moments)
def test_the_machine_readable_time_is_the_same_instant(moment):
    written = datetime.fromisoformat(desk.iso(moment, BRUSSELS))
    assert timedelta(0) <= moment - written < timedelta(minutes=1)
