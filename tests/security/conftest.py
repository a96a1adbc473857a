from __future__ import annotations

import pytest


@pytest.fixture
def desk(client, ada):
    """Ada, an admin, signed in: who may most has most to lose."""
    client.force_login(ada)
    return client
