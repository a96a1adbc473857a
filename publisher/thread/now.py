"""The one clock: the database's, so that hosts whose own clocks differ agree on what is due."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection

#: clock_timestamp() moves inside a transaction; now() would stand still at its start.
_SQL = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}


def now() -> datetime:
    """The database's time, UTC, to the millisecond or better."""
    # Asked through this module, so that tests turn one clock and everybody sees it.
    return database_time()


def database_time() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(_SQL[connection.vendor])
        value = cursor.fetchone()[0]
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(UTC)
