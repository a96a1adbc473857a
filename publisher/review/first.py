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
    """So many threads of each of these states, in the order that `rows` has."""

    rows: QuerySet[Thread]
    states: tuple[ThreadState, ...]
    most: int


def first(parts: Iterable[First]) -> list[int]:
    """The ids of all of them, in one query that costs the same whatever lies behind them.

    Asked for together with the rest of each row, a planner would look through the whole table.
    """
    pieces: list[str] = []
    given: list[Any] = []
    for part in parts:
        try:
            sql, values = _written(part)
        except EmptyResultSet:  # a newsroom without an account has no threads
            continue
        for state in part.states:
            pieces.append(f"SELECT id FROM ({sql}) AS part{len(pieces)}")  # noqa: S608 - the ORM's own words
            given += [state.value if value == _STATE else value for value in values]
    if not pieces:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), given)
        return [row[0] for row in cursor.fetchall()]


def _written(part: First) -> tuple[str, tuple[Any, ...]]:
    # Written once, and asked for each state: to write it takes longer than to answer it.
    rows = part.rows.filter(state=_STATE).values("id")[: part.most]
    sql, values = rows.query.sql_with_params()
    return sql, values
