"""`publisher takedown`: delete what is out of a thread, whatever is paused."""

from __future__ import annotations

import argparse

from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.followup.errors import FollowupError
from publisher.followup.take_down import take_down


def run(given: argparse.Namespace) -> int:
    """Say that it has to go; a worker deletes its posts."""
    thread, who = desk.find_thread(given.id), desk.find_person(given.person)
    try:
        take_down(thread, who=who, first=given.first)
    except FollowupError as error:
        raise CommandError(str(error)) from error
    print("It is being taken down, the last post first. Nothing more of it goes out.")  # noqa: T201
    return 0
