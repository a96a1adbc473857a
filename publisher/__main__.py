"""The command line. Only the words of its help are loaded until a command is chosen."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from publisher.command.parser import OWN, parser


def main(argv: list[str] | None = None) -> int:
    """Run a command; returns its exit code (2: what was given cannot be used)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "publisher.settings")
    words = sys.argv[1:] if argv is None else argv
    if words and not words[0].startswith("-") and words[0] not in OWN:
        return _django(words)
    given = parser().parse_args(words)
    if not given.command:
        parser().print_help()
        return 0
    guard = import_module("publisher.command.errors").in_words
    return int(guard(import_module(f"publisher.command.{OWN[given.command]}"), given))


def _django(words: list[str]) -> int:
    # Loading Django takes a third of a second, which `--help` must not cost.
    management = import_module("django.core.management")
    management.execute_from_command_line(["publisher", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
