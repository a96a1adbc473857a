from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from tests import builders


@pytest.fixture
def house(db):  # noqa: ARG001 - opens the database
    return builders.newsroom()


@pytest.fixture
def mara(house):
    return builders.person(Role.ADMIN, house, "Mara")


@pytest.fixture
def desk(client, mara):
    """Mara, an admin, signed in."""
    client.force_login(mara)
    return client


@pytest.fixture
def text():
    return lambda answer: answer.content.decode()
