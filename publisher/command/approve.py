"""`publisher approve`: the same rules as on the desk."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from publisher.command import desk
from publisher.command.errors import CommandError
from publisher.review.approve import approve
from publisher.review.errors import DeskError
from publisher.schedule.wall import TimeError, instant
from publisher.thread.now import now


def run(given: argparse.Namespace) -> int:
    """Approve the version that was read."""
    thread = desk.thread(given.id)
    who = desk.person(given.person)
    try:
        at = _instant(given.at, thread.account.newsroom.zone) if given.at else None
        approve(thread, rev=given.rev, who=who, at=at, now=given.now, wall=given.at or "")
    except (DeskError, TimeError) as error:
        raise CommandError(str(error)) from error
    when = f" for {thread.due_wall} ({thread.due_zone})" if thread.due_at else ", without a time"
    print(f"Version {given.rev} is approved{when}.")  # noqa: T201
    return 0


def _instant(typed: str, zone: str) -> datetime:
    day, _, time = typed.strip().partition(" ")
    try:
        return instant(date.fromisoformat(day), time, zone, now=now())
    except ValueError as error:
        if isinstance(error, TimeError):
            raise
        raise CommandError(f"“{typed}” is no day and time: write 2026-05-01 07:30.") from error
