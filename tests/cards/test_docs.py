"""What docs/cards.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cards import Theme, draw, lay_out
from cards.colour import parse_colour

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "cards.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_pages_house_theme_loads(tmp_path):
    (tmp_path / "green.toml").write_text(blocks("toml")[0], encoding="utf-8")
    theme = Theme.load(tmp_path / "green.toml")

    assert theme.bookend.ground == parse_colour("#0B3B2E")
    assert theme.wordmark.text == "The Green Paper"


def test_the_pages_program_runs():
    names: dict[str, object] = {}
    exec(blocks("python")[0], names)  # noqa: S102 — our own page

    assert names["picture"] == draw(lay_out(names["card"], names["theme"])[0], names["theme"])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", re.findall(r"\]\(([\w-]+\.\w+)\)", PAGE))
def test_the_pages_pictures_are_there(name):
    assert (ROOT / "docs" / name).stat().st_size > 0
