from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.worlds import newsdesk, rehearsal
from tests.worlds.newsdesk import Newsdesk
from tests.worlds.postgres import Postgres
from tests.worlds.postgres import start as start_postgres
from tests.worlds.rehearsal import Rehearsal

#: So many newsrooms stand side by side: most of a scenario is waiting.
BESIDE = 4


@pytest.fixture(scope="session")
def network(tmp_path_factory) -> Iterator[Rehearsal]:
    with rehearsal.start(tmp_path_factory.mktemp("network")) as running:
        yield running


@pytest.fixture(autouse=True)
def _strict(network: Rehearsal) -> Iterator[None]:
    # It takes the same words twice: otherwise it would hide what is sent twice.
    network.settings(duplicate_for=0, read_lag=0)
    yield
    network.clear()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with start_postgres() as running:
        yield running


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def desks(request, tmp_path_factory, network: Rehearsal) -> Iterator[list[Newsdesk]]:
    made: list[Newsdesk] = []
    for n in range(BESIDE):
        home = tmp_path_factory.mktemp(request.param)
        url = ""
        if request.param == "postgres":
            url = request.getfixturevalue("postgres").database(f"desk{n}")
        made.append(newsdesk.open_doors(home, network, url))
    with ThreadPoolExecutor(BESIDE) as pool:
        list(pool.map(lambda each: each.ask("migrate"), made))
    yield made
    for each in made:
        each.stop()


@pytest.fixture
def desk(desks: list[Newsdesk]) -> Iterator[Newsdesk]:
    """The first newsroom, with no worker yet."""
    desks[0].rest()
    yield desks[0]
    desks[0].rest()


@pytest.fixture
def busy(desks: list[Newsdesk]) -> Newsdesk:
    """The second newsroom, with two workers that go on from one scenario to the next."""
    desks[1].crew()
    return desks[1]
