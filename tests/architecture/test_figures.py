"""The house's own numbers, measured from the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
PACKAGES = ("publisher", "cards", "tasks")
# Written by Django.
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
NOT_NAMES = re.compile(r"(^|_)(service|manager|helper|util)s?(_|$)", re.IGNORECASE)


def functions(path: Path) -> list[tuple[str, int]]:
    return [
        (node.name, (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def lengths() -> list[int]:
    return [lines for path in MODULES for _, lines in functions(path)]


def offending(found: Callable[[Path], Iterable[str]]) -> list[str]:
    """What `found` finds, each with the module it stands in."""
    return [f"{path.relative_to(ROOT)}: {what}" for path in MODULES for what in found(path)]


def too_long(path: Path) -> list[str]:
    return [name for name, lines in functions(path) if lines > 40]


def vague(path: Path) -> list[str]:
    names = [getattr(node, "name", None) for node in ast.walk(ast.parse(path.read_text()))]
    return [name for name in (path.stem, *names) if name and NOT_NAMES.search(name)]


def untold(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    told = ast.get_docstring(tree) or ""
    return [n.name for n in tree.body if isinstance(n, ast.ClassDef) and n.name not in told]


def test_a_module_is_read_in_one_sitting():
    assert [path for path in MODULES if len(path.read_text().splitlines()) > 400] == []


def test_a_function_fits_on_a_screen():
    assert offending(too_long) == []


def test_functions_are_small():
    assert median(lengths()) <= 6
    assert quantiles(lengths(), n=10)[-1] <= 20


def test_names_say_what_a_thing_is():
    assert offending(vague) == []


def test_a_file_of_errors_shows_its_tree_at_the_top():
    assert offending(lambda path: untold(path) if path.stem == "errors" else ()) == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")

    assert offending(lambda path: later.findall(path.read_text())) == []
