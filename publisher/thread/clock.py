"""The one clock: the database's, so that hosts whose own clocks differ agree on what is due."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL

#: clock_timestamp() moves inside a transaction; now() would stand still at its start.
_SQL = {
    "postgresql": "clock_timestamp()",
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
}


def now_expression() -> RawSQL:
    """The same as a column of rows that are read anyway; give what it says to `now`."""
    sql = _SQL[connection.vendor].replace("%", "%%")
    return RawSQL(sql, (), DateTimeField())  # noqa: S611 - nothing of it came from outside


def now(read: datetime | None = None) -> datetime:
    """The database's time, UTC, to the millisecond or better; `read` is what a `now_expression` says."""
    # Asked through this module, so that tests turn one clock and everybody sees it.
    return database_time(read)


def database_time(read: datetime | None = None) -> datetime:
    return (read or _asked()).astimezone(UTC)


def _asked() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_SQL[connection.vendor]}")
        value = cursor.fetchone()[0]
    return datetime.fromisoformat(value) if isinstance(value, str) else value
