"""The second step of signing in: codes from an authenticator, kept by django-allauth."""

from __future__ import annotations

import re
from base64 import b64encode

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction

from publisher.accounts.rights import wants_second_factor
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.people import link_ties, rate_limit, tickets
from publisher.people.audit import note_event
from publisher.people.errors import Needed, WrongCode
from publisher.thread.models import Membership, Newsroom, Person

TYPES = Authenticator.Type
#: Seconds in which a used code could be taken for a new one: it is good for 90.
USED = 180
NAME = "code"


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps what allauth stores encrypted, and names the newsroom in the authenticator."""

    issuer = ""

    def get_totp_issuer(self) -> str:
        return self.issuer

    def encrypt(self, text: str) -> str:
        return seal({NAME: text})

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)[NAME]


class Codes(TOTP):  # type: ignore[misc]  # allauth ships no types
    """Codes that are used once whichever web process is asked: allauth asks its own cache."""

    def _mark_code_used(self, code: str) -> bool:
        return _first_use(self.instance.user_id, code)


def has_second_factor(person: Person) -> bool:
    """Whether she is asked for a code when she signs in."""
    return bool(Authenticator.objects.filter(user=person, type=TYPES.TOTP).exists())


def new_secret() -> str:
    return str(generate_totp_secret())


def qr_code_uri(person: Person, newsroom: Newsroom, secret: str) -> str:
    """What an authenticator's camera reads, as an address that holds the whole picture."""
    adapter = get_adapter()
    adapter.issuer = newsroom.name
    svg = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def turn_on(person: Person, secret: str, code: str) -> list[str]:
    """Ask her for codes of this secret from now on; her recovery codes. Raises WrongCode."""
    code = code_digits(code)
    if not validate_totp_code(secret, code) or not _first_use(person.pk, code):
        raise WrongCode
    with transaction.atomic():
        # Its newsrooms before the person, as whoever uses a link of hers locks them.
        link_ties.step_added(person)
        _lock(person)
        Authenticator.objects.filter(user=person).delete()
        TOTP.activate(person, secret)
        note_event(person, "second factor", "on", who=person)
        _end_tickets(person, who=person)
        return _new_codes(person)


def renew_codes(person: Person) -> list[str]:
    """New recovery codes; the old ones end."""
    with transaction.atomic():
        _lock(person)
        Authenticator.objects.filter(user=person, type=TYPES.RECOVERY_CODES).delete()
        note_event(person, "second factor", "new codes", who=person)
        return _new_codes(person)


def turn_off(person: Person) -> None:
    """Ask her no more. Raises Needed where a newsroom wants it of her."""
    places = Membership.objects.filter(person=person).select_related("newsroom")
    if any(wants_second_factor(place.newsroom, place.role) for place in places):
        raise Needed
    forget_factor(person, who=person)


def forget_factor(person: Person, *, who: Person | None) -> None:
    """Forget her authenticator and recovery codes: she lost them, or wants none."""
    with transaction.atomic():
        if Authenticator.objects.filter(user=person).delete()[0]:
            how = "own off" if who == person else "off"
            note_event(person, "second factor", how, who=who, why=str(person))
            _end_tickets(person, who=who)
            link_ties.step_lost(person)


def verify_code(person: Person, code: str) -> bool:
    """Whether this is her code of now, or one of her recovery codes, and not used before."""
    try:
        return _passes(person, code_digits(code))
    except SealError:
        # Sealed by another installation: an admin turns it off, and she sets it up anew.
        return False


def _passes(person: Person, code: str) -> bool:
    app = Authenticator.objects.filter(user=person, type=TYPES.TOTP).first()
    if app and Codes(app).validate_code(code):
        return True
    spare = Authenticator.objects.filter(user=person, type=TYPES.RECOVERY_CODES).first()
    return bool(spare and _spare(RecoveryCodes(spare), person, code))


def code_digits(typed: str) -> str:
    """A code without the spaces and dashes people write into it, so that each has one form."""
    return re.sub(r"[^0-9]", "", typed)[:20]


def count_unused_codes(person: Person) -> int:
    """How many recovery codes she has not used."""
    spare = Authenticator.objects.filter(user=person, type=TYPES.RECOVERY_CODES).first()
    return len(RecoveryCodes(spare).get_unused_codes()) if spare else 0


def _spare(codes: RecoveryCodes, person: Person, code: str) -> bool:
    if not codes.validate_code(code):
        return False
    note_event(person, "second factor", "spare code", who=person)
    return True


def _new_codes(person: Person) -> list[str]:
    return list(RecoveryCodes.activate(person).generate_codes())


def _first_use(number: int, code: str) -> bool:
    return rate_limit.count_try(rate_limit.limit_key("used", number, code), USED) == 1


def _end_tickets(person: Person, *, who: Person | None) -> None:
    tickets.end_tickets(person, who=who, why=f"{person}’s second step changed")


def _lock(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)
