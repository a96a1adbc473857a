"""`publisher keys`: take a new key for the secrets, and drop the old ones."""

from __future__ import annotations

import argparse

from django.conf import settings

from publisher.accounts.keys import KeysError, new_key
from publisher.cli.runner import CommandError
from publisher.newsroom.key_rotation import forget_old_keys, rotate_keys


def run(given: argparse.Namespace) -> int:
    """Rotate, forget or print a fresh key."""
    try:
        words = ACTS[given.act]()
    except KeysError as error:
        raise CommandError(str(error)) from error
    print(words)  # noqa: T201 - the command line speaks
    return 0


def _rotate() -> str:
    done = rotate_keys()
    if done.key and not done.rows and not done.lost:
        return _taken()
    lines = [f"{done.rows} secrets are closed by the newest key now. The old one still opens them."]
    lines += [f"No key here opens {name}: it has to be given anew." for name in done.lost]
    return "\n".join([*lines, _when()])


def _taken() -> str:
    where = settings.FERNET_FILE
    return (
        f"A new key stands first in {where}. Copy that file to every machine that runs the "
        "publisher on this database, then run this once more: it closes the secrets anew."
    )


def _when() -> str:
    return (
        "The old key can be dropped (`publisher keys forget`) when no backup from before today "
        "has to be restored any more, and every machine has the new one."
    )


def _forget() -> str:
    dropped = forget_old_keys()
    return f"{dropped} old keys are dropped." if dropped else "There is only one key."


ACTS = {"rotate": _rotate, "forget": _forget, "new": new_key}
