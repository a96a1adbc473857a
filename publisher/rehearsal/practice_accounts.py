"""Who is on the network: made by the control page, signed in by keys."""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from publisher.rehearsal.store import Store, next_id

HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}\Z")

#: Words that are addresses here, so nobody can be called that.
RESERVED = frozenset({"2", "control", "media", "oauth", "static"})


class State(StrEnum):
    """What an account may do."""

    ACTIVE = "active"
    READ_ONLY = "read_only"
    SUSPENDED = "suspended"


class AccountError(Exception):
    """The account cannot be made or changed so; the text says why."""


@dataclass(frozen=True)
class OAuthKeys:
    """OAuth 1.0a's four and the bearer token of OAuth 2; the last three are empty when revoked."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str
    bearer_token: str


@dataclass(frozen=True)
class PracticeAccount:
    """One account; `at` is when it was made, in seconds of the Unix epoch."""

    id: int
    handle: str
    name: str
    state: State
    at: float
    keys: OAuthKeys


def create_account(store: Store, handle: str, name: str = "") -> PracticeAccount:
    """Make an account with fresh keys. Raises AccountError when the handle is taken or wrong."""
    if not HANDLE.match(handle) or handle.lower() in RESERVED:
        raise AccountError(f"{handle!r} is no handle: up to 15 letters, digits and underscores.")
    with store.write() as db:
        if _one(db, "handle = ?", handle):
            raise AccountError(f"@{handle} is taken.")
        number = next_id(db)
        keys = fresh_keys(number)
        account = PracticeAccount(number, handle, name or handle, State.ACTIVE, time.time(), keys)
        db.execute(
            "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, handle, account.name, account.state, account.at, *asdict(keys).values()),
        )
    return account


def fresh_keys(number: int) -> OAuthKeys:
    """Return new keys of the lengths X gives out."""
    return OAuthKeys(
        consumer_key=secrets.token_hex(13)[:25],
        consumer_secret=secrets.token_hex(25),
        access_token=f"{number}-{secrets.token_hex(15)}",
        access_token_secret=secrets.token_hex(23)[:45],
        bearer_token=secrets.token_urlsafe(48),
    )


def by_handle(store: Store, handle: str) -> PracticeAccount | None:
    return _one(store.connection, "handle = ?", handle)


def by_id(store: Store, number: int) -> PracticeAccount | None:
    return _one(store.connection, "id = ?", number)


def by_token(store: Store, consumer_key: str, token: str) -> PracticeAccount | None:
    """Return whose token this is: of the account's own app, or of one its owner let in."""
    own = _one(store.connection, "consumer_key = ? AND token = ?", consumer_key, token)
    return own or _by_grant(store, consumer_key, token)


def _by_grant(store: Store, consumer_key: str, token: str) -> PracticeAccount | None:
    row = store.connection.execute(
        "SELECT granted.account, granted.secret AS token_secret, app.secret FROM granted"
        " JOIN app ON app.key = granted.app WHERE app.key = ? AND granted.token = ?",
        (consumer_key, token),
    ).fetchone()
    account = by_id(store, row["account"]) if row else None
    if account is None:
        return None
    return replace(
        account, keys=OAuthKeys(consumer_key, row["secret"], token, row["token_secret"], "")
    )


def by_bearer(store: Store, token: str) -> PracticeAccount | None:
    return _one(store.connection, "bearer = ?", token)


def list_accounts(store: Store) -> list[PracticeAccount]:
    """Return all accounts by handle."""
    rows = store.connection.execute("SELECT * FROM account ORDER BY handle").fetchall()
    return [_account(row) for row in rows]


def revoke_tokens(store: Store, account: PracticeAccount) -> None:
    """Make every token of the account worthless at once."""
    with store.write() as db:
        db.execute(
            "UPDATE account SET token = NULL, token_secret = '', bearer = NULL WHERE id = ?",
            (account.id,),
        )
        db.execute("DELETE FROM granted WHERE account = ?", (account.id,))


def renew_tokens(store: Store, account: PracticeAccount) -> OAuthKeys:
    """Give the account new tokens, as connecting again does; the old ones stay worthless."""
    keys = fresh_keys(account.id)
    with store.write() as db:
        db.execute(
            "UPDATE account SET consumer_key = ?, consumer_secret = ?, token = ?,"
            " token_secret = ?, bearer = ? WHERE id = ?",
            (*asdict(keys).values(), account.id),
        )
    return keys


def set_state(store: Store, account: PracticeAccount, state: str) -> None:
    """Raises AccountError for a state there is not."""
    if state not in tuple(State):
        raise AccountError(f"{state!r} is no state; there are {', '.join(State)}.")
    with store.write() as db:
        db.execute("UPDATE account SET state = ? WHERE id = ?", (state, account.id))


def _one(db: sqlite3.Connection, where: str, *values: str | int) -> PracticeAccount | None:
    row = db.execute(f"SELECT * FROM account WHERE {where}", values).fetchone()  # noqa: S608 (our own words)
    return _account(row) if row else None


def _account(row: sqlite3.Row) -> PracticeAccount:
    keys = OAuthKeys(
        consumer_key=row["consumer_key"],
        consumer_secret=row["consumer_secret"],
        access_token=row["token"] or "",
        access_token_secret=row["token_secret"],
        bearer_token=row["bearer"] or "",
    )
    state = State(row["state"])
    return PracticeAccount(row["id"], row["handle"], row["name"], state, row["at"], keys)
