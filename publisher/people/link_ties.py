"""Links that an admin has seen: who has one may be who comes in by it, so both are one hand.

By a link for a new password they are in all that its maker wrote, until the password comes from
elsewhere or she has had a second step all along; by an invitation, in what was bound before she came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from publisher.accounts.policy import ALWAYS, bound_until
from publisher.accounts.rights import editors_of
from publisher.accounts.seen_links import (
    Opened,
    People,
    find_link_openers,
    links_in,
    serialise_opened,
)
from publisher.thread.clock import now
from publisher.thread.models import Invite, Membership, Newsroom, Person


def by_link(row: Invite, person: Person) -> None:
    """She has chosen a password by this link: it is hers alone where nobody else has seen it."""
    forget_ties(person)
    by = _seen_by(row) - {person.pk}
    steps = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    for house in _held(Newsroom.objects.filter(memberships__person=person)) if by else ():
        _keep(house, person, Opened(by, step=steps.exists()))


def record_joining(row: Invite, person: Person, *, anew: bool) -> None:
    """She has come to a newsroom by this link; `anew` where she has chosen her password by it too."""
    known = [links_in(house)[person.pk] for house in _remembering(person)]
    by = frozenset[int]().union(*(each.by for each in known), _seen_by(row) if anew else ())
    always = any(each.until is None for each in known)
    step = any(each.step for each in known)
    for house in _held(Newsroom.objects.filter(pk=row.newsroom_id)) if by else ():
        _keep(house, person, Opened(by, None if always else _bound(house, person), step))


def may_approve(member: Membership) -> None:
    """She may approve from now on, but not what was bound before."""
    for house in _held(Newsroom.objects.filter(pk=member.newsroom_id)):
        opened = links_in(house).get(member.person_id)
        if opened and opened.until:
            until = _bound(house, member.person)
            _keep(house, member.person, replace(opened, until=until))


def step_lost(person: Person) -> None:
    """She is asked for no second step any more: who knows her password comes in."""
    for house in _held(_remembering(person)):
        _keep(house, person, replace(links_in(house)[person.pk], step=False))


def own_password(person: Person) -> None:
    """She has chosen another herself, behind a second step that nobody else has."""
    for house in _held(_remembering(person)):
        if links_in(house)[person.pk].step:
            _keep(house, person, None)


def forget_ties(person: Person) -> None:
    """Her password comes from elsewhere: by mail, or from the machine itself."""
    for house in _held(_remembering(person)):
        _keep(house, person, None)


def _seen_by(row: Invite) -> People:
    """Who may have used it: its maker, and who may be its maker."""
    if not row.shown or row.made_by is None:
        return frozenset()
    maker = row.made_by
    may_be = (find_link_openers(house, maker.pk) for house in _remembering(maker))
    return frozenset({maker.pk}).union(*may_be)


def _bound(house: Newsroom, person: Person) -> datetime:
    """Up to when what was made here was bound without her."""
    others = editors_of(house).exclude(person=person).count()
    until = bound_until(house, others)
    return now() if until == ALWAYS else until or house.made_at


def _remembering(person: Person) -> QuerySet[Newsroom]:
    return Newsroom.objects.filter(opened__has_key=str(person.pk))


def _held(rows: QuerySet[Newsroom]) -> Iterable[Newsroom]:
    return list(rows.select_for_update(no_key=True).order_by("pk"))


def _keep(house: Newsroom, person: Person, opened: Opened | None) -> None:
    rest = {key: row for key, row in house.opened.items() if key != str(person.pk)}
    house.opened = rest | ({str(person.pk): serialise_opened(opened)} if opened else {})
    Newsroom.objects.filter(pk=house.pk).update(opened=house.opened)
