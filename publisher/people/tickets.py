"""Open links are asked again when they are used, and end with what they rested on.

A link holds while its maker may still make it, and while nothing of hers, or of the person whose
password it sets, has changed. Who joins, leaves, gets another role, password or second step ends
what is open by a line of the history; what changed by another way is found when a link is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from publisher.accounts.rights import is_allowed, wants_second_factor
from publisher.accounts.rights_marks import mark_of
from publisher.accounts.roles import MAY, Act, Role, role_allows
from publisher.people.errors import Elsewhere, NotOpen, OwnDoor, PeopleError
from publisher.thread.clock import now
from publisher.thread.models import Invite, Membership, Newsroom, Person
from publisher.thread.transitions import record_move

GONE = "This link no longer works: ask an admin for a new one."
#: What the history says of a link that has ended before it was used.
ENDED = "ended"
CHANGED = "what it rested on had changed"


class Gives(StrEnum):
    """What a link gives who is here already, in the place of a role: `publisher.people.password_reset`."""

    PASSWORD = "password"  # noqa: S105 - what a link is for, no secret
    BOTH = "both"


def build_mark(newsroom: Newsroom, who: Person | None, target: Person | None = None) -> str:
    """What a new link rests on: its maker, and whose password it sets. Empty for the machine's own."""
    if who is None:
        return ""
    houses = _houses(newsroom, target)
    hers = mark_of(target) if target else ""
    return salted_hmac(__name__, f"{mark_of(who, houses)} {hers}").hexdigest()


def check_maker_rights(row: Invite, target: Person | None = None) -> None:
    """Ask again whether its maker may give what this link gives, `target`'s password or a role.

    Raises NotOpen.
    """
    maker = row.made_by and Person.objects.filter(pk=row.made_by.pk).first()
    try:
        if target:
            _check_target(row, maker, target)
        elif maker and not _may_give(maker, row.newsroom, row.role):
            raise NotOpen(GONE)
    except PeopleError as error:
        raise NotOpen(GONE) from error
    # A link of the first release has no mark: it is asked for the rights alone.
    if row.mark and not constant_time_compare(row.mark, build_mark(row.newsroom, maker, target)):
        raise NotOpen(GONE)


def may_help(person: Person, who: Person) -> None:
    """What opens her door opens it in every newsroom of hers. Raises OwnDoor or Elsewhere."""
    if person == who:
        raise OwnDoor
    admins = [role for role in Role if role_allows(role, Act.PEOPLE)]
    run = Membership.objects.filter(person=who, role__in=admins).values("newsroom")
    if not who.is_active or person.memberships.exclude(newsroom__in=run).exists():
        raise Elsewhere(str(person))


def lock_people(newsroom: Newsroom, *people: Person | None) -> None:
    """Let nobody change these people, or their newsrooms, till the transaction ends."""
    known = [person.pk for person in people if person]
    houses = Q(pk=newsroom.pk) | Q(memberships__person__in=known)
    pks = set(Newsroom.objects.filter(houses).values_list("pk", flat=True))
    list(Newsroom.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=known).order_by("pk"))


def end_tickets(person: Person, *, who: Person | None, why: str) -> int:
    """All open links that set her password and all that she made, in every newsroom; how many."""
    return _end(_open().filter(_for(person) | Q(made_by=person)), who, why)


def end_links(person: Person, *, who: Person | None, why: str) -> int:
    """All open links that set her password, whoever made them; how many."""
    return _end(_open().filter(_for(person)), who, why)


def end_of_place(person: Person, newsroom: Newsroom, *, who: Person | None, why: str) -> int:
    """All that set her password, or are for her or by her as a member of this newsroom; how many."""
    members = newsroom.memberships.values("person__email")
    here = Q(newsroom=newsroom) | Q(role__in=list(Gives), email__in=members)
    hers = Q(newsroom=newsroom, email=person.email)
    return _end(_open().filter(_for(person) | hers | here & Q(made_by=person)), who, why)


def end_invitation(newsroom: Newsroom, mail: str, *, who: Person | None, why: str) -> int:
    """The open invitation of this address to this newsroom; how many there were."""
    return _end(_open().filter(newsroom=newsroom, email=mail), who, why)


def end_one(row: Invite, why: str) -> None:
    """This link, found to rest on nothing any more."""
    _end(_open().filter(pk=row.pk), None, why)


def _check_target(row: Invite, maker: Person | None, target: Person) -> None:
    here = row.newsroom.memberships.filter(person=target, person__is_active=True)
    if maker is None or not here.exists() or not _lets_in(maker, row.newsroom):
        raise NotOpen
    may_help(target, maker)


def _may_give(maker: Person, newsroom: Newsroom, role: str) -> bool:
    """Nobody gives more than she has herself, nor without the second step that is asked of her."""
    place = newsroom.memberships.filter(person=maker).values_list("role", flat=True).first()
    may_here = is_allowed(maker, newsroom, Act.PEOPLE) and MAY[Role(role)] <= MAY[Role(str(place))]
    return may_here and _lets_in(maker, newsroom)


def _lets_in(maker: Person, newsroom: Newsroom) -> bool:
    """Whether she works here, and has the second step where the house asks her for one."""
    place = newsroom.memberships.filter(person=maker).values_list("role", flat=True).first()
    if place is None:
        return False
    steps = Authenticator.objects.filter(user=maker, type=Authenticator.Type.TOTP)
    return not wants_second_factor(newsroom, place) or steps.exists()


def _houses(newsroom: Newsroom, target: Person | None) -> Iterable[Newsroom]:
    if target is None:
        return [newsroom]
    return Newsroom.objects.filter(Q(pk=newsroom.pk) | Q(memberships__person=target)).distinct()


def _for(person: Person) -> Q:
    return Q(email=person.email, role__in=list(Gives))


def _open() -> QuerySet[Invite]:
    rows = Invite.objects.filter(used_at=None, until__gt=now())
    return rows.select_related("newsroom").order_by("id")


def _end(rows: QuerySet[Invite], who: Person | None, why: str) -> int:
    ended = 0
    with transaction.atomic():
        for row in rows:
            if Invite.objects.filter(pk=row.pk, used_at=None).delete()[0]:
                subject = "password" if row.role in list(Gives) else "invite"
                record_move(
                    row.newsroom, subject, row.role, ENDED, who=who, why=f"{row.email}: {why}"
                )
                ended += 1
    return ended
