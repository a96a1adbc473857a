"""`publisher person`: let somebody in, or back in."""

from __future__ import annotations

import argparse

from django.db import IntegrityError

from publisher.accounts.roles import Role
from publisher.cli.runner import CommandError
from publisher.launcher import bootstrap
from publisher.people import second_factor, sessions, tickets
from publisher.people.audit import note_event
from publisher.thread.models import Person, SignedIn


def run(given: argparse.Namespace) -> int:
    """Make a person with a random password, and print it once."""
    if given.forget_second_step:
        return _forget(given.mail)
    if not given.name:
        raise CommandError("Say how they are called: --name NAME.")
    house = bootstrap.ensure_newsroom()
    try:
        new = bootstrap.new_person(house, given.name, Role(given.role), mail=given.mail)
    except IntegrityError as error:
        raise CommandError(f"{given.mail} can sign in already.") from error
    tickets.end_invitation(house, new.person.email, who=None, why=f"{new.person} was let in")
    note_event(new.person, "people", "added", who=None, why=f"{new.person}, as {given.role},")
    print(f"{new.person.email} is {given.role} at {house}. Password: {new.password}")  # noqa: T201
    print("It is shown this once; `publisher changepassword` sets another.")  # noqa: T201
    return 0


def _forget(mail: str) -> int:
    """For who lost phone and recovery codes, where no other admin can help."""
    person = Person.objects.filter(email=mail.strip().lower()).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {mail}.")
    second_factor.forget_factor(person, who=None)
    # Whoever has the phone may be signed in on it.
    sessions.end_sessions(SignedIn.objects.filter(person=person))
    print(f"{person.email} signs in with the password alone, until a second step is set up anew.")  # noqa: T201
    return 0
