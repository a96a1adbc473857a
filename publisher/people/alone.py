"""Who ceases to be one of those who may approve frees nobody of what was made while she was one.

Demoted, removed or shut out, from the desk or from the machine: what was made by then stays bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import pre_delete, pre_save

from publisher.accounts.policy import ALWAYS, bound_until
from publisher.accounts.rights import editors_of
from publisher.accounts.roles import Act, role_allows
from publisher.thread.clock import now
from publisher.thread.models import Membership, Newsroom, Person
from publisher.thread.transitions import ALONE, TWO_PEOPLE, record_move


@contextmanager
def losing_approver(member: Membership, *, who: Person) -> Iterator[None]:
    """Around what ends her approving here: bind what was made before, and tell where one is left."""
    bound = _bind(Membership.objects.filter(pk=member.pk))
    yield
    if bound and member.newsroom.four_eyes and editors_of(member.newsroom).count() == 1:
        why = f"{member.person} may not any more"
        record_move(member.newsroom, TWO_PEOPLE, "yes", ALONE, who=who, why=why)


def connect_signals() -> None:
    """Bind it too where she is changed by other hands than the desk's."""
    pre_delete.connect(_deleted, Membership, dispatch_uid="a place that ends")
    pre_save.connect(_changed, Membership, dispatch_uid="a place that changes")
    pre_save.connect(_shut_out, Person, dispatch_uid="somebody who is shut out")


def _deleted(instance: Membership, **_signal: Any) -> None:
    _bind(Membership.objects.filter(pk=instance.pk))


def _changed(instance: Membership, **_signal: Any) -> None:
    if instance.pk and not role_allows(instance.role, Act.APPROVE):
        _bind(Membership.objects.filter(pk=instance.pk))


def _shut_out(instance: Person, **_signal: Any) -> None:
    if instance.pk and not instance.is_active:
        _bind(Membership.objects.filter(person=instance.pk))


def _bind(leaving: QuerySet[Membership]) -> bool:
    """Keep what was made by now under the rule where these may approve and others may too."""
    bound = False
    for member in leaving.select_related("newsroom"):
        able = editors_of(member.newsroom)
        until = bound_until(member.newsroom, able.count())
        if until and able.count() > 1 and able.filter(pk=member.pk).exists():
            moment = now() if until == ALWAYS else until
            Newsroom.objects.filter(pk=member.newsroom_id).update(bound_until=moment)
            bound = True
    return bound
