"""What can be turned while the network runs, kept in its database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from publisher.rehearsal.store import Store

#: Calls a user may make in one window, by endpoint; X's own numbers.
LIMITS = {
    "post": 100,
    "delete": 50,
    "read": 900,
    "lookup": 5000,
    "timeline": 900,
    "me": 75,
    "upload": 500,
    "metadata": 500,
}

#: Calls of an app in 24 hours; here each account has an app of its own.
DAY_LIMITS = {"post": 10_000, "upload": 50_000}


class NoSuchSetting(Exception):
    """A setting that does not exist, or a value of the wrong kind."""


@dataclass(frozen=True)
class Settings:
    """Seconds unless said otherwise; the defaults are X's.

    `old_names` and `new_names` say which generation of names is taken (see `generations`), `renamed`
    that answers come by the newer ones however they were asked for, `places` whether a post says
    what it answers.
    """

    limits: Mapping[str, int] = field(default_factory=lambda: dict(LIMITS))
    day_limits: Mapping[str, int] = field(default_factory=lambda: dict(DAY_LIMITS))
    window: float = 900.0
    clock_skew: float = 300.0
    request_life: float = 900.0
    duplicate_for: float = 7 * 86_400.0
    media_life: float = 86_400.0
    media_bytes: int = 5 * 1024 * 1024
    read_lag: float = 0.0
    self_replies: bool = True
    strict_replies: bool = True
    cashtags: int = 1
    old_names: bool = True
    new_names: bool = True
    renamed: bool = False
    places: bool = True


def load_settings(store: Store) -> Settings:
    """Return the settings as last turned."""
    row = store.connection.execute("SELECT value FROM setting WHERE name = 'all'").fetchone()
    return with_changes(Settings(), json.loads(row[0])) if row else Settings()


def save_settings(store: Store, settings: Settings) -> None:
    with store.write() as db:
        db.execute("REPLACE INTO setting VALUES ('all', ?)", (json.dumps(asdict(settings)),))


def with_changes(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Return the settings with some changed; `limits` and `day_limits` may name only the endpoints it changes.

    Raises NoSuchSetting for unknown names and values of another kind.
    """
    kinds = {each.name: getattr(settings, each.name) for each in fields(settings)}
    for name, value in changes.items():
        if name not in kinds:
            raise NoSuchSetting(f"There is no setting {name!r}; there are {', '.join(kinds)}.")
        _check(name, value, kinds[name])
    merged = {name: {**kinds[name], **changes.get(name, {})} for name in ("limits", "day_limits")}
    return replace(settings, **{**changes, **merged})


def _check(name: str, value: object, like: object) -> None:
    if isinstance(like, Mapping):
        _check_limits(name, value)
    elif isinstance(like, bool) != isinstance(value, bool) or not isinstance(value, int | float):
        raise NoSuchSetting(f"{name} is {like!r}; {value!r} is of another kind.")


def _check_limits(name: str, value: object) -> None:
    limits = value if isinstance(value, dict) and set(value) <= set(LIMITS) else {"": ""}
    if not all(type(each) is int for each in limits.values()):
        raise NoSuchSetting(f"{name} gives a number of calls to each of {', '.join(LIMITS)}.")
