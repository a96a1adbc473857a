"""A column of words to search in, filled from another one, and the lookup that each database answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from publisher.thread.normalize import fold_text, parse_search_terms

Sql = tuple[str, list[Any]]


class WordsField(models.TextField):  # type: ignore[type-arg]  # Django's own class takes none
    """The folded words of the column named by `of`; written with the row, never by hand."""

    def __init__(self, of: str = "", **more: Any) -> None:
        super().__init__(**{"default": "", "editable": False, "blank": True, **more})
        self.of = of

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, given, more = super().deconstruct()
        return name, path, given, {**more, "of": self.of}

    def pre_save(self, row: models.Model, add: bool) -> str:
        del add
        words = fold_text(getattr(row, self.of))
        setattr(row, self.attname, words)
        return words


@WordsField.register_lookup
class Has(Lookup):
    """Rows with words that begin with each of those typed: `words__has="fer lat"`."""

    lookup_name = "has"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        column, given = self.process_lhs(compiler, connection)
        # What is folded holds letters, digits and marks only: nothing of it means anything here.
        asked = " & ".join(f"'{word}':*" for word in self._sought())
        sql = f"array_to_tsvector(string_to_array({column}, ' ')) @@ %s::tsquery"
        return sql, [*given, asked]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        column, given = self.process_lhs(compiler, connection)
        row = column.rpartition(".")[0]
        asked = " ".join(f'"{word}"*' for word in self._sought())
        found = "SELECT rowid FROM article_words WHERE article_words MATCH %s"
        return f'{row}."id" IN ({found})', [*given, asked]

    def _sought(self) -> list[str]:
        words = parse_search_terms(str(self.rhs))
        if not words:
            raise EmptyResultSet
        return words
