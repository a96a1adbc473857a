"""Settings from the environment, read in words.

SettingError    a setting is missing or makes no sense; the sentence names it
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Collection
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

#: Every name the publisher reads. A test holds the compose file to it.
NAMES = (
    "ALLOWED_HOSTS",
    "CALL_DEADLINE",
    "DATABASE_PASSWORD_FILE",
    "DATABASE_URL",
    "DEBUG",
    "FAULT",
    "FAULTS_ALLOWED",
    "FERNET_KEY",
    "FETCH_PRIVATE",
    "INSTALL_ID",
    "LEASE",
    "LOG_LEVEL",
    "MAIL_FROM",
    "MAIL_URL",
    "MAIL_URL_FILE",
    "METRICS_TOKEN",
    "METRICS_TOKEN_FILE",
    "OUTSIDE_CHILDREN",
    "OUTSIDE_MEMORY_MB",
    "OUTSIDE_SECONDS",
    "POSTS_PER_MINUTE",
    "PROXIES",
    "PUBLIC_URL",
    "PUBLISHER_HOME",
    "READ_BACK_AFTER",
    "REDIS_URL",
    "REHEARSAL_POSTS_PER_MINUTE",
    "REHEARSAL_URL",
    "SECOND_LOOK",
    "SECRET_KEY",
    "SEND_WINDOW",
    "SETTLE_AFTER",
    "SOURCE_LIMIT_KB",
    "TRY_AGAIN",
    "X_CONSUMER_KEY",
    "X_CONSUMER_KEY_FILE",
    "X_CONSUMER_SECRET",
    "X_CONSUMER_SECRET_FILE",
    "X_PRICES",
)

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
#: A unix socket's path has to be shorter than this, in bytes.
SOCKET_PATH = 100
#: The port of a mail server that takes mail from people, and wants STARTTLS (RFC 6409, RFC 8314).
STARTTLS = 587
_DOLLARS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
_SECONDS = re.compile(r"[0-9]{1,6}(\.[0-9]{1,3})?")
YES, NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


class SettingError(ImproperlyConfigured):
    """A setting is missing or makes no sense."""


def read_setting(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def read_yes_no(name: str, *, default: bool = False) -> bool:
    value = read_setting(name, "yes" if default else "no").lower()
    if value not in YES + NO:
        raise SettingError(f"{name} is “{value}”: write yes or no.")
    return value in YES


def read_number(name: str, default: int, *, least: int = 1) -> int:
    value = read_setting(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise SettingError(f"{name} is “{value}”: write a whole number from {least} up.")
    return int(value)


def read_seconds(name: str, default: float) -> float:
    """A time, such as 30 or 0.5. Raises SettingError."""
    value = read_setting(name, f"{default:g}")
    if not _SECONDS.fullmatch(value) or not float(value):
        raise SettingError(f"{name} is “{value}”: write seconds, like 30 or 0.5.")
    return float(value)


def is_loopback(host: str) -> bool:
    """Whether a host's name means this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def read_prices(name: str, kinds: Collection[str]) -> dict[str, Decimal]:
    """Dollars by kind, written like "post=0.015 link=0.2"; only those that are given."""
    return dict(_price(name, part, kinds) for part in read_setting(name).replace(",", " ").split())


def _price(name: str, part: str, kinds: Collection[str]) -> tuple[str, Decimal]:
    kind, _, dollars = part.partition("=")
    if kind in kinds and _DOLLARS.fullmatch(dollars):
        return kind, Decimal(dollars)
    raise SettingError(
        f"{name} has “{part}”: write dollars like post=0.015, for any of {', '.join(kinds)}."
    )


def read_log_level(name: str, default: str) -> str:
    value = read_setting(name, default).upper()
    if value not in LEVELS:
        raise SettingError(f"{name} is “{value}”: write one of {', '.join(LEVELS)}.")
    return value


def check_fernet_keys(keys: str) -> str:
    """The keys, separated by commas. Raises SettingError where one is none."""
    try:
        for key in keys.split(","):
            Fernet(key.strip())
    except ValueError as error:
        raise SettingError(
            "FERNET_KEY is no key: it is 32 bytes in URL-safe base64, 44 characters long."
        ) from error
    return keys


def read_names(name: str) -> list[str]:
    return [part.strip() for part in read_setting(name).split(",") if part.strip()]


def from_file(name: str) -> str:
    """What the file named by NAME_FILE holds, or nothing. Raises SettingError if it cannot be read."""
    path = read_setting(f"{name}_FILE")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE: “{path}” cannot be read ({error.strerror}).") from error


def read_secret(name: str, kept: Path, make: Callable[[], str]) -> str:
    """A secret from NAME, NAME_FILE, or the file `kept`, which is made on first start (0600)."""
    given = read_setting(name) or from_file(name)
    try:
        return given or _kept(kept, make)
    except OSError as error:
        raise SettingError(
            f"{name}: “{kept}” can be neither read nor made ({error.strerror}). Set {name} or "
            f"{name}_FILE, or PUBLISHER_HOME to a folder of your own."
        ) from error


def pair_app_keys(**given: str) -> dict[str, str] | None:
    """An app's key and secret, by the names of their settings; None without. Raises SettingError."""
    if any(given.values()) and not all(given.values()):
        raise SettingError(f"{' and '.join(given)} go together: only one of them is set.")
    names = ("consumer_key", "consumer_secret")
    return dict(zip(names, given.values(), strict=True)) if all(given.values()) else None


def kept_in(name: str, kept: Path) -> Path | None:
    """The file `read_secret` reads; None where the environment itself holds the secret."""
    named = read_setting(f"{name}_FILE")
    return None if read_setting(name) else Path(named) if named else kept


def _kept(path: Path, make: Callable[[], str]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, make())
    value = path.read_text(encoding="utf-8").strip()
    if not value:
        raise SettingError(
            f"“{path}” is empty: delete it for a new secret, or put the old one back."
        )
    return value


def _write_once(path: Path, value: str) -> None:
    # Two processes may start together: the first link wins and both read the same secret.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(value + "\n", encoding="utf-8")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def parse_database_url(url: str, home: Path, password: str = "") -> dict[str, object]:
    """Django's DATABASES entry for a postgres:// or sqlite:// address; SQLite in `home` without one."""
    if not url:
        return sqlite_settings(home / "publisher.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite_settings(_file(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise SettingError(
            f"DATABASE_URL begins with “{parts.scheme}”: use postgres://… or sqlite:///path."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or password,
        # A socket's folder cannot stand where a host does: postgres:///name?host=/run/postgresql.
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": _port(parts),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }


def _file(path: str) -> Path:
    if path.strip("/"):
        return Path(path)
    raise SettingError("DATABASE_URL names no file: write sqlite:///path/to/publisher.sqlite3.")


def _port(parts: SplitResult, name: str = "DATABASE_URL") -> str:
    try:
        return str(parts.port or "")
    except ValueError as error:
        raise SettingError(
            f"{name}: what follows the host's colon is no port. A password with “:”, “/” or "
            "“@” in it is written with %3A, %2F or %40."
        ) from error


def sqlite_settings(path: Path) -> dict[str, object]:
    # IMMEDIATE: a transaction that will write takes the lock at once instead of failing half way.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def parse_mail_url(url: str, sender: str) -> dict[str, object]:
    """Django's settings for a mail server, such as smtp://name:password@mail.example.org:587.

    smtp:// on port 587 or with ?tls=yes speaks STARTTLS, smtps:// TLS from the start, and
    file:///folder writes each mail into a file. Raises SettingError.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": unquote(parts.path)}
    if url and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise SettingError("MAIL_URL: write smtp://name:password@host:587, smtps://… or file:///…")
    port = int(_port(parts, "MAIL_URL") or (465 if parts.scheme == "smtps" else 25))
    tls = dict(parse_qsl(parts.query)).get("tls", "yes" if port == STARTTLS else "no")
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and tls in YES,
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": sender,
    }


def broker_url(url: str, home: Path) -> str:
    """The Celery address: REDIS_URL, or the embedded Valkey's socket in `home`."""
    if not url:
        return f"redis+socket://{quote(str(valkey_socket(home)))}"
    if urlsplit(url).scheme not in ("redis", "rediss", "redis+socket"):
        raise SettingError("REDIS_URL: use redis://…, rediss://… or redis+socket:///path.")
    return url


def redis_address(broker: str) -> str:
    """The broker's address as redis-py writes it: Celery has a word of its own for sockets."""
    return broker.replace("redis+socket://", "unix://", 1)


def valkey_socket(home: Path) -> Path:
    """Where the embedded Valkey listens: in `home`, or for a long path in a short private folder."""
    near = home / "valkey.sock"
    if len(os.fsencode(near)) < SOCKET_PATH:
        return near
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"publisher-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise SettingError(
            f"“{folder}” belongs to somebody else: set PUBLISHER_HOME to a shorter path."
        )
    folder.chmod(0o700)
    return folder / "valkey.sock"
