"""What a person is in a newsroom, and whether the house wants a second one."""

from __future__ import annotations

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Act, Role, may


def role_of(who: Person, newsroom: Newsroom) -> str:
    """The person's role here; "a stranger" without one."""
    here = Membership.objects.filter(person=who, newsroom=newsroom)
    role = here.values_list("role", flat=True).first()
    return role if role and who.is_active else "a stranger"


def allowed(who: Person, newsroom: Newsroom, act: Act) -> bool:
    """Whether the table of roles lets this person do this here."""
    role = role_of(who, newsroom)
    return role in {each.value for each in Role} and may(role, act)


def wants_two(newsroom: Newsroom) -> bool:
    """Whether nobody may approve what she wrote herself: a house setting, moot with one editor."""
    approving = [role for role in Role if may(role, Act.APPROVE)]
    editors = newsroom.memberships.filter(role__in=approving, person__is_active=True)
    return newsroom.four_eyes and editors.count() > 1


def wants_second_factor(newsroom: Newsroom, role: str) -> bool:
    """Whether the house asks who has this role for a second step when she signs in."""
    return newsroom.second_factor and may(role, Act.APPROVE)
