from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds.postgres import Postgres
from tests.worlds.postgres import start as start_postgres
from tests.worlds.release.kept import Kept, opened


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with start_postgres() as running:
        yield running


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def kept(request, tmp_path_factory) -> Iterator[Kept]:
    """What the release left, on both databases, with the tables of today."""
    server = request.getfixturevalue("server") if request.param == "postgres" else None
    home: Path = tmp_path_factory.mktemp("kept")
    with opened(request.param, home, server) as copy:
        yield copy
