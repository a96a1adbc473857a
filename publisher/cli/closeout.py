"""`publisher closeout`: end a begun thread with a post that says so."""

from __future__ import annotations

import argparse

from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.followup.close_out import close_out
from publisher.followup.errors import FollowupError


def run(given: argparse.Namespace) -> int:
    """Send one last post, in the words given or in those proposed."""
    thread, who = desk.find_thread(given.id), desk.find_person(given.person)
    try:
        close_out(thread, who=who, epoch=thread.epoch, text=given.text)
    except FollowupError as error:
        raise CommandError(str(error)) from error
    last = thread.revisions.get(rev=thread.rev).content["posts"][-1]["text"]
    print(f"One last post is sent: {last}")  # noqa: T201
    return 0
