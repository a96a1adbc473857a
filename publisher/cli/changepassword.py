"""`publisher changepassword`: a new password, typed here; all that the old one opened is closed."""

from __future__ import annotations

import argparse

from django.core.management import CommandError as DjangoError
from django.core.management import call_command
from django.db import transaction

from publisher.cli.runner import CommandError
from publisher.people import link_ties, sessions, tickets
from publisher.people.audit import note_event
from publisher.thread.models import Person, SignedIn


def run(given: argparse.Namespace) -> int:
    """Let Django ask for it twice and judge it, then sign her out and end her open links."""
    mail = given.mail.strip().lower()
    before = Person.objects.filter(email=mail).first()
    if before is None:
        raise CommandError(f"Nobody here has the address {mail}.")
    try:
        call_command("changepassword", mail)
    except DjangoError as error:
        raise CommandError(str(error)) from error
    person = Person.objects.get(pk=before.pk)
    if person.password != before.password:
        _close(person)
    return 0


def _close(person: Person) -> None:
    with transaction.atomic():
        sessions.end_sessions(SignedIn.objects.filter(person=person))
        link_ties.forget_ties(person)
        note_event(person, "password", "set", who=None, why=str(person))
        tickets.end_tickets(person, who=None, why=f"{person}’s password changed")
    print(f"{person.email} is signed out everywhere.")  # noqa: T201
