"""Connecting an account in a browser: begun, answered on the network, found out whose, confirmed.

What is under way lies in the session, on the server: whose browser began it, and the request token
or the secrets, sealed. Each step needs the one before, in the same session and by the same person,
within a quarter of an hour; a request token is given up before it is used, so it goes once.
"""

from __future__ import annotations

import hmac
import re
import secrets as chance
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings

from publisher import env
from publisher.accounts.app_keys import app_keys
from publisher.accounts.connect import PATIENCE, identify_owner
from publisher.accounts.models import Account, Newsroom, Person
from publisher.accounts.rights_marks import mark_of
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.networks.base import BY_PIN, Consent, ConsentRequest, Door, Identity, Network
from publisher.networks.registry import NETWORKS, find_network
from publisher.newsroom.errors import (
    AnotherUser,
    NoApp,
    NothingBegun,
    NotTheOne,
    Unknown,
    WrongKeys,
)
from publisher.thread.clock import now

LASTS = timedelta(minutes=15)
#: Where the network sends the owner back to, below PUBLIC_URL.
BACK = "/accounts/connect/back"
PRACTICE = "practice"
LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Target:
    """Where an account is to be connected; `account` is the one that is mended."""

    network: Network
    base: str
    practice: bool
    account: Account | None = None

    @property
    def where(self) -> str:
        return "the practice network" if self.practice else self.network.title


@dataclass(frozen=True, slots=True)
class Pending:
    """One connecting under way. `sealed` holds the request token, later the secrets found."""

    person: int
    newsroom: int
    network: str
    base: str
    practice: bool
    account: str
    by_pin: bool
    sealed: str
    until: str
    mark: str
    found: dict[str, str] | None = None
    #: What she was when she began: whoever was removed or demoted meanwhile begins again.
    standing: str = ""

    @classmethod
    def read(cls, kept: Any, who: Person, newsroom: Newsroom) -> Self:
        """What this person began and may go on with. Raises NothingBegun."""
        if not isinstance(kept, dict):
            raise NothingBegun
        try:
            pending = cls(**kept)
        except TypeError as error:
            raise NothingBegun from error
        ours = (pending.person, pending.newsroom) == (who.pk, newsroom.pk)
        if not ours or datetime.fromisoformat(pending.until) <= now():
            raise NothingBegun
        if pending.standing and pending.standing != mark_of(who, [newsroom]):
            raise NothingBegun
        return pending

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def identity(self) -> Identity:
        """Whose account was found. Raises NothingBegun before that."""
        if self.found is None:
            raise NothingBegun
        return Identity(**self.found)

    def opened(self) -> dict[str, str]:
        try:
            return unseal(self.sealed)
        except SealError as error:
            raise NothingBegun from error


def target_of(newsroom: Newsroom, place: str, name: str = "") -> Target:
    """Where to connect: an account's own place, or the one of this name. Raises Unknown."""
    if name:
        account = newsroom.accounts.filter(public_id=name).first()
        if account is None:
            raise Unknown("There is no such account here any more.")
        return Target(find_network(account.network), account.base_url, account.rehearsal, account)
    if place == PRACTICE and settings.REHEARSAL_URL:
        return Target(find_network("x"), settings.REHEARSAL_URL.rstrip("/"), practice=True)
    if place not in NETWORKS:
        raise Unknown("There is no such network here.")
    return Target(find_network(place), find_network(place).home, practice=False)


def calls_back(target: Target) -> bool:
    """Whether the network can send a browser back to this desk, so that no PIN is needed."""
    public = urlsplit(settings.PUBLIC_URL)
    near = target.practice and env.is_loopback(public.hostname or "")
    return public.scheme == "https" or near


def callback_url() -> str:
    return f"{settings.PUBLIC_URL}{BACK}"


def request_consent(target: Target, newsroom: Newsroom, who: Person, *, by_pin: bool) -> Pending:
    """Ask the network for a request that the account's owner answers. Raises NetworkError, NoApp."""
    by_pin = by_pin or not calls_back(target)
    asked = _consent(target, newsroom).ask(BY_PIN if by_pin else callback_url())
    kept = {"url": asked.url, "token": asked.token, "secret": asked.secret}
    return _pending(target, newsroom, who, kept, by_pin=by_pin)


def consent_url(pending: Pending) -> str:
    """The network's own page, where the owner answers. Raises NothingBegun."""
    if pending.found is not None:
        raise NothingBegun
    return pending.opened()["url"]


def check_answer(pending: Pending, token: str) -> None:
    """Raise NotTheOne unless what came back answers this request."""
    ours = "" if pending.found is not None else pending.opened()["token"]
    if not ours or not hmac.compare_digest(ours.encode(), token.encode()):
        raise NotTheOne


def pin_of(typed: str, chosen: Network) -> str:
    """The PIN as typed, spaces aside. Raises WrongKeys."""
    pin = "".join(typed.split())
    if not re.fullmatch(chosen.pin, pin):
        raise WrongKeys("That is no PIN: it has seven digits, as the page shows them.")
    return pin


def exchange_verifier(pending: Pending, newsroom: Newsroom, verifier: str) -> Pending:
    """Exchange the owner's answer for secrets, and find out whose they are. Raises NetworkError."""
    target = target_of_pending(pending, newsroom)
    kept = pending.opened()
    asked = ConsentRequest(kept["url"], kept["token"], kept["secret"])
    secrets = dict(_consent(target, newsroom).take(asked, verifier))
    return _found(pending, target, secrets)


def identify_typed_keys(
    target: Target, newsroom: Newsroom, who: Person, data: Mapping[str, str]
) -> Pending:
    """Find out whose the typed keys are. Raises WrongKeys, NetworkError or AnotherUser."""
    keys = keys_from(data, target.network.keys)
    pending = _pending(target, newsroom, who, keys, by_pin=False)
    return _found(pending, target, keys)


def keys_from(data: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The keys of a form, each a word without spaces. Raises WrongKeys, naming none of them."""
    given = {name: data.get(name, "").strip() for name in wanted}
    for name, value in given.items():
        if not value:
            raise WrongKeys(f"{wanted[name]} is empty. All {len(wanted)} are needed.")
        plain = value.isascii() and value.isprintable() and " " not in value
        if not plain or len(value) > LONGEST_KEY:
            raise WrongKeys(f"{wanted[name]} has characters that no key has. Copy it once more.")
    return given


def target_of_pending(pending: Pending, newsroom: Newsroom) -> Target:
    """Where this connecting goes. Raises Unknown."""
    account = target_of(newsroom, "", pending.account).account if pending.account else None
    return Target(find_network(pending.network), pending.base, pending.practice, account)


def _consent(target: Target, newsroom: Newsroom) -> Consent:
    keys = app_keys(newsroom, target.network, target.base)
    if keys is None or target.network.consent is None:
        raise NoApp(target.where)
    return target.network.consent(Door(target.base, keys, deadline=PATIENCE))


def _pending(
    target: Target, newsroom: Newsroom, who: Person, kept: Mapping[str, str], *, by_pin: bool
) -> Pending:
    return Pending(
        person=who.pk,
        newsroom=newsroom.pk,
        network=target.network.name,
        base=target.base,
        practice=target.practice,
        account=target.account.public_id if target.account else "",
        by_pin=by_pin,
        sealed=seal(kept),
        until=(now() + LASTS).isoformat(),
        mark=chance.token_urlsafe(9),
        standing=mark_of(who, [newsroom]),
    )


def _found(pending: Pending, target: Target, secrets: Mapping[str, str]) -> Pending:
    who = identify_owner(target.network, target.base, secrets)
    if target.account and who.user_id != target.account.remote_user_id:
        raise AnotherUser(who.handle, target.account.handle)
    mark = chance.token_urlsafe(9)
    return replace(pending, sealed=seal(secrets), found=asdict(who), mark=mark)
