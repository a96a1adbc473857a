"""The lock files: every library by version and hash, from whatever registry a machine uses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BASE, DEV, BENCH = "requirements.lock", "requirements-dev.lock", "requirements-bench.lock"
BUILD = "requirements-build.lock"
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+?)( ;.+?)? \\$", re.MULTILINE)
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT = SETTINGS["project"]


def words(lock: str) -> str:
    return (ROOT / lock).read_text()


def pins(lock: str) -> set[tuple[str, str]]:
    return {(name, version) for name, version, _ in PIN.findall(words(lock))}


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;! ]", one)[0].lower().replace("_", "-") for one in requirements}


@pytest.mark.parametrize("lock", [BASE, BUILD, DEV, BENCH])
def test_a_lock_names_no_registry(lock):
    assert re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links", words(lock)) == []


@pytest.mark.parametrize("lock", [BASE, BUILD, DEV, BENCH])
def test_every_library_is_held_by_hashes(lock):
    entries = re.split(r"\n(?=\S)", words(lock).partition("./run lock\n")[2].strip())

    assert len(entries) == len(PIN.findall(words(lock)))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_what_developers_install_holds_what_everybody_installs():
    assert pins(BASE) <= pins(DEV) <= pins(BENCH)


def test_every_library_asked_for_is_locked():
    extras = PROJECT["optional-dependencies"]

    assert named(PROJECT["dependencies"]) <= dict(pins(BASE)).keys()
    assert named(extras["test"] + extras["dev"]) <= dict(pins(DEV)).keys()
    assert named(extras["bench"]) <= dict(pins(BENCH)).keys()


def test_who_is_measured_beside_is_installed_for_the_bench_alone():
    assert not {"pytakumi", "skia-python"} & dict(pins(DEV)).keys()


def test_what_builds_the_project_is_locked_too():
    wanted = SETTINGS["dependency-groups"]["build"] + SETTINGS["build-system"]["requires"]

    assert named(wanted) <= dict(pins(BUILD)).keys()


def test_nothing_that_only_builds_is_there_when_it_runs():
    both = dict(pins(BUILD)).keys() & dict(pins(BASE)).keys()

    # The worker's way to Redis asks for it as well.
    assert both == {"packaging"}
    assert dict(pins(BUILD))["packaging"] == dict(pins(BASE))["packaging"]
