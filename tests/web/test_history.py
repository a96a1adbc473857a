"""A history by days: times on the newsroom's wall, instants for machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.web.templatetags.desk import Wall
from publisher.web.templatetags.history import by_day, on_wall

NOW = datetime(2026, 11, 24, 5, 12, tzinfo=UTC)
BRUSSELS = Wall("Europe/Brussels", NOW)


@dataclass(frozen=True)
class Line:
    at: datetime


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def told(*moments: datetime) -> list[tuple[str, list[str]]]:
    days = by_day([Line(at) for at in moments], BRUSSELS)
    return [(day.title, [each.time for each in day.lines]) for day in days]


def test_lines_stand_under_the_day_of_the_newsroom():
    # It is past midnight in Brussels, and not yet in UTC.
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert told(late - timedelta(hours=1), late) == [
        ("Mon 23 Nov", ["23:30"]),
        ("Today, Tue 24 Nov", ["00:30"]),
    ]


def test_seconds_stand_only_where_a_minute_holds_more_than_one_line():
    at = datetime(2026, 11, 24, 4, 30, 5, tzinfo=UTC)
    moments = at, at + timedelta(seconds=7), at + timedelta(minutes=2)
    assert told(*moments) == [("Today, Tue 24 Nov", ["05:30:05", "05:30:12", "05:32"])]


def test_a_day_on_which_the_clocks_stood_otherwise_says_so():
    assert told(datetime(2026, 7, 1, 6, tzinfo=UTC)) == [
        ("Wed 1 Jul, Brussels (CEST)", ["08:00"]),
    ]


@given(st.lists(st.integers(946684800, 4070908800).map(moment), max_size=20))
def test_every_line_is_told_once_with_its_own_instant(moments):
    lines = [Line(at) for at in sorted(moments)]
    kept = [each for day in by_day(lines, BRUSSELS) for each in day.lines]
    assert [each.line for each in kept] == lines
    for each in kept:
        assert datetime.fromisoformat(each.instant) == each.line.at


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("for 2026-11-26 07:30 (Europe/Brussels)", "for Thu 26 Nov 07:30, Brussels (CET)"),
        ("until 2099-05-01 09:00 (UTC), it does not lapse", None),
        ("for 2026-11-24 07:30 (Europe/Atlantis)", "for 2026-11-24 07:30 (Europe/Atlantis)"),
        ("for 2026-99-99 07:30 (UTC)", "for 2026-99-99 07:30 (UTC)"),
        ("Wrong figure (2026).", "Wrong figure (2026)."),
    ],
)
def test_a_kept_time_is_said_as_the_desk_says_times(kept, said):
    assert on_wall(kept, BRUSSELS) == (said or "until Fri 1 May 2099 09:00, UTC, it does not lapse")
