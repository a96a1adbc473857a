from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.colour import build_ramp, contrast_ratio, mix_colours, parse_colour
from cards.errors import ThemeError

colours = st.tuples(*[st.integers(0, 255)] * 3)
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def test_a_colour_is_six_digits():
    assert parse_colour("#11151B") == (0x11, 0x15, 0x1B)


@pytest.mark.parametrize("text", ["red", "#fff", "#11151B00", "11151B", "#GG0000"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ThemeError, match="#RRGGBB"):
        parse_colour(text)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast_ratio(BLACK, WHITE) == pytest.approx(21)


def test_the_ratio_agrees_with_a_published_pair():
    assert contrast_ratio(parse_colour("#767676"), WHITE) == pytest.approx(4.54, abs=0.005)


@given(colours, colours)
def test_contrast_is_the_same_both_ways(one, other):
    assert contrast_ratio(one, other) == contrast_ratio(other, one) >= 1


@given(colours, colours)
def test_a_mix_runs_from_ground_to_ink(ground, ink):
    assert mix_colours(ground, ink, 0) == ground
    assert mix_colours(ground, ink, 1) == ink


@given(colours, colours)
def test_a_ramp_ends_in_the_ink_itself(ground, ink):
    steps = build_ramp(ground, ink, 31)

    assert len(steps) == 31
    assert steps[-1] == ink
