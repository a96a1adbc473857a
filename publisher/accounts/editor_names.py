"""Who may approve in a newsroom, as one column of rows that belong to it."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONArray
from django.db.models.sql.compiler import SQLCompiler

from publisher.accounts.models import Newsroom
from publisher.accounts.rights import editors_of

#: The key and name of each.
Editors = tuple[tuple[int, str], ...]
Sql = tuple[str, Any]


class _Together(Aggregate):
    """The JSON values of several rows in one list."""

    output_field = JSONField()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return self.as_sql(compiler, connection, function="jsonb_agg")

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        return self.as_sql(compiler, connection, function="json_group_array")


def column_of_editors(newsroom: str = "newsroom") -> Subquery:
    """Who may approve, as a column of rows that have a newsroom; `editors_in` reads it."""
    here = editors_of(OuterRef(newsroom)).order_by().values("newsroom")
    each = JSONArray("person_id", "person__name")
    return Subquery(here.annotate(named=_Together(each)).values("named"), JSONField())


def editors_in(column: list[list[Any]] | None) -> Editors:
    """What such a column says, by name."""
    return tuple(sorted(((key, name) for key, name in column or ()), key=lambda each: each[::-1]))


def read_editors(newsroom: Newsroom) -> Editors:
    """The same, read."""
    return editors_in(
        [[*each] for each in editors_of(newsroom).values_list("person", "person__name")]
    )
