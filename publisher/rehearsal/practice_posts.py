"""Posts as rows: put in, looked up, deleted, listed."""

from __future__ import annotations

import re
import sqlite3
import time
import unicodedata
from dataclasses import dataclass

from publisher.rehearsal import journal
from publisher.rehearsal.media import Media, of_post
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.store import BEYOND, Store, next_id


@dataclass(frozen=True)
class NewPost:
    """A post to be put in, already judged."""

    text: str
    parent: KeptPost | None
    media: tuple[Media, ...]
    reply_settings: str


@dataclass(frozen=True)
class KeptPost:
    """A post as kept: `text` as written (NFC), `depth` 1 for a root, times in Unix seconds."""

    id: int
    account: int
    at: float
    text: str
    parent: int | None
    conversation: int
    depth: int
    reply_settings: str
    deleted: float | None
    media: tuple[Media, ...] = ()


def normalize_text(text: str) -> str:
    """Return what two texts must share to be the same words again."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def insert_post(db: sqlite3.Connection, account: PracticeAccount, wanted: NewPost) -> KeptPost:
    """Put a post in, inside the caller's transaction."""
    number, now, parent = next_id(db), time.time(), wanted.parent
    post = KeptPost(
        id=number,
        account=account.id,
        at=now,
        text=wanted.text,
        parent=parent.id if parent else None,
        conversation=parent.conversation if parent else number,
        depth=parent.depth + 1 if parent else 1,
        reply_settings=wanted.reply_settings,
        deleted=None,
        media=wanted.media,
    )
    _write(db, post)
    _note(db, account, post)
    return post


def _write(db: sqlite3.Connection, post: KeptPost) -> None:
    db.execute(
        "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            *(post.id, post.account, post.at, post.text, normalize_text(post.text)),
            *(post.parent, post.conversation, post.depth, post.reply_settings),
        ),
    )
    pairs = [(post.id, place, media.id) for place, media in enumerate(post.media)]
    db.executemany("INSERT INTO attached VALUES (?, ?, ?)", pairs)


def _note(db: sqlite3.Connection, account: PracticeAccount, post: KeptPost) -> None:
    journal.write_line(
        db,
        "post",
        account.handle,
        post.id,
        text=post.text,
        parent=str(post.parent) if post.parent else None,
        conversation=str(post.conversation),
        depth=post.depth,
        media=[str(media.id) for media in post.media],
        alts=[media.alt for media in post.media],
        pictures=[media.sha256 for media in post.media],
    )


def delete_post(store: Store, account: PracticeAccount, post: KeptPost) -> None:
    with store.write() as db:
        found = db.execute(
            "UPDATE post SET deleted = ? WHERE id = ? AND deleted IS NULL", (time.time(), post.id)
        )
        if found.rowcount:
            journal.write_line(db, "delete", account.handle, post.id)


def find_live_post(db: sqlite3.Connection, number: int) -> KeptPost | None:
    """Return a post that is not deleted."""
    row = db.execute("SELECT * FROM post WHERE id = ? AND deleted IS NULL", (number,)).fetchone()
    return _post(db, row) if row else None


def has_live_duplicate(
    db: sqlite3.Connection, account: PracticeAccount, text: str, since: float
) -> bool:
    """Whether the account has a live post of the same words since a time."""
    query = (
        "SELECT 1 FROM post WHERE account = ? AND said = ? AND at >= ? AND deleted IS NULL LIMIT 1"
    )
    return db.execute(query, (account.id, normalize_text(text), since)).fetchone() is not None


@dataclass(frozen=True)
class Range:
    """Which posts of an account: ids and times between, newest first, at most `most`."""

    after: int = 0
    before: int = BEYOND
    start: float = 0.0
    end: float = float(BEYOND)
    roots_only: bool = False
    most: int = 10


def list_posts(store: Store, account: int, wanted: Range) -> list[KeptPost]:
    """Return the live posts of an account in a range."""
    query = (
        "SELECT * FROM post WHERE account = ? AND id > ? AND id < ? AND at >= ? AND at <= ?"
        " AND (parent IS NULL OR NOT ?) AND deleted IS NULL ORDER BY id DESC LIMIT ?"
    )
    values = (account, wanted.after, wanted.before, wanted.start, wanted.end)
    db = store.connection
    rows = db.execute(query, (*values, wanted.roots_only, wanted.most)).fetchall()
    return [_post(db, row) for row in rows]


def list_conversation(store: Store, account: int, conversation: int) -> list[KeptPost]:
    """Return an account's posts of a conversation, deleted ones too, in order."""
    query = "SELECT * FROM post WHERE account = ? AND conversation = ? ORDER BY id"
    db = store.connection
    return [_post(db, row) for row in db.execute(query, (account, conversation)).fetchall()]


def count_live_posts(store: Store, account: int, conversation: int) -> int:
    query = "SELECT count(*) FROM post WHERE account = ? AND conversation = ? AND deleted IS NULL"
    return int(store.connection.execute(query, (account, conversation)).fetchone()[0])


def any_post(store: Store, number: int) -> KeptPost | None:
    """Return a post, deleted or not."""
    db = store.connection
    row = db.execute("SELECT * FROM post WHERE id = ?", (number,)).fetchone()
    return _post(db, row) if row else None


def _post(db: sqlite3.Connection, row: sqlite3.Row) -> KeptPost:
    kept = {name: row[name] for name in row.keys() if name != "said"}  # noqa: SIM118 (a Row is no dict)
    return KeptPost(**kept, media=of_post(db, row["id"]))
