"""`publisher house`: the newsroom's name and time zone, shown or changed."""

from __future__ import annotations

import argparse

from cards import CardError, Theme
from publisher.accounts.roles import Act
from publisher.command import desk
from publisher.command.errors import CommandError
from publisher.review.errors import DeskError
from publisher.review.rights import allow
from publisher.schedule.wall import TimeError, zone_of
from publisher.thread.moves import tell

SHOWN = ("name", "zone", "theme")


def run(given: argparse.Namespace) -> int:
    """Change what was given, leave a row of each change, and print how it stands."""
    house = desk.newsroom()
    wanted = {name: getattr(given, name) for name in SHOWN if getattr(given, name)}
    if wanted:
        who = desk.person(given.person)
        try:
            allow(who, house, Act.PEOPLE)
            zone_of(wanted.get("zone", house.zone))
            Theme.load(wanted.get("theme", house.theme))
        except (DeskError, TimeError, CardError) as error:
            raise CommandError(str(error)) from error
        for name, value in wanted.items():
            tell(house, "setting", f"{name}: {getattr(house, name)}"[:40], value[:40], who=who)
            setattr(house, name, value)
        house.save(update_fields=list(wanted))
    for name in SHOWN:
        print(f"{name:6}{getattr(house, name)}")  # noqa: T201
    return 0
