"""`publisher person`: let somebody in."""

from __future__ import annotations

import argparse

from django.db import IntegrityError

from publisher.accounts.roles import Role
from publisher.command import desk  # noqa: F401 - sets Django up before rows are named
from publisher.command.errors import CommandError
from publisher.up import first


def run(given: argparse.Namespace) -> int:
    """Make a person with a random password, and print it once."""
    house = first.newsroom()
    try:
        new = first.new_person(house, given.name, Role(given.role), mail=given.mail)
    except IntegrityError as error:
        raise CommandError(f"{given.mail} can sign in already.") from error
    print(f"{new.person.email} is {given.role} at {house}. Password: {new.password}")  # noqa: T201
    print("It is shown this once; `publisher changepassword` sets another.")  # noqa: T201
    return 0
