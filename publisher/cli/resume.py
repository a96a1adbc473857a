"""`publisher resume`: lift the pauses that stand."""

from __future__ import annotations

import argparse

from publisher.accounts.roles import Act
from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.review.errors import DeskError
from publisher.review.permissions import require_permission
from publisher.schedule.pause import in_force, resume


def run(given: argparse.Namespace) -> int:
    """Lift every pause and say how many."""
    house, who = desk.find_newsroom(), desk.find_person(given.person)
    try:
        require_permission(who, house, Act.RESUME)
    except DeskError as error:
        raise CommandError(str(error)) from error
    standing = in_force(house)
    for each in standing:
        resume(each, who=who)
    print(f"{len(standing)} lifted." if standing else "Nothing was paused.")  # noqa: T201
    return 0
