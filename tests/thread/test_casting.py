from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publisher.split import CardSpec
from publisher.thread.card_specs import card_of, spread_pictures


def test_only_a_bullets_card_carries_its_heading():
    assert card_of(CardSpec("bullet", "The backstory", "It is late.")).heading == "The backstory"
    assert card_of(CardSpec("quotation", "The backstory", "“Late.”")).heading == ""


def test_a_post_takes_no_more_pictures_than_its_network_does():
    assert spread_pictures([list("abcdef"), [], list("g")], 4) == (
        [list("abcd"), list("ef"), ["g"]],
        0,
    )


def test_what_finds_no_place_is_counted():
    assert spread_pictures([list("ab"), list("cdefg")], 4) == ([list("ab"), list("cdef")], 1)


@given(st.lists(st.lists(st.integers(), max_size=9), max_size=6), st.integers(1, 5))
def test_pictures_keep_their_order_and_none_is_lost_unsaid(pictures, most):
    placed, over = spread_pictures(pictures, most)
    wanted = [one for post in pictures for one in post]
    kept = [one for post in placed for one in post]
    assert kept == wanted[: len(kept)]
    assert len(kept) + over == len(wanted)
    assert all(len(post) <= most for post in placed)
