"""A way back in for who forgot her password: a link for one use and one day, from an admin.

It lies where invitations lie, and gives no role: what stands in that column is a `Gives`.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from publisher.people import link_ties, second_factor, sessions, tickets
from publisher.people.audit import note_event
from publisher.people.errors import NotOpen
from publisher.people.invitations import digest_of, mark_used, open_rows, still_good, unused_links
from publisher.people.tickets import Gives, may_help
from publisher.thread.clock import now
from publisher.thread.models import Invite, Membership, Person, SignedIn

OPEN = timedelta(days=1)
CLOSED = "This link was used, withdrawn, or is older than a day. Ask an admin for a new one."


def make_reset_link(member: Membership, *, who: Person, phone_lost: bool = False) -> str:
    """The secret of a new link, known here and nowhere else. Raises OwnDoor or Elsewhere.

    An earlier one ends. Her second step stays on unless the phone is said to be lost too.
    """
    may_help(member.person, who)
    secret, gives = secrets.token_urlsafe(32), Gives.BOTH if phone_lost else Gives.PASSWORD
    with transaction.atomic():
        end_reset_link(member)
        Invite.objects.create(
            newsroom=member.newsroom,
            email=member.person.email,
            role=gives,
            digest=digest_of(secret),
            made_by=who,
            until=now() + OPEN,
            mark=tickets.build_mark(member.newsroom, who, member.person),
        )
        note_event(member.person, "password", f"link: {gives}", who=who, why=str(member.person))
    return secret


def end_reset_link(member: Membership) -> None:
    """Whatever link was made for her here works no more."""
    unused_links(member.newsroom).filter(email=member.person.email, role__in=list(Gives)).delete()


def find_reset_link(secret: str) -> tuple[Invite, Person]:
    """The open link of this secret, and whose it is. Raises NotOpen."""
    row = open_rows(secret).filter(role__in=list(Gives)).first()
    if row is None:
        raise NotOpen(CLOSED)
    here = Membership.objects.filter(newsroom=row.newsroom, person__is_active=True)
    member = here.filter(person__email=row.email).select_related("person").first()
    if member is None:
        raise NotOpen(CLOSED)
    still_good(row, member.person)
    return row, member.person


def use_reset_link(row: Invite, person: Person, password: str) -> None:
    """Give her this password, and sign her out wherever she is. Raises NotOpen."""
    # Hashed before anybody has to wait for this transaction.
    hashed = make_password(password)
    with transaction.atomic():
        tickets.lock_people(row.newsroom, row.made_by, person)
        mark_used(row, CLOSED)
        tickets.check_maker_rights(row, person)
        person.password = hashed
        person.save(update_fields=["password"])
        tickets.end_tickets(person, who=person, why=f"{person}’s password changed")
        if row.role == Gives.BOTH:
            second_factor.forget_factor(person, who=row.made_by)
        link_ties.by_link(row, person)
        sessions.end_sessions(SignedIn.objects.filter(person=person))
        Invite.objects.filter(pk=row.pk).update(used_by=person)
        note_event(person, "password", "by link", who=person, why=str(row.made_by or "an admin"))
