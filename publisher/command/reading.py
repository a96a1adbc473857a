"""What a command is given to read."""

from __future__ import annotations

import sys
from pathlib import Path

from publisher.command.errors import CommandError
from publisher.explainer.reading import SourceKind


def source(name: str) -> bytes:
    """The bytes of a file, or of what is piped in for “-”. Raises CommandError."""
    if name == "-":
        return sys.stdin.buffer.read()
    path = Path(name)
    if path.is_dir():
        raise CommandError(f"“{name}” is a folder: name a file with an explainer in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"There is no file “{name}”.") from error
    except OSError as error:
        raise CommandError(f"“{name}” cannot be read: {error.strerror}.") from error


def kind_of(name: str) -> SourceKind:
    """What a file's name says it is."""
    endings: dict[str, SourceKind] = {
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
    }
    return endings.get(Path(name).suffix.lower(), "auto")
