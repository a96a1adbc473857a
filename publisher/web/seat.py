"""Who sits at the desk: a person, her newsroom and role, and the database's time for this page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Act, may
from publisher.schedule.pause import in_force
from publisher.thread.models import Pause
from publisher.thread.now import now
from publisher.web.templatetags.desk import Wall

#: htmx takes this answer as "ask no more".
STOP_ASKING = 286


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at one newsroom's desk, at the moment the page is drawn (UTC)."""

    person: Person
    newsroom: Newsroom
    role: str
    now: datetime
    pauses: tuple[Pause, ...] = ()

    @property
    def wall(self) -> Wall:
        return Wall(self.newsroom.zone, self.now)


class DeskRequest(HttpRequest):
    """A request that has passed `at_desk`."""

    seat: Seat
    htmx: HtmxDetails


Page = Callable[..., HttpResponse]


def at_desk(act: Act = Act.READ) -> Callable[[Page], Page]:
    """Let only members pass whose role allows this act; everybody else is told so in words."""

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            seat = take_seat(request.user)
            cast("DeskRequest", request).seat = seat
            if not may(seat.role, act):
                raise PermissionDenied(f"As {seat.role} you may not {act}. Ask an editor.")
            response = page(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        return guarded

    return guard


def take_seat(person: Person) -> Seat:
    """The person's place; raises PermissionDenied for somebody who belongs to no newsroom."""
    rows = Membership.objects.filter(person=person).select_related("newsroom").order_by("id")
    place = rows.first()
    if place is None:
        raise PermissionDenied("You belong to no newsroom yet. Ask an admin to add you.")
    return Seat(person, place.newsroom, place.role, now(), tuple(in_force(place.newsroom)))


def _to_the_door(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A page that refreshes itself must not swap a sign-in form into its middle.
        return HttpResponse(status=STOP_ASKING, headers={"HX-Reswap": "none"})
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(urlsplit(request.headers.get("Referer", "/")).path or "/")
