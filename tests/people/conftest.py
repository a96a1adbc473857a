from __future__ import annotations

import pytest


@pytest.fixture
def desk(client, ada):
    """Ada, an admin, signed in."""
    client.force_login(ada)
    return client


@pytest.fixture
def told(house):
    """What the history says, the oldest first."""
    from publisher.web.told import describe_move as line  # noqa: PLC0415 - rows may be named now

    def lines():
        rows = (line(move) for move in house.moves.select_related("who", "post", "thread"))
        return [f"{each.who} {each.what}" for each in rows]

    return lines
