"""In which browsers a person is signed in, and ending that."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest

from publisher.people.client_ip import client_address
from publisher.thread.clock import now
from publisher.thread.models import Person, SignedIn

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh|Mac OS", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux|X11", "Linux"),
)


def record_sign_in(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """Write down that this browser is signed in: what Django calls at every sign-in."""
    moment, session = now(), request.session
    session["seen"] = moment.timestamp()
    if session.session_key is None:
        session.save()
    about = {"person": user, "at": moment, "seen_at": moment, "place": client_address(request)[:45]}
    about["agent"] = request.META.get("HTTP_USER_AGENT", "")[:300]
    SignedIn.objects.update_or_create(session_key=session.session_key, defaults=about)


def rekey_session(request: HttpRequest, before: str | None) -> None:
    """The same browser goes on under a new key."""
    key = request.session.session_key
    SignedIn.objects.filter(session_key=before).update(session_key=key)


def browsers_of(person: Person) -> QuerySet[SignedIn]:
    """Where she is signed in, the one used last first."""
    alive = now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return SignedIn.objects.filter(person=person, seen_at__gt=alive).order_by("-seen_at", "-id")


def end_sessions(rows: QuerySet[SignedIn]) -> int:
    """Sign these browsers out: their next press leads to the door. How many they were."""
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignedIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def end_others(person: Person, request: HttpRequest) -> int:
    """All browsers but this one."""
    rows = SignedIn.objects.filter(person=person)
    return end_sessions(rows.exclude(session_key=request.session.session_key))


def drop_expired_sessions() -> None:
    """Drop what nobody can come back to."""
    moment = now()
    Session.objects.filter(expire_date__lt=moment).delete()
    old = moment - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignedIn.objects.filter(seen_at__lt=old).delete()


def describe_browser(agent: str) -> str:
    """A browser in words: "Firefox on Windows"."""
    program = _first(_BROWSERS, agent) or "A browser"
    machine = _first(_MACHINES, agent)
    return f"{program} on {machine}" if machine else program


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((words for sign, words in known if re.search(sign, agent)), "")
