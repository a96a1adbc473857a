"""A page of one's own: name, password, the second step, and where one is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from publisher.accounts.rights import wants_second_factor
from publisher.people import link_ties, rate_limit, second_factor, sessions, tickets
from publisher.people.audit import note_event
from publisher.people.hashing import BUSY, HashingBusy, too_long
from publisher.people.pages.joining import NAME_MOST, NO_NAME, password_complaints
from publisher.thread.models import Membership, Person, SignedIn
from publisher.thread.transitions import Overtaken
from publisher.web import unsent_forms
from publisher.web.seat import NEWSROOM, DeskRequest, at_desk

NOT_HERS = "That is not your password of now."
#: Wrong passwords a minute that a signed-in browser may try on the person's own page.
TRIES, WAIT = 5, 60
CHANGED = "Your password is changed. You are signed out everywhere else."
LINKS_TOO = "Open links that you made, or that were made for you, have ended too."
TOO_OFTEN = "Five tries were wrong. Wait a minute, then try again."


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser in words; `here` is the one that asks."""

    row: SignedIn
    words: str
    here: bool


@at_desk()
@require_safe
def profile_page(request: DeskRequest) -> HttpResponse:
    return _page(request)


@at_desk()
def change_name(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("me")
    given = " ".join(request.POST.get("name", "").split())[:NAME_MOST]
    if not given:
        return _page(request, {"name": NO_NAME}, 422)
    person = request.seat.person
    was = request.POST.get("was", "")
    try:
        if given != was:
            _rename(person, was, given)
        messages.success(request, f"Your name is {given}.")
    except Overtaken:
        messages.error(request, "You changed this meanwhile, so nothing was done. This is it now.")
    return redirect("me")


@at_desk()
@never_cache
@sensitive_post_parameters("password", "old_password")
def change_password(request: DeskRequest) -> HttpResponse:
    """Change it, and sign out everywhere else."""
    if request.method != "POST":
        return redirect("me")
    person, given = request.seat.person, request.POST.get("password", "")
    wrong = {
        "old_password": wrong_password(request, "old_password"),
        "password": password_complaints(given, person.email, person.name),
    }
    if any(wrong.values()):
        return _page(request, wrong, 422)
    closed = _change(request, person, given)
    messages.success(request, f"{CHANGED} {LINKS_TOO}" if closed else CHANGED)
    return redirect("me")


@at_desk()
def switch_newsroom(request: DeskRequest) -> HttpResponse:
    """Sit down at the desk of another newsroom one belongs to."""
    if request.method != "POST":
        return redirect("me")
    number = request.POST.get("newsroom", "")
    rows = Membership.objects.filter(person=request.seat.person)
    if not number.isdecimal() or not rows.filter(newsroom_id=number[:9]).exists():
        raise Http404
    request.session[NEWSROOM] = int(number[:9])
    response = redirect("queue")
    unsent_forms.set_owner_cookie(response, request.seat.person, int(number[:9]))
    return response


@at_desk()
def sign_out_browser(request: DeskRequest, name: str) -> HttpResponse:
    rows = SignedIn.objects.filter(person=request.seat.person, public_id=name)
    if request.method != "POST":
        return redirect("me")
    if not rows.exists():
        raise Http404
    _ended(request, sessions.end_sessions(rows))
    return redirect("me")


@at_desk()
def end_others(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        _ended(request, sessions.end_others(request.seat.person, request))
    return redirect("me")


@at_desk(before_second_step=True)
def put_away(request: DeskRequest) -> HttpResponse:
    """Let go of what was typed while a session ended."""
    if request.method == "POST":
        request.session.pop(unsent_forms.KEPT, None)
    return redirect("queue")


def wrong_password(request: DeskRequest, field: str) -> str:
    """Why what stands in this field is not taken for her password, or nothing."""
    person = request.seat.person
    tries = rate_limit.limit_key("own password", person.pk)
    if rate_limit.count_try(tries, WAIT) > TRIES:
        return TOO_OFTEN
    try:
        given = request.POST.get(field, "")
        if too_long(given) or not person.check_password(given):
            return NOT_HERS
    except HashingBusy:
        rate_limit.take_back(tries)
        return BUSY
    rate_limit.forget_tries(tries)
    return ""


def _change(request: DeskRequest, person: Person, given: str) -> int:
    """How many open links have ended with the old one."""
    person.set_password(given)
    with transaction.atomic():
        person.save(update_fields=["password"])
        link_ties.own_password(person)
        closed = tickets.end_tickets(person, who=person, why=f"{person}’s password changed")
    sessions.end_others(person, request)
    before = request.session.session_key
    update_session_auth_hash(request, person)
    sessions.rekey_session(request, before)
    note_event(person, "password", "changed", who=person)
    return closed


def _rename(person: Person, was: str, given: str) -> None:
    if Person.objects.filter(pk=person.pk, name=was).update(name=given) != 1:
        raise Overtaken
    note_event(person, "name", "changed", who=person, why=was)


def _ended(request: DeskRequest, count: int) -> None:
    if count:
        note_event(request.seat.person, "sessions", "ended", who=request.seat.person)
    messages.success(request, "Signed out there." if count else "It was signed out already.")


def _page(
    request: DeskRequest, wrong: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    seat = request.seat
    person = seat.person
    about = {
        "part": "me",
        "wrong": wrong or {},
        "typed": request.POST,
        "two_steps": second_factor.has_second_factor(person),
        "asked": wants_second_factor(seat.newsroom, seat.role),
        "browsers": _browsers(request),
        "places": person.memberships.select_related("newsroom").order_by("id"),
    }
    return render(request, "people/me.html", about, status=status)


def _browsers(request: DeskRequest) -> list[Browser]:
    key = request.session.session_key
    rows = sessions.browsers_of(request.seat.person)
    return [
        Browser(row, sessions.describe_browser(row.agent), row.session_key == key) for row in rows
    ]
