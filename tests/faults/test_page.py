"""docs/faults.md names tests that are there, and every test of real processes stands on it."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "faults.md"
#: These hold the harness itself.
APART = {"test_points.py", "test_verdict.py", "test_without.py", "test_page.py"}


def names_in(*paths: Path) -> set[str]:
    return {
        name
        for path in paths
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }


def test_every_test_the_page_names_is_there():
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert named - names_in(*TESTS.rglob("test_*.py")) == set()


def test_every_scenario_stands_on_the_page():
    ours = [path for path in Path(__file__).parent.glob("test_*.py") if path.name not in APART]
    assert names_in(*ours) - set(re.findall(r"`(test_\w+)`", PAGE.read_text())) == set()
