"""Apps, and the three steps by which an account's owner lets one in (OAuth 1.0a)."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass

from publisher.rehearsal.practice_accounts import PracticeAccount
from publisher.rehearsal.store import Store

#: The callback of an app that cannot be called back: the owner reads a PIN.
OUT_OF_BAND = "oob"


@dataclass(frozen=True)
class App:
    """Who asks for access; an empty `callback` allows any."""

    consumer_key: str
    consumer_secret: str
    name: str
    callback: str


@dataclass(frozen=True)
class AccessRequest:
    """A request for access: open until it is `ended`, allowed once it has a verifier."""

    token: str
    secret: str
    app: App
    callback: str
    at: float
    mark: str
    account: int | None
    verifier: str | None
    ended: float | None


def register_app(store: Store, name: str, callback: str = "") -> App:
    made = App(secrets.token_hex(13)[:25], secrets.token_hex(25), name or "An app", callback)
    with store.write() as db:
        row = (made.consumer_key, made.consumer_secret, made.name, made.callback)
        db.execute("INSERT INTO app VALUES (?, ?, ?, ?)", row)
    return made


def by_key(store: Store, key: str) -> App | None:
    row = store.connection.execute("SELECT * FROM app WHERE key = ?", (key,)).fetchone()
    return App(row["key"], row["secret"], row["name"], row["callback"]) if row else None


def store_request_token(store: Store, key: str, callback: str, token: str, secret: str) -> None:
    """Keep a request token just given out."""
    mark = secrets.token_urlsafe(16)
    with store.write() as db:
        db.execute(
            "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL)",
            (token, secret, key, callback, time.time(), mark),
        )


def open_request(store: Store, token: str, life: float) -> AccessRequest | None:
    """The request of this token, unless it is too old or was used."""
    row = store.connection.execute("SELECT * FROM asked WHERE token = ?", (token,)).fetchone()
    app = by_key(store, row["app"]) if row else None
    if app is None or row["ended"] or time.time() > row["at"] + life:
        return None
    return AccessRequest(**{**dict(row), "app": app})


def authorize_request(store: Store, asked: AccessRequest, account: PracticeAccount) -> str | None:
    """Let the app in to an account; the verifier, or None when that was done already."""
    pin = asked.callback == OUT_OF_BAND
    verifier = f"{secrets.randbelow(10**7):07}" if pin else secrets.token_urlsafe(24)
    with store.write() as db:
        done = db.execute(
            "UPDATE asked SET account = ?, verifier = ? WHERE token = ? AND verifier IS NULL",
            (account.id, verifier, asked.token),
        )
        return verifier if done.rowcount else None


def end_request(store: Store, token: str) -> None:
    with store.write() as db:
        db.execute("UPDATE asked SET ended = ? WHERE token = ?", (time.time(), token))


def grant_access_token(store: Store, asked: AccessRequest) -> tuple[str, str]:
    """Use the request up; the access token and its secret, the same as long as they are good."""
    with store.write() as db:
        used = "UPDATE asked SET ended = ? WHERE token = ? AND ended IS NULL"
        db.execute(used, (time.time(), asked.token))
        return _granted(db, asked.app.consumer_key, asked.account or 0)


def _granted(db: sqlite3.Connection, key: str, account: int) -> tuple[str, str]:
    known = db.execute(
        "SELECT token, secret FROM granted WHERE app = ? AND account = ?", (key, account)
    ).fetchone()
    if known:
        return known["token"], known["secret"]
    token, secret = f"{account}-{secrets.token_hex(15)}", secrets.token_hex(23)[:45]
    db.execute("INSERT INTO granted VALUES (?, ?, ?, ?)", (token, secret, key, account))
    return token, secret
