from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from publisher.schedule.cost import cost_of_content, cost_on, prices_of
from publisher.thread.clock import now
from publisher.thread.models import Call
from tests import builders

BODIES = ("The ferry is late", "More on ferry.example.com", "The money is found.")


@pytest.fixture
def content():
    one = {"text": "The ferry is late", "cards": [{}]}
    return {"posts": [one, {"text": "All: https://harbour.example", "cards": []}, one]}


def test_a_versions_cost_is_known_before_it_is_approved(content):
    cost = cost_of_content(content, "x")
    assert [(part.kind, part.count) for part in cost.parts] == [
        ("post", 2),
        ("link", 1),
        ("alt", 2),
        ("read", 3),
    ]
    assert cost.total == Decimal("0.243")


def test_an_installation_may_pay_other_prices(content, settings):
    settings.PRICES = {"x": {"link": Decimal("0.5")}}
    prices = prices_of("x")
    assert prices
    assert (prices.link, prices.alt) == (Decimal("0.5"), Decimal("0.005"))
    assert cost_of_content(content, "x").total == Decimal("0.543")


def test_a_network_without_prices_costs_nothing(content):
    assert prices_of("mastodon") is None
    cost = cost_of_content(content, "mastodon")
    assert not cost.parts
    assert cost.total == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rehearsal", "shown"), [(False, "$0.25"), (True, "nothing (practice network")]
)
def test_only_a_real_account_pays(rehearsal, shown):
    account = builders.account(builders.newsroom(), rehearsal=rehearsal)
    cost = cost_on(account, builders.content(*BODIES))
    assert cost.would_be == Decimal("0.249")
    assert str(cost).startswith(shown)


@pytest.mark.django_db
def test_the_look_before_the_first_post_reads_the_posts_of_a_week():
    account = builders.account(builders.newsroom(), rehearsal=False)
    for days, known in ((8, 2), (6, 3)):
        began = now() - timedelta(days=days)
        Call.objects.create(account=account, kind="post", outcome="done", started_at=began)
        assert reads(account) == known


def reads(account) -> int:
    parts = cost_on(account, builders.content("The ferry is late", cards=False)).parts
    return next(part.count for part in parts if part.kind == "read")
