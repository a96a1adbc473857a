"""No regular expression that meets text from outside takes more than twice as long for twice as much."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

import pytest

from tests.architecture.families import ALWAYS, FAMILIES, Worst, asked
from tests.architecture.patterns import patterns, seconds, written

SMALL, LARGE = 2_000, 16_000
#: A text of the larger size that takes less than this is not gone through many times.
NOTHING = 0.004
#: Eight times the text takes eight times as long, or sixty-four where it takes the square.
MOST = 24
HANGS = 20


def text_of(worst: Worst, size: int) -> str:
    before, again, after = worst
    return before + again * (size // len(again)) + after


@contextmanager
def ended_where_it_hangs() -> Iterator[None]:
    def fail(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"still at work after {HANGS} s of CPU")

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def growth(work: Callable[[str], object], worst: Worst) -> float:
    """How many times longer eight times the text takes; 0 where it takes next to nothing."""
    large = seconds(lambda: work(text_of(worst, LARGE)))
    if large < NOTHING:
        return 0.0
    small = seconds(lambda: work(text_of(worst, SMALL)))
    return large / max(small, NOTHING / 100)


def works(where: str) -> list[Callable[[str], object]]:
    way, _ = FAMILIES[where]
    if callable(way):
        return [way]
    return [partial(asked, each, way) for each in patterns(where)]


def test_every_pattern_has_the_text_it_works_hardest_on() -> None:
    missing = sorted({*written()} - {*FAMILIES})

    assert not missing, "add these to tests/architecture/families.py"


def test_every_family_has_its_pattern() -> None:
    assert sorted({*FAMILIES} - {*written()}) == []
    assert [where for where in FAMILIES if not works(where)] == []


@pytest.mark.parametrize("where", sorted(FAMILIES))
def test_no_pattern_is_worse_than_linear(where: str) -> None:
    found: dict[Worst, float] = {}
    with ended_where_it_hangs():
        for work in works(where):
            for worst in (*FAMILIES[where][1], *ALWAYS):
                found[worst] = max(growth(work, worst), found.get(worst, 0))

    assert {worst: round(times) for worst, times in found.items() if times > MOST} == {}


def test_a_pattern_that_goes_back_is_found_out() -> None:
    slow = re.compile(r"\n+(?=\S)")

    assert growth(lambda text: asked(slow, "all", text), ("", "\n", " ")) > MOST
