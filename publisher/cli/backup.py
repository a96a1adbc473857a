"""`publisher backup`: the whole database in one file, while everything runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.conf import settings
from django.db import connection

from publisher.cli import postgres_dump, sqlite_file
from publisher.cli.runner import CommandError


def run(given: argparse.Namespace) -> int:
    """Write the file, whole or not at all."""
    target = Path(given.file)
    part = _part(target)
    try:
        _copy(part)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    print(f"{target} holds the whole database ({target.stat().st_size:,} bytes).")  # noqa: T201
    print(  # noqa: T201
        "Keep it apart from the secrets (FERNET_KEY, INSTALL_ID, SECRET_KEY): they are not in it, "
        f"and without them no account can post. On this machine they are in {settings.HOME}."
    )
    return 0


def _copy(target: Path) -> None:
    if connection.vendor == "sqlite":
        sqlite_file.copy_database(Path(connection.settings_dict["NAME"]), target)
    else:
        postgres_dump.dump_database(connection.settings_dict, target)


def _part(target: Path) -> Path:
    """A new file beside the target that nobody else may read."""
    if target.exists():
        raise CommandError(f"“{target}” exists already: name a new file.")
    part = target.with_name(f".{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
    except OSError as error:
        raise CommandError(f"“{target}” cannot be written: {error.strerror}.") from error
    return part
