"""Everything that was applied, in the order it was: the judge of every rehearsal."""

from __future__ import annotations

import json
import sqlite3
import time
from typing import Any

from publisher.rehearsal.store import Store


def write_line(db: sqlite3.Connection, act: str, handle: str, number: int, **detail: Any) -> None:
    """Write one line, inside the transaction that applies it."""
    db.execute(
        "INSERT INTO applied (at, act, handle, id, detail) VALUES (?, ?, ?, ?, ?)",
        (time.time(), act, handle, str(number), json.dumps(detail)),
    )


def read_lines(store: Store, after: int = 0) -> list[dict[str, Any]]:
    """Return the lines after a `seq`: seq, at, act (post, delete, upload, alt), handle, id, more."""
    query = "SELECT * FROM applied WHERE seq > ? ORDER BY seq"
    return [_line(row) for row in store.connection.execute(query, (after,))]


def _line(row: sqlite3.Row) -> dict[str, Any]:
    line = dict(row)
    return {**json.loads(line.pop("detail")), **line}
