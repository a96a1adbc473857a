"""What a person may do at this desk."""

from __future__ import annotations

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Act, Role, may
from publisher.review.errors import NotAllowed, OwnWork
from publisher.thread.models import Revision


def allow(who: Person, newsroom: Newsroom, act: Act) -> None:
    """Raise NotAllowed unless the table of roles lets this person do this here."""
    role = Membership.objects.filter(person=who, newsroom=newsroom).values_list("role", flat=True)
    if not who.is_active or not role:
        raise NotAllowed("a stranger", act)
    if not may(role[0], act):
        raise NotAllowed(role[0], act)


def four_eyes(who: Person, newsroom: Newsroom, revision: Revision) -> None:
    """Raise OwnWork where the house wants a second person and this is the first."""
    if newsroom.four_eyes and _editors(newsroom) > 1 and who in _hands(revision):
        raise OwnWork


def _editors(newsroom: Newsroom) -> int:
    approving = [role for role in Role if may(role, Act.APPROVE)]
    return newsroom.memberships.filter(role__in=approving, person__is_active=True).count()


def _hands(revision: Revision) -> set[Person | None]:
    return {revision.made_by, revision.thread.made_by}
