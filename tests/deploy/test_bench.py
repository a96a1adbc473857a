"""`./run bench` with benches that are made up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHES = {
    "quick": "def main(argv):\n    print('1 ms, bar 2 ms')\n    return 0\n",
    "slow": "def main(argv):\n    print('3 ms, bar 2 ms')\n    return 1\n",
    "parts": "PARTS = 3\n",
    "told": "def main(argv):\n    print(argv)\n    return 0\n",
}


@pytest.fixture
def bench(tmp_path):
    folder = tmp_path / "tests" / "bench"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "bench" / "__main__.py", folder)
    for name, source in BENCHES.items():
        (folder / f"{name}.py").write_text(source)

    def run(*names):
        command = [sys.executable, "-m", "tests.bench", *names]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_a_missed_bar_is_named_and_fails(bench):
    said = bench()

    assert said.returncode == 1
    assert said.stdout.endswith("Bars missed: slow.\n")


def test_one_bench_can_be_named(bench):
    said = bench("quick")

    assert said.returncode == 0
    assert said.stdout == "== quick\n1 ms, bar 2 ms\nEvery bar is met.\n"


def test_options_go_to_the_bench(bench):
    said = bench("told", "--minutes", "2")

    assert "['--minutes', '2']" in said.stdout


def test_a_module_that_lends_a_hand_is_no_bench(bench):
    assert "== parts" not in bench().stdout


def test_a_bench_that_does_not_exist_is_told(bench):
    said = bench("fast")

    assert said.returncode == 2
    assert "There is no bench called fast" in said.stdout
