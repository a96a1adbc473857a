"""What a person is in a newsroom, and whether the house wants a second one."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Act, Role, role_allows


def role_of(who: Person, newsroom: Newsroom) -> str:
    """The person's role here; "a stranger" without one."""
    here = Membership.objects.filter(person=who, newsroom=newsroom)
    role = here.values_list("role", flat=True).first()
    return role if role and who.is_active else "a stranger"


def is_allowed(who: Person, newsroom: Newsroom, act: Act) -> bool:
    """Whether the table of roles lets this person do this here."""
    role = role_of(who, newsroom)
    return role in {each.value for each in Role} and role_allows(role, act)


def wants_two(newsroom: Newsroom) -> bool:
    """Whether nobody may approve what she wrote herself: a house setting, moot with one editor."""
    return two_of(newsroom, editors_of(newsroom).count())


def two_of(newsroom: Newsroom, approving: int) -> bool:
    """The same where so many may approve."""
    return newsroom.four_eyes and approving > 1


def editors_of(newsroom: Newsroom | OuterRef) -> QuerySet[Membership]:
    """Who may approve in a newsroom."""
    approving = [role for role in Role if role_allows(role, Act.APPROVE)]
    return Membership.objects.filter(newsroom=newsroom, role__in=approving, person__is_active=True)


def count_of_editors(newsroom: str = "newsroom") -> Subquery:
    """How many may approve, as a column of rows that have a newsroom."""
    here = editors_of(OuterRef(newsroom)).order_by().values("newsroom")
    return Subquery(here.annotate(number=Count("pk")).values("number"))


def wants_second_factor(newsroom: Newsroom, role: str) -> bool:
    """Whether the house asks who has this role for a second step when she signs in."""
    return newsroom.second_factor and role_allows(role, Act.APPROVE)
