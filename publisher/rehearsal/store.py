"""The network's database: one SQLite file, one connection a thread, every write immediate."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS counter (last INTEGER NOT NULL);
INSERT INTO counter SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM counter);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS account (
  id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL,
  state TEXT NOT NULL, at REAL NOT NULL,
  consumer_key TEXT NOT NULL, consumer_secret TEXT NOT NULL,
  token TEXT UNIQUE, token_secret TEXT NOT NULL, bearer TEXT UNIQUE
);
CREATE TABLE IF NOT EXISTS app (
  key TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL, callback TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS asked (
  token TEXT PRIMARY KEY, secret TEXT NOT NULL, app TEXT NOT NULL REFERENCES app,
  callback TEXT NOT NULL, at REAL NOT NULL, mark TEXT NOT NULL,
  account INTEGER REFERENCES account, verifier TEXT, ended REAL
);
CREATE TABLE IF NOT EXISTS granted (
  token TEXT PRIMARY KEY, secret TEXT NOT NULL, app TEXT NOT NULL REFERENCES app,
  account INTEGER NOT NULL REFERENCES account, UNIQUE (app, account)
);
CREATE TABLE IF NOT EXISTS post (
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, at REAL NOT NULL,
  text TEXT NOT NULL, said TEXT NOT NULL, parent INTEGER, conversation INTEGER NOT NULL,
  depth INTEGER NOT NULL, reply_settings TEXT NOT NULL, deleted REAL
);
CREATE INDEX IF NOT EXISTS post_timeline ON post (account, id);
CREATE INDEX IF NOT EXISTS post_said ON post (account, said, id);
CREATE INDEX IF NOT EXISTS post_conversation ON post (conversation, id);
CREATE TABLE IF NOT EXISTS media (
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES account, at REAL NOT NULL,
  expires REAL NOT NULL, kind TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  sha256 TEXT NOT NULL, bytes BLOB NOT NULL, alt TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS attached (
  post INTEGER NOT NULL REFERENCES post, place INTEGER NOT NULL,
  media INTEGER NOT NULL REFERENCES media, PRIMARY KEY (post, place)
);
CREATE TABLE IF NOT EXISTS applied (
  seq INTEGER PRIMARY KEY, at REAL NOT NULL, act TEXT NOT NULL, handle TEXT NOT NULL,
  id TEXT NOT NULL, detail TEXT NOT NULL
);
"""

#: Milliseconds of the Unix epoch at which X began to count its ids.
EPOCH_MS = 1_288_834_974_657
SEQUENCE_BITS = 22


class Store:
    """Opens the file, and once in each thread that asks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    def prepare(self) -> None:
        """Create what is missing; for the start, before any worker."""
        db = self._open()
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(SCHEMA)
        db.close()

    @property
    def connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            self._local.db = self._open()
        db: sqlite3.Connection = self._local.db
        return db

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of the block, or nothing."""
        db = self.connection
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=10.0, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        return db


#: Above every id there can be: what SQLite holds at most.
BEYOND = 2**63 - 1


def as_id(digits: str) -> int:
    """Return an id; one too large for the database becomes one that does not exist."""
    return min(int(digits), BEYOND)


def next_id(db: sqlite3.Connection) -> int:
    """Return an id above every earlier one that tells the time, as X's do; in a transaction."""
    least = (int(time.time() * 1000) - EPOCH_MS) << SEQUENCE_BITS
    row = db.execute("UPDATE counter SET last = max(last + 1, ?) RETURNING last", (least,))
    return int(row.fetchone()[0])
