from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from tests import builders


@pytest.fixture
def mara(house):
    return builders.person(Role.ADMIN, house, "Mara")
