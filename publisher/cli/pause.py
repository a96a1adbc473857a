"""`publisher pause`: stop everything, or one thread."""

from __future__ import annotations

import argparse

from publisher.accounts.roles import Act
from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.review.errors import DeskError
from publisher.review.permissions import require_permission
from publisher.schedule.pause import Scope, pause


def run(given: argparse.Namespace) -> int:
    """Stop, and say what may still finish."""
    house, who = desk.find_newsroom(), desk.find_person(given.person)
    thread = desk.find_thread(given.thread) if given.thread else None
    try:
        require_permission(who, house, Act.PAUSE)
    except DeskError as error:
        raise CommandError(str(error)) from error
    scope = Scope.THREAD if thread else Scope.ALL
    pause(house, who=who, why=given.why, scope=scope, thread=thread)
    print("Paused. A post that was on its way already may still appear.")  # noqa: T201
    return 0
