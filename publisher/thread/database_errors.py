"""A database that cannot be used, in words for whoever meets it. Pure but for Django's errors."""

from __future__ import annotations

import re

from django.db import DatabaseError

_READ_ONLY = (
    "The database takes no changes: it is open for reading only. See whether its disk is full or "
    "its server is a standby."
)
_FULL = "The database takes no changes: its disk is full or broken. Make room there."
_BUSY = "The database is busy. Try again in a moment."
_NONE = "There is no database of this name: see DATABASE_URL."
_TABLES = "The database's tables are missing or old: `publisher migrate` makes them."
_AWAY = "The database does not answer. See whether its server runs."
#: What a database says of itself, and what that means; the first that fits wins.
_MEANS = (
    (r"read.?only", _READ_ONLY),
    (r"\bfull\b|no space left|disk quota|disk i/o error|could not extend", _FULL),
    (r"is locked|lock timeout|deadlock", _BUSY),
    (r"database \S+ does not exist|unable to open", _NONE),
    (r"no such (table|column)|does not exist", _TABLES),
)


def in_words(error: DatabaseError) -> str:
    """What is wrong with the database, and what to do about it."""
    said = str(error)
    return next((means for like, means in _MEANS if re.search(like, said, re.IGNORECASE)), _AWAY)
