"""`publisher connect`: connect an X account by the keys of one's own app."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Mapping

from publisher.accounts.connect import identify_owner
from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.networks.base import NetworkError
from publisher.networks.registry import UnknownNetworkError, find_network
from publisher.newsroom.account_admin import TriedKeys, connect_with


def run(given: argparse.Namespace) -> int:
    """Ask for the four keys (or read them from standard input, a line each) and try them."""
    house = desk.find_newsroom()
    who = desk.find_person(given.person) if given.person else None
    try:
        chosen = find_network(given.network)
        secrets = _secrets(chosen.keys)
        found = TriedKeys(
            chosen, chosen.home, secrets, identify_owner(chosen, chosen.home, secrets)
        )
        account = connect_with(house, found, who=who)
    except UnknownNetworkError as error:
        raise CommandError(str(error)) from error
    except NetworkError as error:
        raise CommandError(f"The network refused: {error.words}") from error
    print(f"Connected: {account}, {account.page_url}")  # noqa: T201
    return 0


def _secrets(asked: Mapping[str, str]) -> dict[str, str]:
    if sys.stdin.isatty():
        given = [getpass.getpass(f"{words}: ").strip() for words in asked.values()]
    else:
        given = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    if len(given) != len(asked) or not all(given):
        raise CommandError(f"Four lines were expected: {', '.join(asked.values())}.")
    return dict(zip(asked, given, strict=True))
