from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.worlds import newsdesk, rehearsal
from tests.worlds.newsdesk import Newsdesk
from tests.worlds.postgres import Postgres
from tests.worlds.postgres import start as start_postgres
from tests.worlds.rehearsal import Rehearsal

#: So many newsrooms stand side by side: most of a scenario is waiting.
BESIDE = 6
DATABASE = "publisher.sqlite3"
#: The newsrooms whose doors are open.
OPEN: list[Newsdesk] = []


@pytest.fixture(scope="session")
def network(tmp_path_factory) -> Iterator[Rehearsal]:
    with rehearsal.start(tmp_path_factory.mktemp("network")) as running:
        yield running


@pytest.fixture(autouse=True)
def _strict(network: Rehearsal) -> Iterator[None]:
    # It takes the same words twice: otherwise it would hide what is sent twice.
    before = network.settings(duplicate_for=0, read_lag=0)
    yield
    network.clear()
    if network.settings() != before:
        network.settings(**before)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with start_postgres() as running:
        yield running


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
def desks(request, tmp_path_factory, network: Rehearsal) -> Iterator[list[Newsdesk]]:
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    made = [_opened(tmp_path_factory, network, server)]
    made[0].ask("migrate")
    made += [_opened(tmp_path_factory, network, server, like=made[0]) for _ in range(BESIDE - 1)]
    OPEN.extend(made)
    yield made
    OPEN.clear()
    for each in made:
        each.stop()


@pytest.fixture(scope="module", autouse=True)
def _stand_down() -> Iterator[None]:
    """Workers look for what is due many times a second: none does so beside other tests."""
    yield
    for each in OPEN:
        each.rest()


def _opened(
    folders: pytest.TempPathFactory,
    network: Rehearsal,
    server: Postgres | None,
    like: Newsdesk | None = None,
) -> Newsdesk:
    """A newsroom with a database of its own, copied where there is one already made."""
    if server is None:
        home = folders.mktemp("sqlite")
        if like:
            shutil.copy(like.home / DATABASE, home / DATABASE)
        return newsdesk.open_doors(home, network)
    home = folders.mktemp("postgres")
    name = home.name.replace("postgres", "desk")
    url = server.database(name, like="desk0" if like else "")
    return newsdesk.open_doors(home, network, url)


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
