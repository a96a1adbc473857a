"""A mark of what somebody is: what was made while it held is good for nothing once it differs."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.utils.crypto import salted_hmac

from publisher.accounts.models import Membership, Newsroom, Person

_SALT = "publisher.accounts.rights_marks"


def mark_of(person: Person, newsrooms: Iterable[Newsroom] | None = None) -> str:
    """A word that changes with her address, password, second step, places and roles.

    Asked of the database each time. Only these newsrooms' places count where some are given. A place
    that was taken from her and given back is another one.
    """
    known = Person.objects.filter(pk=person.pk).values_list("email", "password", "is_active")
    places = Membership.objects.filter(person=person).order_by("id")
    if newsrooms is not None:
        places = places.filter(newsroom__in=[house.pk for house in newsrooms])
    held = list(places.values_list("id", "newsroom", "role"))
    return salted_hmac(_SALT, repr((person.pk, known.first(), _codes(person), held))).hexdigest()


def _codes(person: Person) -> list[int]:
    rows = apps.get_model("mfa", "Authenticator").objects.filter(user=person, type="totp")
    return list(rows.order_by("id").values_list("id", flat=True))
