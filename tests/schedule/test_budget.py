from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks.catalogue import LIMITS, RATES
from publisher.networks.rates import Rates
from publisher.schedule.budget import describe_shortfall, find_shortfall, nth_newest, posts_lacking
from publisher.thread.clock import now
from publisher.thread.models import Call
from tests import builders

MOMENT = datetime(2026, 6, 29, 12, 0, tzinfo=UTC)
SOON, PAST = MOMENT + timedelta(minutes=9), MOMENT - timedelta(minutes=1)


@pytest.fixture
def account(db, monkeypatch):  # noqa: ARG001 - rows
    few = Rates(window=timedelta(minutes=15), uploads=3, alts=4)
    monkeypatch.setitem(RATES, "x", few)
    return builders.account(builders.newsroom())


def call(account, kind: str, minutes_ago: float, count: int = 1) -> None:
    for _ in range(count):
        at = now() - timedelta(minutes=minutes_ago)
        Call.objects.create(account=account, kind=kind, started_at=at)


def test_a_thread_that_is_longer_than_what_is_left_has_to_wait():
    short = posts_lacking(2, SOON, 3, MOMENT)
    assert short
    assert short.until == SOON
    assert short.words == "The account may post 2 times before 12:09 UTC, and 3 are wanted."


@pytest.mark.parametrize(
    ("left", "refilled"), [(3, SOON), (None, SOON), (2, None), (0, PAST), (0, MOMENT)]
)
def test_what_fits_or_is_not_known_may_start(left, refilled):
    assert posts_lacking(left, refilled, 3, MOMENT) is None


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_thread_starts_when_all_its_posts_fit_and_never_else(left, wanted):
    assert (posts_lacking(left, SOON, wanted, MOMENT) is None) == (wanted <= left)


def test_an_account_of_which_nothing_is_known_takes_anything(account):
    assert describe_shortfall(account, 500, 2, 2) == ""


def test_the_account_s_own_budget_decides(account):
    account.budget_left, account.budget_resets_at = 2, now() + timedelta(minutes=5)
    assert describe_shortfall(account, 2) == ""
    assert "may post 2 times" in describe_shortfall(account, 3)


def test_pictures_handed_over_in_this_window_count(account):
    call(account, "upload", 10, count=2)
    assert describe_shortfall(account, 1, uploads=1) == ""
    short = find_shortfall(account, 1, uploads=2)
    assert short
    assert "cannot hand over 2 pictures before" in short.words
    assert timedelta(minutes=4) < short.until - now() < timedelta(minutes=6)


def test_alt_texts_have_a_count_of_their_own(account):
    call(account, "upload", 1, count=3)
    call(account, "alt", 1, count=3)
    assert describe_shortfall(account, 1, alts=1) == ""
    assert "cannot set 2 alt texts" in describe_shortfall(account, 1, alts=2)


def test_calls_before_the_window_do_not_count(account):
    call(account, "upload", 16, count=3)
    assert describe_shortfall(account, 1, uploads=3) == ""


def test_more_than_a_window_allows_begins_with_a_fresh_one(account):
    assert describe_shortfall(account, 1, uploads=9) == ""
    call(account, "upload", 1)
    assert "9 pictures" in describe_shortfall(account, 1, uploads=9)


def test_nothing_wanted_always_fits(account):
    call(account, "upload", 1, count=9)
    account.budget_left, account.budget_resets_at = 0, now() + timedelta(minutes=5)
    assert describe_shortfall(account, 0) == ""


def test_the_longest_wait_is_the_one_that_is_said(account):
    call(account, "upload", 14, count=3)
    account.budget_left, account.budget_resets_at = 0, now() + timedelta(minutes=10)
    assert "may post 0 times" in describe_shortfall(account, 1, uploads=1)


def test_another_accounts_calls_are_its_own(account):
    call(builders.account(account.newsroom), "upload", 1, count=9)
    assert describe_shortfall(account, 1, uploads=3) == ""


def test_the_nth_newest_call_is_found_by_its_kind(account):
    for minutes in (9, 7, 5):
        call(account, "post", minutes)
        call(account, "read", 1)
    at = nth_newest(account, "post", 1)
    assert at
    assert timedelta(minutes=6) < now() - at < timedelta(minutes=8)
    assert nth_newest(account, "post", 3) is None


def test_rates_are_kept_of_known_networks_only():
    assert set(RATES) <= set(LIMITS)
