from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks.catalogue import LIMITS, PRICES
from publisher.networks.prices import KINDS, Cost, PricePart, cost_of
from publisher.networks.x.prices import TABLE, X

LINKED = "Read it all: https://harbour.example/ferry"
texts = st.lists(st.sampled_from(["The ferry is late", LINKED, "ferry.com", ""]), max_size=12)


def test_six_posts_with_six_alt_texts_cost_twelve_cents():
    cost = cost_of(["The ferry is late"] * 6, 6, X)
    assert cost.would_be == cost.total == Decimal("0.120")


def test_one_link_costs_more_than_all_the_rest():
    cost = cost_of(["The ferry is late"] * 5 + [LINKED], 6, X)
    assert cost.total == Decimal("0.305")
    assert [part.kind for part in cost.parts] == ["post", "link", "alt"]


def test_what_is_shown_is_rounded_up_to_the_cent():
    assert str(Cost((PricePart("link", 1, Decimal("0.305")),))) == "$0.31"
    assert str(Cost((PricePart("read", 1, Decimal("0.001")),))) == "$0.01"
    assert str(Cost(())) == "$0.00"


@pytest.mark.parametrize(
    "text", [LINKED, "See ferry.com", "HTTPS://HARBOUR.EXAMPLE", "a.b.co.uk/x"]
)
def test_whatever_may_become_a_link_is_counted_as_one(text):
    assert [part.kind for part in cost_of([text], 0, X).parts] == ["link"]


def test_a_post_with_two_links_is_charged_once():
    assert cost_of([f"{LINKED} {LINKED}"], 0, X).total == X.link


def test_deletions_and_reads_are_charged_too():
    assert cost_of([], 0, X, deletes=7, reads=100).total == Decimal("0.170")


def test_a_rehearsal_costs_nothing_and_says_what_it_would():
    cost = cost_of(["The ferry is late"] * 2, 2, X, rehearsal=True)
    assert (cost.total, cost.would_be) == (Decimal(0), Decimal("0.040"))
    assert str(cost) == "nothing (practice network; it would be $0.04)"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (PricePart("post", 1, X.post), "1 post at $0.015"),
        (PricePart("link", 2, X.link), "2 posts with a link at $0.200"),
        (PricePart("alt", 6, X.alt), "6 alt texts at $0.005"),
        (PricePart("read", 9, X.read), "9 posts read back at $0.001"),
    ],
)
def test_a_part_says_how_many_of_what_at_which_price(part, words):
    assert str(part) == words


@given(texts, st.integers(0, 50))
def test_every_post_and_alt_text_is_paid_for_once(posts, alts):
    parts = {part.kind: part.count for part in cost_of(posts, alts, X).parts}
    assert parts.get("post", 0) + parts.get("link", 0) == len(posts)
    assert parts.get("alt", 0) == alts
    assert 0 not in parts.values()


@given(texts, texts, st.integers(0, 9))
def test_two_threads_cost_what_each_costs(one, other, alts):
    apart = cost_of(one, alts, X).total + cost_of(other, alts, X).total
    assert cost_of(one + other, 2 * alts, X).total == apart


def test_the_newest_prices_are_those_in_force():
    assert [row.since for row in TABLE] == sorted(row.since for row in TABLE)
    assert PRICES["x"] is X is TABLE[-1]
    assert all(getattr(X, kind) > 0 for kind in KINDS)


def test_no_prices_are_kept_for_a_network_nobody_knows():
    assert set(PRICES) <= set(LIMITS)
