"""Which opportunities become line ends."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import wrap
from cards.breaks import Breaks
from cards.wrap import Lines


def known(lines: Lines | None) -> Lines:
    assert lines is not None
    return lines


def greedy(*given_to):
    return known(wrap.wrap_greedy(*given_to))


def even(*given_to):
    return known(wrap.wrap_even(*given_to))


def balanced(*given_to):
    return known(wrap.wrap_balanced(*given_to))


def made(widths, *, dear=(), blank=0.25):
    """Words of these widths with a blank after each."""
    inner, starts, at = [0.0], [0.0], 0.0
    for width in widths:
        inner.append(at + width)
        at += width + blank
        starts.append(at)
    places = tuple(range(len(widths) + 1))
    return Breaks(
        places, places, tuple(inner), tuple(starts), (0.0,) * len(places), frozenset(dear)
    )


words = st.lists(st.floats(0.5, 5), min_size=1, max_size=9)


@given(words)
def test_no_line_is_wider_than_the_measure(widths):
    for lines in (greedy(made(widths), 6), even(made(widths), 6), balanced(made(widths), 6)):
        assert all(made(widths).width(*line) <= 6 for line in lines)


@given(words)
def test_lines_follow_one_another_to_the_end(widths):
    for lines in (greedy(made(widths), 6), even(made(widths), 6), balanced(made(widths), 6)):
        assert lines[0][0] == 0
        assert lines[-1][1] == len(widths)
        assert all(a[1] == b[0] for a, b in pairwise(lines))


@given(words)
def test_even_lines_are_as_few_as_greedy_ones(widths):
    assert len(even(made(widths), 6)) == len(greedy(made(widths), 6))


@given(words)
def test_balanced_lines_are_as_few_as_greedy_ones(widths):
    assert len(balanced(made(widths), 6)) == len(greedy(made(widths), 6))


def raggedness(breaks, lines, width):
    return sum((width - breaks.width(*line)) ** 2 for line in lines[:-1])


@given(words)
def test_even_is_the_best_of_all_ways(widths):
    breaks = made(widths)
    found = even(breaks, 6)
    ways = [
        list(pairwise([0, *cuts, len(widths)]))
        for cuts in combinations(range(1, len(widths)), len(found) - 1)
    ]
    fitting = [way for way in ways if all(breaks.width(*line) <= 6 for line in way)]
    full = [way for way in fitting if breaks.width(*way[-1]) >= 2.4]

    assert (
        not full
        or raggedness(breaks, found, 6) <= min(raggedness(breaks, w, 6) for w in full) + 1e-6
    )


def test_a_word_wider_than_the_measure_fits_nowhere():
    assert wrap.wrap_greedy(made([1, 9, 1]), 6) is None
    assert wrap.wrap_even(made([1, 9, 1]), 6) is None
    assert wrap.wrap_balanced(made([1, 9, 1]), 6) is None


def test_a_lone_last_word_is_given_company():
    assert even(made([2, 2, 1, 2]), 6)[-1] != (3, 4)


def test_balanced_lines_are_of_a_length():
    assert balanced(made([1] * 6), 5.5) == [(0, 3), (3, 6)]


def test_a_line_that_ends_with_the_sense_may_be_short():
    breaks = made([2, 1, 3, 3])

    assert balanced(breaks, 6.5) == [(0, 2), (2, 4)]
    assert balanced(breaks, 6.5, frozenset({3})) == [(0, 3), (3, 4)]


def test_an_article_is_not_left_at_a_lines_end():
    assert balanced(made([1] * 6, dear={3}), 5.5) != [(0, 3), (3, 6)]


@pytest.mark.parametrize("breaker", [greedy, even, balanced])
def test_one_line_stays_one_line(breaker):
    assert breaker(made([1, 1]), 6) == [(0, 2)]
