"""A copy of what the first release left, opened with today's code: `with opened("sqlite", home) as kept:`."""

from __future__ import annotations

import fcntl
import json
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from tests.worlds import newsdesk, rehearsal
from tests.worlds.newsdesk import Newsdesk
from tests.worlds.postgres import PROGRAMS, Postgres
from tests.worlds.rehearsal import Rehearsal

HERE = Path(__file__).parent
#: The network's times that lie beside its rows; its ids keep theirs, and their order.
TIMES = (
    ("account", "at"),
    ("post", "at"),
    ("media", "at"),
    ("media", "expires"),
    ("applied", "at"),
)


@dataclass
class Kept:
    """The copy: `world` is what the release said of it, `desk` its people today."""

    world: dict[str, Any]
    desk: Newsdesk

    def named(self, *names: str) -> dict[str, str]:
        """The threads of these names, by public id."""
        return {self.world["threads"][name]["id"]: name for name in names}

    def standing(self) -> dict[str, dict[str, Any]]:
        """Where each thread stands now, by the name the release gave it."""
        ids = {row["id"]: name for name, row in self.world["threads"].items()}
        found = self.desk.ask("standing_of", names=list(ids))
        return {ids[public_id]: row for public_id, row in found.items()}


@contextmanager
def opened(kind: str, home: Path, server: Postgres | None = None) -> Iterator[Kept]:
    """The newsroom in `home`, its tables of today, all its times but the sealed ones as if made now."""
    url = unpacked(kind, home, server)
    world = world_in(home)
    # No test of its pages asks the network; who lets posts go out starts it.
    desk = newsdesk.open_doors(home, cast("Rehearsal", None), url)
    try:
        desk.ask("bring_forward", made_at=world["made_at"])
        desk.ask("migrate")
        yield Kept(world, desk)
    finally:
        desk.stop()


def unpacked(kind: str, home: Path, server: Postgres | None = None) -> str:
    """Lay the release's files and secrets into `home`; the database's address, if it is no file."""
    home.mkdir(parents=True, exist_ok=True)
    with tarfile.open(HERE / f"{kind}.tar.xz") as archive:
        archive.extractall(home, filter="data")
    world = world_in(home)
    for name, file in newsdesk.SECRETS.items():
        (home / file).write_text(world["secrets"][name] + "\n")
    if server is None:
        return ""
    url = server.database(f"release_{home.name}".replace("-", "_"))
    dump = home / "publisher.dump"
    command = [str(PROGRAMS / "pg_restore"), "--no-owner", "--no-acl", f"--dbname={url}", str(dump)]
    subprocess.run(command, check=True, capture_output=True)
    return url


def world_in(home: Path) -> dict[str, Any]:
    return dict(json.loads((home / "world.json").read_text()))


@contextmanager
def network_of(kept: Kept) -> Iterator[Rehearsal]:
    """The practice network of these accounts, at its old address: one test at a time has it."""
    port, home = kept.world["port"], kept.desk.home / "network"
    home.mkdir()
    (kept.desk.home / "rehearsal.sqlite3").rename(home / "rehearsal.sqlite3")
    _bring_forward(home / "rehearsal.sqlite3", kept.world["made_at"])
    lock = Path(tempfile.gettempdir()) / f"publisher-release-{port}.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with rehearsal.start(home, port=port) as network:
            # It takes the same words twice: otherwise it would hide what is sent twice.
            network.settings(duplicate_for=0)
            kept.desk.network = network
            yield network


def _bring_forward(database: Path, made_at: str) -> None:
    later = (datetime.now(UTC) - datetime.fromisoformat(made_at)).total_seconds()
    db = sqlite3.connect(database, isolation_level=None)
    for table, column in TIMES:
        db.execute(f"UPDATE {table} SET {column} = {column} + ?", (later,))  # noqa: S608 - ours
    db.close()
