from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from tests import builders


@pytest.fixture
def house(db):  # noqa: ARG001 - opens the database
    return builders.newsroom()


@pytest.fixture
def ada(house):
    return builders.person(Role.ADMIN, house, "Ada")


@pytest.fixture
def mara(house):
    return builders.person(Role.EDITOR, house, "Mara")


@pytest.fixture
def desk(client, ada):
    """Ada, an admin, signed in: who may most has most to lose."""
    client.force_login(ada)
    return client
