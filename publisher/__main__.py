"""The command line. Only the words of its help are loaded until a command is chosen."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from publisher import private
from publisher.cli.parser import OWN, build_parser


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns its exit code (2: what was given cannot be used)."""
    private.restrict_umask()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publisher.settings")
    words = sys.argv[1:] if argv is None else argv
    if words and not words[0].startswith("-") and words[0] not in OWN:
        return _run("django", argparse.Namespace(words=words))
    given = build_parser().parse_args(words)
    if not given.command:
        build_parser().print_help()
        return 0
    return _run(OWN[given.command], given)


def _run(command: str, given: argparse.Namespace) -> int:
    # Errors name the libraries they come from, which `--help` must not load.
    errors = import_module("publisher.cli.runner")
    return int(errors.in_words(command, given))


if __name__ == "__main__":
    sys.exit(main())
