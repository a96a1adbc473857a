"""`publisher connect`: connect an X account by the keys of one's own app."""

from __future__ import annotations

import argparse
import getpass
import sys

from publisher.accounts.connect import connect
from publisher.command import desk
from publisher.command.errors import CommandError
from publisher.networks.base import NetworkError

ASKED = {
    "consumer_key": "API key",
    "consumer_secret": "API key secret",
    "access_token": "Access token",
    "access_token_secret": "Access token secret",
}


def run(given: argparse.Namespace) -> int:
    """Ask for the four keys (or read them from standard input, a line each) and try them."""
    house = desk.newsroom()
    try:
        account = connect(house, given.network, _secrets())
    except NetworkError as error:
        raise CommandError(f"The network refused: {error.said} {error.advice}".strip()) from error
    print(f"Connected: {account}, {account.page_url}")  # noqa: T201
    return 0


def _secrets() -> dict[str, str]:
    if sys.stdin.isatty():
        given = [getpass.getpass(f"{words}: ").strip() for words in ASKED.values()]
    else:
        given = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    if len(given) != len(ASKED) or not all(given):
        raise CommandError(f"Four lines were expected: {', '.join(ASKED.values())}.")
    return dict(zip(ASKED, given, strict=True))
