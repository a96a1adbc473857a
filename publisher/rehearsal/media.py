"""Pictures: taken in, recognised by their bytes, described, kept for a day until used."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from publisher.rehearsal import journal
from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.store import Store, next_id

KINDS = ("PNG", "JPEG", "GIF", "WEBP")
ALT_LIMIT = 1000
MOST_PIXELS = 8192 * 8192
KEEP = "id, account, expires, kind, width, height, sha256, alt"


@dataclass(frozen=True)
class Size:
    """What the bytes are: a MIME type and pixels."""

    kind: str
    width: int
    height: int


@dataclass(frozen=True)
class Media:
    """One upload, without its bytes; `expires` in seconds of the Unix epoch."""

    id: int
    account: int
    expires: float
    kind: str
    width: int
    height: int
    sha256: str
    alt: str

    @property
    def key(self) -> str:
        return f"3_{self.id}"


def sniff_image(data: bytes) -> Size | None:
    """Return what picture the bytes are, or None when they are none of the four kinds."""
    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            size = Size(picture.get_format_mimetype() or "", *picture.size)
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Warning):
        return None
    return size if size.width * size.height <= MOST_PIXELS else None


def add_upload(
    store: Store, account: PracticeAccount, data: bytes, size: Size, life: float
) -> Media:
    """Keep an upload for `life` seconds."""
    now, digest = time.time(), hashlib.sha256(data).hexdigest()
    with store.write() as db:
        number = next_id(db)
        db.execute(
            "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            (number, account.id, now, now + life, size.kind, size.width, size.height, digest, data),
        )
        journal.write_line(db, "upload", account.handle, number, sha256=digest, size=len(data))
    return Media(number, account.id, now + life, size.kind, size.width, size.height, digest, "")


def set_alt_text(store: Store, account: PracticeAccount, media: Media, alt: str) -> None:
    with store.write() as db:
        db.execute("UPDATE media SET alt = ? WHERE id = ?", (alt, media.id))
        journal.write_line(db, "alt", account.handle, media.id, alt=alt)


def find_upload(db: sqlite3.Connection, number: int) -> Media | None:
    row = db.execute(f"SELECT {KEEP} FROM media WHERE id = ?", (number,)).fetchone()  # noqa: S608 (our own words)
    return Media(*row) if row else None


def find_usable_upload(
    db: sqlite3.Connection, account: PracticeAccount, number: int
) -> Media | None:
    """Return the account's own upload that has not expired."""
    media = find_upload(db, number)
    if media is None or media.account != account.id or media.expires <= time.time():
        return None
    return media


def read_upload_data(store: Store, number: int) -> tuple[str, bytes] | None:
    """Return MIME type and bytes of an upload."""
    query = "SELECT kind, bytes FROM media WHERE id = ?"
    row = store.connection.execute(query, (number,)).fetchone()
    return (row["kind"], row["bytes"]) if row else None


def of_post(db: sqlite3.Connection, post: int) -> tuple[Media, ...]:
    """Return the pictures of a post in their order."""
    columns = ", ".join(f"media.{name}" for name in KEEP.split(", "))
    query = (
        f"SELECT {columns} FROM attached JOIN media ON media.id = attached.media"  # noqa: S608 (our own words)
        " WHERE attached.post = ? ORDER BY place"
    )
    return tuple(Media(*row) for row in db.execute(query, (post,)))
