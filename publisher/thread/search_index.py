"""The index that search reads: a GIN index on PostgreSQL, an FTS5 table with triggers on SQLite."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_TABLE = "thread_article"
_GIN = (
    "CREATE INDEX IF NOT EXISTS article_words ON thread_article "
    "USING gin (array_to_tsvector(string_to_array(words, ' ')))"
)
#: What is folded is cut at spaces only: to this tokenizer all but ASCII's signs are letters.
_FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5("
    "words, content='thread_article', content_rowid='id', tokenize='ascii', prefix='1 2 3')"
)
_IN = "INSERT INTO article_words(rowid, words) VALUES (new.id, new.words);"
_OUT = (
    "INSERT INTO article_words(article_words, rowid, words) VALUES ('delete', old.id, old.words);"
)
_ANEW = f"{_OUT} {_IN}"
_TRIGGERS = (
    f"CREATE TRIGGER article_words_in AFTER INSERT ON thread_article BEGIN {_IN} END",
    f"CREATE TRIGGER article_words_out AFTER DELETE ON thread_article BEGIN {_OUT} END",
    f"CREATE TRIGGER article_words_anew AFTER UPDATE OF words ON thread_article BEGIN {_ANEW} END",
)
_THERE = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'article_words%%'"
_REBUILD = "INSERT INTO article_words(article_words) VALUES ('rebuild')"


def create_search_index(connection: BaseDatabaseWrapper) -> None:
    """Make the index where it is missing.

    SQLite loses triggers when a later migration remakes the table: this is called after every one.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_GIN)
        else:
            _lay_triggers(cursor)


def has_column(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is a column of words yet."""
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, _TABLE)
    return any(column.name == "words" for column in columns)


def take_up(connection: BaseDatabaseWrapper) -> None:
    """Remove it again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX IF EXISTS article_words")
            return
        for ending in ("in", "out", "anew"):
            cursor.execute(f"DROP TRIGGER IF EXISTS article_words_{ending}")
        cursor.execute("DROP TABLE IF EXISTS article_words")


def _lay_triggers(cursor: Any) -> None:
    cursor.execute(_FTS)
    cursor.execute(_THERE)
    if cursor.fetchone()[0] == len(_TRIGGERS):
        return
    for trigger in _TRIGGERS:
        cursor.execute(trigger.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))
    cursor.execute(_REBUILD)
