"""Setting up the second step of signing in, and turning it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from publisher.accounts.rights import wants_second_factor
from publisher.accounts.rights_marks import mark_of
from publisher.accounts.secrets import SealError, seal, unseal
from publisher.people import rate_limit, second_factor, sessions
from publisher.people.errors import PeopleError, WrongCode
from publisher.people.pages.me import TOO_OFTEN, TRIES, WAIT, wrong_password
from publisher.web.seat import SECOND_STEP, DeskRequest, at_desk

#: In a session: the sealed secret that waits for its first code.
WAITING = "second step to confirm"


@at_desk(before_second_step=True)
@never_cache
@sensitive_post_parameters("code")
def second_step_page(request: DeskRequest) -> HttpResponse:
    """Show the secret until a code proves that it was read; then show the recovery codes, once."""
    if second_factor.has_second_factor(request.seat.person):
        return _standing(request)
    if request.method != "POST":
        return _set_up(request)
    secret = _waiting(request)
    try:
        _count(request)
        codes = second_factor.turn_on(request.seat.person, secret, request.POST.get("code", ""))
    except PeopleError as error:
        return _set_up(request, wrong=str(error), status=422)
    request.session.pop(WAITING)
    request.session[SECOND_STEP] = True
    sessions.end_others(request.seat.person, request)
    return _codes(request, codes)


@at_desk()
@never_cache
@sensitive_post_parameters("password")
def renew_recovery_codes(request: DeskRequest) -> HttpResponse:
    """New recovery codes, shown in this answer and never again; the old ones end."""
    if request.method != "POST" or not second_factor.has_second_factor(request.seat.person):
        return redirect("second-step")
    wrong = wrong_password(request, "password")
    if wrong:
        return _standing(request, wrong={"codes": wrong}, status=422)
    return _codes(request, second_factor.renew_codes(request.seat.person))


@at_desk()
@never_cache
@sensitive_post_parameters("password")
def turn_off_second_step(request: DeskRequest) -> HttpResponse:
    if request.method != "POST" or not second_factor.has_second_factor(request.seat.person):
        return redirect("second-step")
    wrong = wrong_password(request, "password")
    try:
        if not wrong:
            second_factor.turn_off(request.seat.person)
    except PeopleError as error:
        wrong = str(error)
    if wrong:
        return _standing(request, wrong={"off": wrong}, status=422)
    request.session[SECOND_STEP] = False
    sessions.end_others(request.seat.person, request)
    said = "You sign in with your password alone now, and are signed out everywhere else."
    messages.success(request, said)
    return redirect("me")


def _count(request: DeskRequest) -> None:
    tries = rate_limit.limit_key("set up", request.seat.person.pk)
    if rate_limit.count_try(tries, WAIT) > TRIES:
        raise WrongCode(TOO_OFTEN)


def _waiting(request: DeskRequest) -> str:
    """The secret this browser was shown, or a new one. It lies sealed in the session.

    What was shown before her password, role or second step changed is good for nothing.
    """
    mark = mark_of(request.seat.person)
    try:
        waiting = unseal(request.session[WAITING])
        if waiting["mark"] == mark:
            return waiting["secret"]
    except (KeyError, SealError):
        pass
    secret = second_factor.new_secret()
    request.session[WAITING] = seal({"secret": secret, "mark": mark})
    return secret


def _set_up(request: DeskRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    seat, secret = request.seat, _waiting(request)
    about = {
        "part": "me",
        "wrong": wrong,
        "asked": wants_second_factor(seat.newsroom, seat.role),
        "picture": second_factor.qr_code_uri(seat.person, seat.newsroom, secret),
        "key": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return render(request, "people/second-step.html", about, status=status)


def _standing(
    request: DeskRequest, *, wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    seat = request.seat
    about = {
        "part": "me",
        "wrong": wrong or {},
        "asked": wants_second_factor(seat.newsroom, seat.role),
        "left": second_factor.count_unused_codes(seat.person),
    }
    return render(request, "people/second-step-on.html", about, status=status)


def _codes(request: DeskRequest, codes: list[str]) -> HttpResponse:
    halves = [f"{code[:4]} {code[4:]}" for code in codes]
    return render(request, "people/codes.html", {"part": "me", "codes": halves})
