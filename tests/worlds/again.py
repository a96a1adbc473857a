"""The same tests once more, in a process whose database is PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]


def pass_on_postgres(*chosen: str | Path) -> int:
    """Run the tests that pytest's arguments choose, but for `postgres` ones; how many passed."""
    if connection.vendor == "postgresql":
        pytest.skip("These tests run on PostgreSQL already.")
    from tests.worlds.postgres import start  # noqa: PLC0415 - it writes its programs when imported

    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not postgres", *map(str, chosen)]
    with start() as server:
        env = os.environ | {"DATABASE_URL": server.url}
        ran = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
    assert ran.returncode == 0, ran.stdout[-3000:]
    passed = re.search(r"(\d+) passed", ran.stdout)
    return int(passed[1]) if passed else 0
