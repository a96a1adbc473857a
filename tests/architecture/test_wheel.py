"""What a wheel holds: the project also works where it is installed, not only where it is written."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("publisher", "cards", "tasks")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        yield archive


def written() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_packages_is_in_the_wheel(wheel):
    assert written() - set(wheel.namelist()) == set()


@pytest.mark.parametrize("kind", [".html", ".css", ".toml", ".txt"])
def test_templates_styles_themes_and_the_sample_are_data_of_the_packages(wheel, kind):
    assert any(PurePosixPath(name).suffix == kind for name in wheel.namelist())


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel.namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_brings_the_command(wheel):
    (entries,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]

    assert b"publisher = publisher.__main__:main" in wheel.read(entries)
