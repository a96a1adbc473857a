"""How many cards a version has, counted by the database: its content need not be read for it."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, Any]
_IN_JSONB = (
    "(SELECT SUM(jsonb_array_length(post -> 'cards'))::integer"
    " FROM jsonb_array_elements(%(expressions)s -> 'posts') AS post)"
)
_IN_JSON = (
    "(SELECT SUM(json_array_length(value, '$.cards')) FROM json_each(%(expressions)s, '$.posts'))"
)


class CardCount(Func):
    """The cards of all posts of a content; null where there is none."""

    output_field = IntegerField()
    arity = 1

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        return self.as_sql(compiler, connection, template=_IN_JSONB)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Sql:
        return self.as_sql(compiler, connection, template=_IN_JSON)
