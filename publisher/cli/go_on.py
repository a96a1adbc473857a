"""`publisher continue`: send the rest of a stopped thread, by the same rules as on the desk."""

from __future__ import annotations

import argparse

from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.followup.continue_thread import go_on, is_newest_approved
from publisher.followup.errors import FollowupError


def run(given: argparse.Namespace) -> int:
    """Let it go on as approved; a version that changed has to be named."""
    thread, who = desk.find_thread(given.id), desk.find_person(given.person)
    if given.rev is None and not is_newest_approved(thread):
        raise CommandError(
            f"Its posts were changed: read version {thread.rev}, then add --rev {thread.rev}."
        )
    rev = thread.rev if given.rev is None else given.rev
    try:
        go_on(thread, rev=rev, who=who, epoch=thread.epoch)
    except FollowupError as error:
        raise CommandError(str(error)) from error
    print("The thread goes on.")  # noqa: T201
    return 0
