"""What is imported is asked for by name, and what is asked for is used: by an import, or as said here."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
OURS = ("publisher", "cards", "tasks")
ASKED = [
    Requirement(one)
    for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
]
#: Used without an import of ours, and by whom.
UNSEEN = {
    "argon2-cffi": "Django's hasher of passwords",
    "fontpkg-inter": "its files are the typeface of the cards",
    "fontpkg-source-serif-4": "its files are the other typeface",
    "lxml-html-clean": "trafilatura's cleaner",
    "psycopg": "Django's way to PostgreSQL",
    "tzdata": "the time zones, where a machine has none",
    "whitenoise": "named in the settings, serves the desk's files",
}
#: What of an extra is loaded only when it is needed, so that nothing is missed before.
EXTRAS = {"kombu": {"redis"}, "django-allauth": {"mfa"}, "psycopg": {"binary"}}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked() -> dict[str, Requirement]:
    return {plain(one.name): one for one in ASKED}


def imported() -> Iterator[tuple[str, str]]:
    """Each module from elsewhere that a file of ours names, inside functions too."""
    for path in (path for package in OURS for path in sorted((ROOT / package).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text())):
            for name in names(node):
                top = name.partition(".")[0]
                if top not in {*OURS, *sys.stdlib_module_names}:
                    yield top, path.relative_to(ROOT).as_posix()


def names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


@pytest.fixture(scope="module")
def owners() -> dict[str, set[str]]:
    return {top: {plain(each) for each in found} for top, found in packages_distributions().items()}


def test_everything_imported_is_asked_for(owners):
    missing = {f"{top} in {path}" for top, path in imported() if not owners[top] & asked().keys()}

    assert missing == set()


def test_everything_asked_for_is_imported_or_said_to_be_used(owners):
    used = {owner for top, _ in imported() for owner in owners[top]}

    assert asked().keys() - used - UNSEEN.keys() == set()
    assert UNSEEN.keys() & used == set()
    assert UNSEEN.keys() <= asked().keys()


@pytest.mark.parametrize("name", EXTRAS)
def test_what_is_loaded_late_is_asked_for_by_its_extra(name):
    assert asked()[name].extras == EXTRAS[name]


@pytest.mark.parametrize("module", ["kombu.transport.redis", "allauth.mfa.totp.internal.auth"])
def test_what_a_library_loads_late_is_ours_to_ask_for(owners, module):
    """Each module at the top of the other's file is of one it needs as we ask for it."""
    path = Path(sys.prefix).glob(f"lib/python*/site-packages/{module.replace('.', '/')}.py")
    tree = ast.parse(next(path).read_text())
    tops = {name.partition(".")[0] for node in tree.body for name in names(node)}
    (owner,) = owners[module.partition(".")[0]]
    brought = {plain(one.name) for one in needed(owner, EXTRAS[owner])} | {owner} | asked().keys()

    foreign = tops - set(sys.stdlib_module_names) - {""}
    assert {top for top in foreign if top in owners and not owners[top] & brought} == set()


def needed(owner: str, extras: set[str]) -> Iterator[Requirement]:
    for one in map(Requirement, requires(owner) or ()):
        marker = one.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield one
