"""Links that an admin has seen: who has one may be who comes in by it, so both are one hand.

By a link for a new password they are in all that either writes, until the password comes from
elsewhere or she has had a second step all along; by an invitation, in what was bound before she came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone

from publisher.accounts.policy import ALWAYS, bound_until
from publisher.accounts.rights import editors_of
from publisher.accounts.seen_links import (
    NOBODY,
    Opened,
    People,
    TimeInside,
    find_link_openers,
    links_in,
    serialise_opened,
)
from publisher.thread.clock import now
from publisher.thread.models import Invite, Membership, Newsroom, Person


def by_link(row: Invite, person: Person) -> None:
    """She has chosen a password by this link: it is hers alone where nobody else has seen it."""
    by, holding = _seen_by(row) - {person.pk}, _holding(_known(person))
    steps = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    # A second step that was set up while they could be in as her may be theirs.
    step = bool(by) and not by & holding and steps.exists()
    here = Q(pk__in=Membership.objects.filter(person=person).values("newsroom"))
    known = Q(opened__has_key=str(person.pk))
    for house in _held(Newsroom.objects.filter(here | known if by else known)):
        _keep(house, person, Opened(by, None, step, holding))


def record_joining(row: Invite, person: Person, *, anew: bool) -> None:
    """She has come to a newsroom by this link; `anew` where she has chosen her password by it too."""
    known = _known(person)
    ties, holding = [each for each in known if each.by], _holding(known)
    by = NOBODY.union(*(each.by for each in ties), _seen_by(row) if anew else ())
    always = any(each.until is None for each in ties)
    step = bool(ties) and all(each.step for each in ties)
    for house in _held(Newsroom.objects.filter(pk=row.newsroom_id)) if by or holding else ():
        until = None if always or not by else _bound(house, person)
        _keep(house, person, Opened(by, until, step, holding))


def may_approve(member: Membership) -> None:
    """She may approve from now on, but not what was bound before."""
    for house in _held(Newsroom.objects.filter(pk=member.newsroom_id)):
        opened = links_in(house).get(member.person_id)
        if opened and opened.until:
            until = _bound(house, member.person)
            _keep(house, member.person, replace(opened, until=until))


def step_added(person: Person) -> None:
    """She is asked for a second step, which whoever could be in as her may have set up."""
    for house in _held(_remembering(person)):
        opened = links_in(house)[person.pk]
        _keep(house, person, replace(opened, holding=opened.inside))


def step_lost(person: Person) -> None:
    """She is asked for no second step any more: who knows her password comes in."""
    for house in _held(_remembering(person)):
        _keep(house, person, replace(links_in(house)[person.pk], step=False, holding=NOBODY))


def own_password(person: Person) -> None:
    """She has chosen another herself, behind a second step that nobody else has."""
    for house in _held(_remembering(person)):
        if links_in(house)[person.pk].step:
            _end(house, person)


def forget_ties(person: Person) -> None:
    """Her password comes from elsewhere: by mail, or from the machine itself."""
    for house in _held(_remembering(person)):
        _end(house, person)


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


def _known(person: Person) -> list[Opened]:
    return [links_in(house)[person.pk] for house in _remembering(person)]


def _holding(known: Iterable[Opened]) -> People:
    return NOBODY.union(*(each.holding for each in known))


def _remembering(person: Person) -> QuerySet[Newsroom]:
    return Newsroom.objects.filter(opened__has_key=str(person.pk))


def _held(rows: QuerySet[Newsroom]) -> Iterable[Newsroom]:
    return list(rows.select_for_update(no_key=True).order_by("pk"))


def _end(house: Newsroom, person: Person) -> None:
    """Nobody else can be in as her any more; what was made while somebody could stays as it is."""
    _keep(house, person, Opened(holding=links_in(house)[person.pk].holding))


def _keep(house: Newsroom, person: Person, opened: Opened) -> None:
    before = links_in(house).get(person.pk, Opened())
    opened = replace(opened, spans=_spans(before.spans, opened))
    rest = {key: row for key, row in house.opened.items() if key != str(person.pk)}
    remembered = opened.by or opened.holding or opened.spans
    house.opened = rest | ({str(person.pk): serialise_opened(opened)} if remembered else {})
    Newsroom.objects.filter(pk=house.pk).update(opened=house.opened)


def _spans(before: tuple[TimeInside, ...], opened: Opened) -> tuple[TimeInside, ...]:
    """The times in which others could be in as her; an invitation is for somebody new, and begins none."""
    inside = opened.inside if opened.until is None else NOBODY
    if before and before[-1].until is None:
        if before[-1].by == inside:
            return before
        before = (*before[:-1], replace(before[-1], until=max(_clocks())))
    return (*before, TimeInside(inside, min(_clocks()))) if inside else before


def _clocks() -> tuple[datetime, datetime]:
    """The database's, and this host's, by which versions are dated."""
    return now(), timezone.now()
