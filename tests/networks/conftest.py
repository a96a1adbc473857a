from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from publisher.networks.base import Client, Door
from publisher.networks.registry import find_network
from tests.worlds.scripted import Scripted, scripted

SECRETS = {
    "consumer_key": "ck",
    "consumer_secret": "cs",
    "access_token": "at",
    "access_token_secret": "as",
}


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as running:
        yield running


@pytest.fixture
def open_x(server: Scripted) -> Callable[..., Client]:
    """Open X at the scripted server; keywords change the door."""
    door = Door(server.url, SECRETS, user_id="7", handle="paper", deadline=5.0)
    return lambda **changes: find_network("x").connect(replace(door, **changes))


@pytest.fixture
def x(open_x: Callable[..., Client]) -> Client:
    return open_x()
