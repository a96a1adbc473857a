"""Invitations: a link for one person, one role and one week. Only the digest of its secret is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from publisher.accounts.roles import Role
from publisher.people import link_ties, tickets
from publisher.people.errors import HereAlready, NotOpen
from publisher.people.tickets import Gives
from publisher.thread.clock import now
from publisher.thread.models import Invite, Membership, Newsroom, Person
from publisher.thread.transitions import record_move

OPEN = timedelta(days=7)


def invite(newsroom: Newsroom, mail: str, role: Role, *, who: Person | None) -> str:
    """The secret of a new link, known here and nowhere else. Raises HereAlready.

    An earlier link to the same address ends.
    """
    mail, secret = mail.strip().lower(), secrets.token_urlsafe(32)
    if newsroom.memberships.filter(person__email=mail).exists():
        raise HereAlready
    with transaction.atomic():
        unused_links(newsroom).filter(email=mail).delete()
        Invite.objects.create(
            newsroom=newsroom,
            email=mail,
            role=role,
            digest=digest_of(secret),
            made_by=who,
            until=now() + OPEN,
            mark=tickets.build_mark(newsroom, who),
        )
        record_move(newsroom, "invite", "", role, who=who, why=mail)
    return secret


def unused_links(newsroom: Newsroom) -> QuerySet[Invite]:
    """The links nobody has used, the newest first."""
    rows = Invite.objects.filter(newsroom=newsroom, used_at=None)
    return rows.select_related("made_by").order_by("-made_at", "-id")


def withdraw_link(newsroom: Newsroom, number: int, *, who: Person) -> bool:
    """End a link before it is used; whether there was one to end."""
    with transaction.atomic():
        row = unused_links(newsroom).filter(pk=number).first()
        if row is None or not unused_links(newsroom).filter(pk=number).delete()[0]:
            return False
        subject = "password" if row.role in list(Gives) else "invite"
        record_move(newsroom, subject, row.role, "withdrawn", who=who, why=row.email)
    return True


def find_invitation(secret: str) -> Invite:
    """The open invitation of this secret, if it may still be given. Raises NotOpen."""
    row = open_rows(secret).filter(role__in=list(Role)).first()
    if row is None:
        raise NotOpen
    still_good(row)
    return row


def still_good(row: Invite, target: Person | None = None) -> None:
    """End a link that rests on nothing any more. Raises NotOpen."""
    try:
        tickets.check_maker_rights(row, target)
    except NotOpen:
        tickets.end_one(row, tickets.CHANGED)
        raise


def mark_mailed(secret: str) -> None:
    """Nobody has seen it but who was sent it."""
    Invite.objects.filter(digest=digest_of(secret)).update(shown=False)


def open_rows(secret: str) -> QuerySet[Invite]:
    """What this secret opens, if anything: an invitation, or a way back in."""
    rows = Invite.objects.filter(digest=digest_of(secret), used_at=None, until__gt=now())
    return rows.select_related("newsroom", "made_by")


def join_new(row: Invite, name: str, password: str) -> Person:
    """Make the person it was meant for, and let her in.

    Raises NotOpen, or HereAlready where the address has somebody since.
    """
    # Hashed before anybody has to wait for this transaction.
    person = Person(email=row.email, name=name, password=make_password(password))
    try:
        with transaction.atomic():
            use_invitation(row)
            person.save()
            _welcome(row, person, anew=True)
    except IntegrityError as error:
        raise HereAlready from error
    return person


def join_newsroom(row: Invite, person: Person) -> None:
    """Let somebody in who signs in here already. Raises NotOpen or HereAlready."""
    try:
        with transaction.atomic():
            use_invitation(row, person)
            _welcome(row, person)
    except IntegrityError as error:
        raise HereAlready from error


def use_invitation(row: Invite, *joining: Person) -> None:
    """Use it up while nobody can change what it rests on. Raises NotOpen."""
    tickets.lock_people(row.newsroom, row.made_by, *joining)
    mark_used(row)
    tickets.check_maker_rights(row)


def mark_used(row: Invite, *words: str) -> None:
    """It is used now, and never again. Raises NotOpen, in these words."""
    moment = now()
    open_still = Invite.objects.filter(pk=row.pk, used_at=None, until__gt=moment)
    if open_still.update(used_at=moment) != 1:
        raise NotOpen(*words)


def _welcome(row: Invite, person: Person, *, anew: bool = False) -> None:
    Membership.objects.create(newsroom=row.newsroom, person=person, role=row.role)
    Invite.objects.filter(pk=row.pk).update(used_by=person)
    link_ties.record_joining(row, person, anew=anew)
    record_move(row.newsroom, "people", "", "joined", who=person, why=row.role)
    tickets.end_links(person, who=person, why=f"{person} joined a newsroom")


def digest_of(secret: str) -> str:
    """All that is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
