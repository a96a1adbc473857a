from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Role
from publisher.delivery import clock_skew
from publisher.delivery.clock_skew import EARS
from publisher.delivery.rollback_guard import FOLLOWED, MEMORY
from publisher.networks.x import field_names
from publisher.thread import clock as clock_module
from tests import builders


@pytest.fixture(autouse=True)
def _quick_passwords() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file, as in an installation: what lies in memory locks otherwise than it does on a disk."""
    base = connections.settings["default"]
    if base["ENGINE"].endswith("sqlite3"):
        base["TEST"]["NAME"] = str(settings.HOME / "tests.sqlite3")
        base["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


@dataclass
class Clock:
    """The one clock of the application and the networks', turned by hand."""

    ahead: timedelta = field(default_factory=timedelta)

    def advance(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)

    def later(self) -> float:
        return self.ahead.total_seconds()

    def now(self) -> datetime:
        return clock_module.now()


def turn_the_networks(turned: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    boot, hear = clock_skew.boot_time, clock_skew.Ears.hear
    later = turned.later
    monkeypatch.setattr(clock_skew, "boot_time", lambda: boot() + later())
    monkeypatch.setattr(
        clock_skew.Ears, "hear", lambda ears, url, at, took: hear(ears, url, at + later(), took)
    )


@pytest.fixture(autouse=True)
def _new_process() -> None:
    """What a process remembers beside the database does not outlive a test's rows."""
    MEMORY.keep(None)
    FOLLOWED.forget()
    # It began before anything that a test approves.
    FOLLOWED.since = datetime.now(UTC) - timedelta(seconds=1)
    EARS.heard.clear()
    field_names.forget_names()


#: How a connection is told to take no changes, and to take them again.
READ_ONLY = {
    "sqlite": "PRAGMA query_only = {}",
    "postgresql": "SET default_transaction_read_only = {}",
}


@pytest.fixture
def read_only(transactional_db) -> Iterator[Callable[[str], None]]:  # noqa: ARG001 - real commits
    """Turn the database `on` to reading only, or `off` again."""

    def turn(how: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(READ_ONLY[connection.vendor].format(how))

    yield turn
    # With what it was told, and with the memory of its errors.
    connection.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    turned, asked = Clock(), clock_module.database_time
    monkeypatch.setattr(clock_module, "database_time", lambda read=None: asked(read) + turned.ahead)
    turn_the_networks(turned, monkeypatch)
    return turned


@pytest.fixture
def house(db) -> Newsroom:  # noqa: ARG001 - opens the database
    return builders.newsroom()


@pytest.fixture
def ada(house: Newsroom) -> Person:
    return builders.person(Role.ADMIN, house, "Ada")


@pytest.fixture
def mara(house: Newsroom) -> Person:
    return builders.person(Role.EDITOR, house, "Mara")


@pytest.fixture
def ines(house: Newsroom) -> Person:
    return builders.person(Role.WRITER, house, "Ines")


@pytest.fixture
def desk(client: Client, mara: Person) -> Client:
    """Mara, an editor, signed in."""
    client.force_login(mara)
    return client


@pytest.fixture
def text() -> Callable[[HttpResponse], str]:
    """What a page says."""
    return lambda answer: answer.content.decode()
