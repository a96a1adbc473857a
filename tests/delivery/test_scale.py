"""What one delivery asks of the database does not grow with all that waits beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

#: What SQLite says of a search by a row's own number, or by an index that names few rows.
NARROW = (
    "INTEGER PRIMARY KEY",
    "sqlite_autoindex",
    "thread_to_wake",
    "thread_of_account (account_id=? AND state=? AND starts_at<?)",
)


def watched(act) -> list[tuple[str, Any]]:
    """The statements of `act` that name the threads' table, with their values."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return [each for each in seen if '"thread_thread"' in each[0] and not each[0].startswith("INS")]


def broad(sql: str, params: Any) -> list[str]:
    """The steps in which SQLite would walk through many threads, without statistics."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        steps = [row[3] for row in cursor.fetchall()]
    whole = [
        each for each in steps if "thread_thread" in each and each.startswith(("SCAN", "SEARCH"))
    ]
    return [f"{each}: {sql[:120]}" for each in whole if not any(by in each for by in NARROW)]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by its statistics")
def test_a_delivery_finds_its_thread_by_number(paper):
    thread = paper.approve("The ferry is late", "The money is found.")
    asked = watched(lambda: paper.run(thread))
    assert paper.words() == ["The ferry is late", "The money is found."]
    assert [step for sql, params in asked for step in broad(sql, params)] == []
