"""The first rows of several states at once, each read off its own index's end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from publisher.thread.models import Thread
from publisher.thread.states import ThreadState

#: Stands for the state while the query of a part is written.
_STATE = "?"


@dataclass(frozen=True, slots=True)
class First:
    """So many threads of these states together, as `rows` say, in the order of the column `by`."""

    rows: QuerySet[Thread]
    states: tuple[ThreadState, ...]
    most: int
    by: str
    falling: bool = False

    @property
    def order(self) -> tuple[str, str]:
        sign = "-" if self.falling else ""
        return f"{sign}{self.by}", f"{sign}id"


def fetch_first_ids(parts: Iterable[First]) -> list[int]:
    """The ids of all of them, in one query that costs the same whatever lies behind them.

    Asked for together with the rest of each row, a planner would look through the whole table.
    """
    try:
        written = [_written(part) for part in parts]
    except EmptyResultSet:  # a newsroom without an account has no threads
        return []
    sql = " UNION ALL ".join(words for words, _ in written)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in written for value in values])
        return [row[0] for row in cursor.fetchall()]


def _written(part: First) -> tuple[str, list[Any]]:
    # Written once, and asked for each state: to write it takes longer than to answer it.
    rows = part.rows.filter(state=_STATE).order_by(*part.order).values("id", part.by)
    sql, values = rows[: part.most].query.sql_with_params()
    states = [f"SELECT * FROM ({sql}) AS one" for _ in part.states]  # noqa: S608 - the ORM's words
    way = "DESC" if part.falling else "ASC"
    together = " UNION ALL ".join(states)
    some = f"SELECT id FROM ({together}) AS stood ORDER BY {part.by} {way}, id {way}"  # noqa: S608 - and ours
    given = [state.value if value == _STATE else value for state in part.states for value in values]
    return f"SELECT id FROM ({some} LIMIT {int(part.most)}) AS part", given  # noqa: S608 - the same
