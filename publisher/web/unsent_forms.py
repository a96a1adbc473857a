"""Words typed while a session ended: kept for her who typed them, never sent by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Act

KEPT, WHO = "typed", "desk"
#: Characters: a source as long as may be added, and the small fields beside it.
MOST = settings.SOURCE_LIMIT + 20_000
#: Nothing of these is kept, whatever stands in them.
_SECRET = re.compile(r"pass|secret|token|key|code|csrf", re.IGNORECASE)
_SECRET_ACTS = {Act.CONNECT, Act.PEOPLE}
#: A field as long as this is words, and shown; shorter ones are choices and numbers.
_SHOWN = 13
_NAMES = {"body": "Text of the post", "why": "Reason", "q": "Search"}


@dataclass(frozen=True, slots=True)
class Typed:
    """One field: its name in the form, what stood in it, and its name for a person."""

    name: str
    value: str

    @property
    def label(self) -> str:
        return _NAMES.get(self.name, self.name.replace("_", " ").capitalize())

    @property
    def shown(self) -> bool:
        return len(self.value) >= _SHOWN or any(map(str.isspace, self.value))


@dataclass(frozen=True, slots=True)
class UnsentForm:
    """A form that was not sent: where it would have gone, and its fields."""

    mark: str
    to: str
    fields: tuple[Typed, ...]
    file: bool


def keep_form(request: HttpRequest) -> bool:
    """Keep what this form holds in the session, for the person whose browser this is.

    Whether anything was kept: not from a stranger's browser, not secrets, not more than MOST, and
    no bare press: an approval is pressed again on its own page.
    """
    who = browser_owner(request)
    act = getattr(request.resolver_match and request.resolver_match.func, "act", None)
    if request.method != "POST" or not who or act is None or act in _SECRET_ACTS:
        return False
    fields = list(_fields(request))
    if not _worth_keeping(fields):
        return False
    request.session[KEPT] = {
        "who": who,
        "room": _room(request),
        "mark": token_urlsafe(9),
        "to": request.path,
        "fields": fields,
        "file": bool(request.FILES),
    }
    return True


def find_unsent_form(request: HttpRequest, person: Person, newsroom: Newsroom) -> UnsentForm | None:
    """What this person had typed at this newsroom's desk and not sent."""
    row: dict[str, Any] = request.session.get(KEPT) or {}
    if row.get("who") != str(person.pk) or row.get("room") not in {None, 0, newsroom.pk}:
        return None
    fields = tuple(Typed(name, value) for name, value in row["fields"])
    return UnsentForm(row["mark"], row["to"], fields, row["file"])


def drop_if_sent(request: HttpRequest, response: HttpResponse) -> None:
    """Let go of what was kept, once it was sent again: a page that refuses it shows it itself."""
    row = request.session.get(KEPT)
    refused = response.status_code >= 400 and response.status_code != 422  # noqa: PLR2004 - HTTP's own
    if row and request.POST.get("kept") == row["mark"] and not refused:
        del request.session[KEPT]


def drop_others(request: HttpRequest, person: Person) -> None:
    """Somebody else signs in on this browser: what the one before typed is not hers."""
    row = request.session.get(KEPT)
    if row and row["who"] != str(person.pk):
        del request.session[KEPT]


def room_of_kept(request: HttpRequest) -> int:
    """The newsroom at whose desk the kept words were typed, if that is known; else 0."""
    row: dict[str, Any] = request.session.get(KEPT) or {}
    return int(row.get("room") or 0)


def drop_form(request: HttpRequest) -> None:
    """Let go of what was kept."""
    request.session.pop(KEPT, None)


def page_of(request: HttpRequest) -> str:
    """The page of ours on which this form stood."""
    parts = urlsplit(request.headers.get("Referer", "/"))
    # Two strokes at the beginning would name another host.
    path = f"/{parts.path.lstrip('/')}"
    return f"{path}?{parts.query}" if parts.query else path


def cookie_name() -> str:
    """The name of the cookie that says whose browser this is."""
    return f"__Host-{WHO}" if settings.SESSION_COOKIE_SECURE else WHO


def set_owner_cookie(response: HttpResponse, person: Person, room: int | None = None) -> None:
    """Let the browser remember whose it is after she is signed out, and at whose desk she sat."""
    room = room or person.memberships.order_by("id").values_list("newsroom", flat=True).first()
    response.set_signed_cookie(
        cookie_name(),
        f"{person.pk} {room or 0}",
        salt=WHO,
        max_age=settings.SESSION_COOKIE_AGE * 2,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def browser_owner(request: HttpRequest) -> str:
    """The number of the person whose browser this is, signed in or not; empty for a stranger's."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    return _remembered(request)[0]


def _room(request: HttpRequest) -> int:
    return int(_remembered(request)[1] or 0)


def _remembered(request: HttpRequest) -> tuple[str, str]:
    """Who and where, as the browser's cookie says; one of the first release says only who."""
    who, _, room = str(request.get_signed_cookie(cookie_name(), "", salt=WHO)).partition(" ")
    return who, room


def _worth_keeping(fields: list[tuple[str, str]]) -> bool:
    short_enough = sum(len(value) for _, value in fields) <= MOST
    return short_enough and any(Typed(*field).shown for field in fields)


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != "kept" and not _SECRET.search(name):
            yield from ((name, str(value)) for value in values)
