"""Django's own commands."""

from __future__ import annotations

import argparse

from django.core.management import execute_from_command_line


def run(given: argparse.Namespace) -> int:
    """Hand the words over to Django."""
    execute_from_command_line(["publisher", *given.words])
    return 0
