from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.worlds import desk as desks
from tests.worlds.desk import Desk


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    home: Path = tmp_path_factory.mktemp("desk")
    desks.migrate(home)
    return home


@pytest.fixture
def serve(home: Path) -> Iterator[Callable[..., Desk]]:
    """Start desks; they are killed at the end."""
    begun: list[Desk] = []

    def start(threads: int = 2, program: str = "", **env: str) -> Desk:
        begun.append(desks.start(home, threads, program, **env))
        desks.wait_for(begun[-1])
        return begun[-1]

    yield start
    for desk in begun:
        desk.kill()


@pytest.fixture
def desk(serve: Callable[..., Desk]) -> Desk:
    return serve()
