"""Signing in, in one step or two, and out.

An unknown address and a wrong password get the same words in the same time.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from publisher.accounts.rights_marks import mark_of
from publisher.people import rate_limit, second_factor, sessions
from publisher.people.audit import note_event, note_wrong
from publisher.people.client_ip import client_address, subnet_of
from publisher.people.hashing import BUSY, UNAVAILABLE, HashingBusy, too_long
from publisher.thread.clock import now
from publisher.thread.models import Person, SignedIn
from publisher.web import unsent_forms
from publisher.web.seat import NEWSROOM, SECOND_STEP

#: Tries a minute: for one person from one place, and for one place altogether.
TRIES, TRIES_OF_A_PLACE, WAIT = 5, 50, 60
#: Wrong tries an hour for one person from anywhere. A browser whose session has lapsed is not
#: counted: who guesses from many places does not shut her out of her own.
TRIES_ANYWHERE, HOUR = 100, 3600
#: Wrong codes an hour for one person from anywhere: who gets that far has her password.
CODES = 50
#: Seconds between the first step and the second.
PATIENCE = 600
PENDING = "first step"
BACKEND = "publisher.web.auth_backend.Members"

WRONG = "Email or password is not right."
TOO_OFTEN = "Five tries were wrong."
FROM_MANY = "Somebody has tried this address too often."
WRONG_CODE = "That code is not right."


@dataclass(frozen=True, slots=True)
class Bound:
    """What is counted under this name, and how often it may happen in so many seconds."""

    name: str
    most: int
    lasts: float


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the door, or let a person in and send her where she wanted to go."""
    if request.method == "POST":
        return _try(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(_onward(request))
    return _door(request)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of now, or a recovery code, of who has given her password."""
    person = _pending(request)
    if person is None:
        return redirect(settings.LOGIN_URL)
    if request.method != "POST":
        return _step(request)
    return _try_code(request, person)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session. It is not remembered whose browser this was."""
    if request.user.is_authenticated:
        note_event(request.user, "door", "signed out", who=request.user)
        sessions.end_sessions(SignedIn.objects.filter(session_key=request.session.session_key))
    logout(request)
    response = redirect(settings.LOGOUT_REDIRECT_URL)
    response.delete_cookie(unsent_forms.cookie_name(), samesite="Lax")
    return response


def complete_sign_in(
    request: HttpRequest, person: Person, onward: str = "/", *, two_steps: bool = False
) -> HttpResponse:
    """Sign this person in here, and send her on."""
    _sit_where_she_typed(request, person)
    login(request, person, backend=BACKEND)
    request.session[SECOND_STEP] = two_steps
    note_event(person, "door", "signed in", who=person)
    rate_limit.drop_expired_tries()
    sessions.drop_expired_sessions()
    response = HttpResponseRedirect(onward)
    unsent_forms.set_owner_cookie(response, person, request.session.get(NEWSROOM))
    return response


def _sit_where_she_typed(request: HttpRequest, person: Person) -> None:
    """Words that were kept for her lie on the desk where she typed them, if it is hers still."""
    unsent_forms.drop_others(request, person)
    room = unsent_forms.room_of_kept(request)
    if room and person.memberships.filter(newsroom=room).exists():
        request.session[NEWSROOM] = room
    elif room:
        unsent_forms.drop_form(request)


def _try(request: HttpRequest) -> HttpResponse:
    mail = request.POST.get("mail", "").strip().lower()
    hers, *wide = bounds = _bounds(request, mail)
    # Counted before it is looked at: of many tries at once, no more are looked at.
    over = _over(*bounds)
    if over:
        words = TOO_OFTEN if over[0].lasts == WAIT else FROM_MANY
        return _door(request, mail, wrong=words, status=429)
    try:
        person = _known(request, mail)
    except HashingBusy:
        for bound in bounds:
            rate_limit.take_back(bound.name)
        return _door(request, mail, wrong=BUSY, status=UNAVAILABLE)
    if person is None:
        note_wrong(mail, "wrong password")
        return _door(request, mail, wrong=WRONG, status=422)
    rate_limit.forget_tries(hers.name)
    for bound in wide:
        rate_limit.take_back(bound.name)
    return let_in(request, person, _onward(request))


def _known(request: HttpRequest, mail: str) -> Person | None:
    password = request.POST.get("password", "")
    if too_long(password):
        return None
    person = authenticate(request, username=mail, password=password)
    return person if isinstance(person, Person) else None


def let_in(request: HttpRequest, person: Person, onward: str = "/") -> HttpResponse:
    """Sign in who has shown one step, or ask her for the other."""
    if second_factor.has_second_factor(person):
        return _first_step_done(request, person, onward)
    return complete_sign_in(request, person, onward)


def _bounds(request: HttpRequest, mail: str) -> list[Bound]:
    near = subnet_of(client_address(request))
    bounds = [
        Bound(rate_limit.limit_key("door", near, mail), TRIES, WAIT),
        Bound(rate_limit.limit_key("door", near), TRIES_OF_A_PLACE, WAIT),
    ]
    if not _known_browser(request, mail):
        bounds.append(Bound(rate_limit.limit_key("door from anywhere", mail), TRIES_ANYWHERE, HOUR))
    return bounds


def _known_browser(request: HttpRequest, mail: str) -> bool:
    whose = unsent_forms.browser_owner(request)
    return bool(whose) and Person.objects.filter(pk=whose, email=mail).exists()


def _over(*bounds: Bound) -> list[Bound]:
    """Those that are passed; each is counted, whatever the others say."""
    return [bound for bound in bounds if rate_limit.count_try(bound.name, bound.lasts) > bound.most]


def _first_step_done(request: HttpRequest, person: Person, onward: str) -> HttpResponse:
    request.session.cycle_key()
    request.session[PENDING] = {
        "who": person.pk,
        "mark": mark_of(person),
        "at": now().timestamp(),
        "next": onward,
    }
    return redirect("second-step-in")


def _pending(request: HttpRequest) -> Person | None:
    """Who gave her password here, within PATIENCE, and for whom nothing has changed since."""
    row = request.session.get(PENDING) or {}
    if not row or now().timestamp() - row["at"] > PATIENCE:
        return None
    person = Person.objects.filter(pk=row["who"], is_active=True).first()
    same = person and constant_time_compare(row["mark"], mark_of(person))
    return person if same else None


def _try_code(request: HttpRequest, person: Person) -> HttpResponse:
    near = subnet_of(client_address(request))
    here = Bound(rate_limit.limit_key("code", near, person.pk), TRIES, WAIT)
    anywhere = Bound(rate_limit.limit_key("code", person.pk), CODES, HOUR)
    if _over(here, anywhere):
        return _step(request, wrong=TOO_OFTEN, status=429)
    if not second_factor.verify_code(person, request.POST.get("code", "")):
        note_wrong(person.email, "wrong code")
        return _step(request, wrong=WRONG_CODE, status=422)
    rate_limit.forget_tries(here.name)
    rate_limit.take_back(anywhere.name)
    onward = request.session.pop(PENDING)["next"]
    return complete_sign_in(request, person, onward, two_steps=True)


def _door(
    request: HttpRequest, mail: str = "", *, wrong: str = "", status: int = 200
) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    words = {"mail": mail, "wrong": wrong, "next": wanted, "wait": wrong == TOO_OFTEN}
    words["long"], words["busy"] = wrong == FROM_MANY, wrong == BUSY
    words["kept"] = unsent_forms.KEPT in request.session
    return render(request, "people/sign-in.html", words, status=status)


def _step(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    words = {"wrong": wrong, "wait": wrong == TOO_OFTEN}
    return render(request, "people/second-step-in.html", words, status=status)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
