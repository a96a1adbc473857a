"""Errors as a person reads them: a sentence on stderr, and an exit code.

CommandError    what was typed cannot be done; exit code 2
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from types import ModuleType

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from cards import CardError
from publisher.cli.parser import ROWLESS
from publisher.explainer import Unreadable
from publisher.launcher.errors import UpError
from publisher.thread.database_errors import in_words as trouble

WRONG, FAILED = 2, 1


class CommandError(Exception):
    """What was typed cannot be done."""


def in_words(command: str, given: argparse.Namespace) -> int:
    """Load and run a command's module; what goes wrong is said in a sentence."""
    try:
        return int(load_command(command).run(given))
    except (CommandError, Unreadable, CardError, ImproperlyConfigured) as error:
        return _say(error, WRONG)
    except UpError as error:
        return _say(error, FAILED)
    except DatabaseError as error:
        return _say(f"{trouble(error)} Nothing was changed. It says: {str(error).strip()}", FAILED)
    except BrokenPipeError:
        return FAILED
    except KeyboardInterrupt:
        print(file=sys.stderr)  # noqa: T201 - ends the ^C line of the terminal
        return 130


def load_command(command: str) -> ModuleType:
    """A command's module: rows cannot even be named before Django is set up."""
    if command not in ROWLESS:
        django.setup()
    return import_module(f"publisher.cli.{command}")


def _say(words: object, code: int) -> int:
    print(f"publisher: {words}", file=sys.stderr)  # noqa: T201 - a command speaks to the terminal
    return code
