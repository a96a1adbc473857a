"""Who sits at the desk: a person, her newsroom and role, and the database's time for this page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from publisher.accounts.editor_names import Editors, editors_in
from publisher.accounts.models import Account, Newsroom, Person
from publisher.accounts.rights import two_of, wants_second_factor
from publisher.accounts.roles import Act, role_allows, role_to_ask
from publisher.schedule.in_flight import Underway, find_underway_posts
from publisher.schedule.pause import in_force
from publisher.thread.clock import now
from publisher.thread.models import Pause
from publisher.web import unsent_forms
from publisher.web.auth_backend import places_of
from publisher.web.last_seen import note_last_use
from publisher.web.templatetags.desk import Wall

#: In a session: it passed the second step, and which newsroom's desk it sits at.
SECOND_STEP, NEWSROOM = "second step", "newsroom"
#: htmx takes this answer as "ask no more".
STOP_ASKING = 286


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at one newsroom's desk, at the moment the page is drawn (UTC).

    `accounts` are all of the newsroom's, without their secrets; `underway` is by pause: what was on its way already when it began; `editors` who may approve here.
    """

    person: Person
    newsroom: Newsroom
    role: str
    now: datetime
    accounts: tuple[Account, ...] = ()
    pauses: tuple[Pause, ...] = ()
    underway: Mapping[int, tuple[Underway, ...]] = field(default_factory=dict)
    editors: Editors = ()

    @property
    def wall(self) -> Wall:
        return Wall(self.newsroom.zone, self.now)

    @property
    def approving(self) -> int:
        """How many may approve here."""
        return len(self.editors)

    @property
    def wants_two(self) -> bool:
        """Whether nobody here may approve what she wrote herself."""
        return two_of(self.newsroom, self.approving)


class DeskRequest(HttpRequest):
    """A request that has passed `at_desk`."""

    seat: Seat
    htmx: HtmxDetails


Page = Callable[..., HttpResponse]


def at_desk(act: Act = Act.READ, *, before_second_step: bool = False) -> Callable[[Page], Page]:
    """Let only members pass whose role allows this act; everybody else is told so in words.

    Where the house asks for a second step, who has none yet is led to set it up first.
    """

    def guard(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_the_door(request)
            seat = _seated(request, request.user)
            if not before_second_step and _lacks_second_step(request, seat):
                return redirect("second-step")
            if not role_allows(seat.role, act):
                raise PermissionDenied(f"As {seat.role} you may not {act}. Ask {role_to_ask(act)}.")
            response = page(request, *args, **kwargs)
            unsent_forms.drop_if_sent(request, response)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        guarded.act = act  # type: ignore[attr-defined]  # what a form may hold is known by its act
        return guarded

    return guard


def take_seat(person: Person, newsroom: int | None = None) -> Seat:
    """The person's place in this newsroom, else in her first.

    Raises PermissionDenied for somebody who belongs to none.
    """
    places = places_of(person.pk) if person.places is None else person.places
    if not places:
        raise PermissionDenied("You belong to no newsroom yet. Ask an admin to add you.")
    place = next((row for row in places if row.newsroom_id == newsroom), places[0])
    pauses = tuple(in_force(place.newsroom))
    accounts = list(Account.objects.filter(newsroom=place.newsroom).defer("sealed").order_by("id"))
    for account in accounts:
        account.newsroom = place.newsroom
    given = (person, place.newsroom, place.role, now(place.at))  # type: ignore[attr-defined]  # read with it
    able = editors_in(place.approves)  # type: ignore[attr-defined]  # read with it
    return Seat(*given, tuple(accounts), pauses, find_underway_posts(pauses), able)


def _seated(request: HttpRequest, person: Person) -> Seat:
    seat = take_seat(person, request.session.get(NEWSROOM))
    cast("DeskRequest", request).seat = seat
    note_last_use(request, seat.now)
    return seat


def _lacks_second_step(request: HttpRequest, seat: Seat) -> bool:
    asked = wants_second_factor(seat.newsroom, seat.role)
    return asked and not request.session.get(SECOND_STEP)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A page that refreshes itself must not swap a sign-in form into its middle.
        return HttpResponse(status=STOP_ASKING, headers={"HX-Reswap": "none"})
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    unsent_forms.keep_form(request)
    return redirect_to_login(unsent_forms.page_of(request))
