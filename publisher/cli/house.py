"""`publisher house`: the newsroom's settings, shown or changed, by the rules of the desk's page."""

from __future__ import annotations

import argparse

from publisher.accounts.roles import Act
from publisher.cli import desk
from publisher.cli.runner import CommandError
from publisher.newsroom.errors import HouseError
from publisher.newsroom.newsroom_settings import SETTINGS, change_settings, same_moment
from publisher.review.errors import DeskError
from publisher.review.permissions import require_permission
from publisher.thread.models import Newsroom, Thread
from publisher.thread.states import ThreadState


def run(given: argparse.Namespace) -> int:
    """Change what was given, leave a row of each change, and print how it stands."""
    house = desk.find_newsroom()
    wanted = {name: value for name in SETTINGS if (value := getattr(given, name)) is not None}
    if wanted:
        _change(house, wanted, given.person)
    width = max(map(len, SETTINGS)) + 2
    for name, setting in SETTINGS.items():
        print(f"{name:{width}}{setting.read(house)}".rstrip())  # noqa: T201
    return 0


def _change(house: Newsroom, wanted: dict[str, str], name: str | None) -> None:
    who = desk.find_person(name)
    moved = _scheduled(house) if wanted.get("zone", house.zone) != house.zone else 0
    note = same_moment(moved)
    try:
        require_permission(who, house, Act.HOUSE)
        change_settings(house, wanted, who=who, note=note)
    except (DeskError, HouseError) as error:
        raise CommandError(str(error)) from error
    if note:
        print(note)  # noqa: T201


def _scheduled(house: Newsroom) -> int:
    rows = Thread.objects.filter(account__newsroom=house, state=ThreadState.SCHEDULED)
    return rows.filter(due_at__isnull=False).count()
