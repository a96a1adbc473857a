"""Weekly posting times: added once, removed once, and what the clocks do to them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.newsroom.errors import WrongSetting
from publisher.newsroom.posting_times import add_time, describe_clock_change, remove_time, times_of
from publisher.schedule.slots import Weekly, instant_of
from publisher.thread.clock import now
from publisher.thread.models import Move, Slot
from tests import builders

WINTER = datetime(2026, 1, 10, 12, tzinfo=UTC)


def post(desk, **given):
    return desk.post("/house/times", {"weekday": "0", "time": "07:30", "for": "", **given})


def test_a_time_is_added_shown_and_told(desk, house, text):
    assert post(desk).status_code == 302
    slot = Slot.objects.get(newsroom=house)
    assert (slot.weekday, slot.wall, slot.account) == (0, time(7, 30), None)
    page = text(desk.get("/house"))
    assert "Monday" in page
    assert "07:30" in page
    assert Move.objects.get(subject="setting").why == (
        "Posting time added: Monday 07:30 for every account"
    )


def test_an_account_may_have_times_of_its_own(desk, house, text):
    account = builders.account(house)
    post(desk)
    assert post(desk, **{"for": account.public_id}).status_code == 302
    assert f"{account}. " in text(desk.get("/house"))
    assert Slot.objects.filter(account=account).count() == 1


def test_the_same_time_twice_is_refused_in_words(desk, text):
    post(desk)
    answer = post(desk)
    assert answer.status_code == 422
    assert "Monday 07:30 for every account is there already." in text(answer)
    assert Slot.objects.count() == 1


@pytest.mark.parametrize("typed", ["25:00", "soon", "", "7"])
def test_what_is_no_time_is_refused_and_stays_in_the_field(desk, text, typed):
    answer = post(desk, time=typed)
    assert answer.status_code == 422
    field, said = text(answer).split('id="wrong-times"')
    assert f"“{typed}” is not a time" in said.split("</p>")[0]
    assert f'value="{typed}" aria-invalid="true" aria-describedby="wrong-times" autofocus' in field


def test_a_day_that_is_none_is_refused(desk):
    assert post(desk, weekday="7").status_code == 422
    assert not Slot.objects.exists()


def test_another_newsrooms_account_and_times_are_not_there(desk):
    theirs = builders.account(builders.newsroom(name="Other"))
    assert post(desk, **{"for": theirs.public_id}).status_code == 404
    slot = Slot.objects.create(newsroom=theirs.newsroom, weekday=0, wall=time(7))
    desk.post(f"/house/times/{slot.pk}/remove")
    assert Slot.objects.filter(pk=slot.pk).exists()


def test_removing_twice_is_told_once_and_touches_no_thread(desk, house, text):
    post(desk)
    thread = builders.approved_thread(house, at=now() + timedelta(days=1))
    number = Slot.objects.get().pk
    for _ in range(2):
        desk.post(f"/house/times/{number}/remove")
    assert "It was removed already." in text(desk.get("/house"))
    assert Move.objects.filter(subject="setting", why__contains="removed").count() == 1
    due = thread.due_at
    thread.refresh_from_db()
    assert thread.due_at == due


@pytest.mark.parametrize(
    ("weekly", "words"),
    [
        (Weekly(6, time(2, 30)), "On Sun 29 Mar 2026 the clocks are put forward over it"),
        (Weekly(6, time(2, 0)), "it comes at 03:00"),
        (Weekly(6, time(3, 0)), ""),
        (Weekly(0, time(2, 30)), ""),
    ],
)
def test_what_the_clocks_do_is_said(weekly, words):
    said = describe_clock_change(weekly, "Europe/Brussels", WINTER)
    assert words in said
    assert bool(words) == bool(said)


def test_a_doubled_hour_is_said_too():
    summer = datetime(2026, 7, 1, tzinfo=UTC)
    said = describe_clock_change(Weekly(6, time(2, 30)), "Europe/Brussels", summer)
    assert (
        said == "On Sun 25 Oct 2026 the clocks are put back over it: the first of the two counts."
    )


@given(
    st.builds(
        Weekly, st.integers(0, 6), st.times().map(lambda t: t.replace(second=0, microsecond=0))
    ),
    st.sampled_from(["Europe/Brussels", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"]),
)
def test_nothing_is_said_exactly_where_every_time_comes_once_as_written(weekly, zone):
    tz = ZoneInfo(zone)
    first = WINTER.astimezone(tz).date()
    days = [first + timedelta(days=n) for n in range(7 * 53)]
    mine = [day for day in days if day.weekday() == weekly.weekday]
    plain = all(
        instant_of(day, weekly.wall, tz)
        == datetime.combine(day, weekly.wall, tz).astimezone(UTC)
        == datetime.combine(day, weekly.wall.replace(fold=1), tz).astimezone(UTC)
        for day in mine
    )
    assert bool(describe_clock_change(weekly, zone, WINTER)) is not plain


STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 6), st.sampled_from(["07:30", "12.00", "7:30"])),
    max_size=12,
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(STEPS)
def test_the_times_are_a_set_whatever_is_added_and_removed(steps):
    house = builders.newsroom()
    mara = builders.person(house=house)
    kept: set[tuple[int, time]] = set()
    for adding, day, typed in steps:
        hours, minutes = map(int, typed.replace(".", ":").split(":"))
        wanted = (day, time(hours, minutes))
        if not adding:
            row = Slot.objects.filter(newsroom=house, weekday=day, wall=wanted[1]).first()
            remove_time(house, row.pk if row else 0, who=mara)
            kept.discard(wanted)
        elif wanted in kept:
            with pytest.raises(WrongSetting, match="there already"):
                add_time(house, weekday=str(day), typed=typed, account=None, who=mara)
        else:
            add_time(house, weekday=str(day), typed=typed, account=None, who=mara)
            kept.add(wanted)
    shown = [(each.slot.weekday, each.slot.wall) for each in times_of(house, WINTER)]
    assert shown == sorted(kept)
