"""`publisher rehearsal`: the practice network, in a program of its own."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from publisher import private


def run(given: argparse.Namespace) -> int:
    """Become the rehearsal network. It shares no code with what posts to it."""
    for words in private.tighten_permissions(Path(given.home)):
        print(words, file=sys.stderr)  # noqa: T201 - the command line speaks
    command = [
        sys.executable,
        "-P",
        "-m",
        "publisher.rehearsal",
        "--home",
        given.home,
        "--port",
        str(given.port),
    ]
    os.execv(sys.executable, command)  # noqa: S606 - ourselves
