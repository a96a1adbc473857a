"""Roles, and who may not come in any more. The last admin stays."""

from __future__ import annotations

from contextlib import nullcontext

from django.db import transaction

from publisher.accounts.roles import Act, Role, role_allows
from publisher.people import alone, link_ties, sessions, tickets
from publisher.people.errors import LastAdmin
from publisher.people.tickets import may_help
from publisher.thread.models import Membership, Newsroom, Person, SignedIn
from publisher.thread.transitions import Overtaken, record_move

__all__ = ["ask_second_factor", "change_role", "may_help", "take_away"]


def change_role(member: Membership, role: Role, *, was: str, who: Person) -> None:
    """Give a member another role. Raises LastAdmin, or Overtaken where it is not `was` any more."""
    with transaction.atomic():
        _lock(member.newsroom)
        if not role_allows(role, Act.PEOPLE):
            _keep_an_admin(member)
        stays = role_allows(role, Act.APPROVE)
        with nullcontext() if stays else alone.losing_approver(member, who=who):
            rows = Membership.objects.filter(pk=member.pk, role=was)
            if rows.update(role=role) != 1:
                raise Overtaken
            if stays and not role_allows(was, Act.APPROVE):
                link_ties.may_approve(member)
            if role != was:
                record_move(member.newsroom, "role", was, role, who=who, why=str(member.person))
        if role != was:
            why = f"{member.person}’s role changed"
            tickets.end_of_place(member.person, member.newsroom, who=who, why=why)


def take_away(member: Membership, *, who: Person) -> None:
    """Nothing here is hers any more, at once; the history keeps her name. Raises LastAdmin."""
    with transaction.atomic():
        _lock(member.newsroom)
        _keep_an_admin(member)
        with alone.losing_approver(member, who=who):
            gone, _ = Membership.objects.filter(pk=member.pk).delete()
            if gone:
                was = member.role
                record_move(
                    member.newsroom, "people", was, "removed", who=who, why=str(member.person)
                )
        why = f"{member.person}’s access was taken away"
        tickets.end_of_place(member.person, member.newsroom, who=who, why=why)
        sessions.end_sessions(SignedIn.objects.filter(person=member.person))


def ask_second_factor(newsroom: Newsroom, *, asked: bool, who: Person) -> None:
    """Whether editors and admins need a second step to sign in."""
    with transaction.atomic():
        rows = Newsroom.objects.filter(pk=newsroom.pk, second_factor=not asked)
        if rows.update(second_factor=asked):
            words = ("not asked", "asked")
            record_move(newsroom, "second factor", words[not asked], words[asked], who=who)


def _lock(newsroom: Newsroom) -> None:
    # Two admins who remove each other at once come one after the other.
    Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)


def _keep_an_admin(member: Membership) -> None:
    admins = [role for role in Role if role_allows(role, Act.PEOPLE)]
    active = member.newsroom.memberships.filter(role__in=admins, person__is_active=True)
    if not active.exclude(pk=member.pk).exists():
        raise LastAdmin
