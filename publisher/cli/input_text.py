"""What a command is given to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from publisher.cli.runner import CommandError
from publisher.explainer.decode import LARGEST
from publisher.explainer.model import SourceKind


def read_source(name: str) -> bytes:
    """The bytes of a file, or of what is piped in for “-”; never many more than are taken. Raises CommandError."""
    if name == "-":
        return _bytes(sys.stdin.buffer, "What is piped in")
    path = Path(name)
    if path.is_dir():
        raise CommandError(f"“{name}” is a folder: name a file with an explainer in it.")
    try:
        with path.open("rb") as file:
            return _bytes(file, f"“{name}”")
    except FileNotFoundError as error:
        raise CommandError(f"There is no file “{name}”.") from error
    except OSError as error:
        raise CommandError(f"“{name}” cannot be read: {error.strerror}.") from error


def _bytes(file: BinaryIO, called: str) -> bytes:
    """Read to the end, or refuse what has more; a device or a pipe may have no end."""
    found = file.read(LARGEST + 1)
    if len(found) > LARGEST:
        raise CommandError(f"{called} is too long: at most {LARGEST // 1000:,} kB are read.")
    return found


def kind_of(name: str) -> SourceKind:
    """What a file's name says it is."""
    endings: dict[str, SourceKind] = {
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
    }
    return endings.get(Path(name).suffix.lower(), "auto")
