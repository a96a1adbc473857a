"""Signing in and out. A wrong address and a wrong password are told with the same words."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

#: Tries a minute: for one person from one place, and for one place altogether.
TRIES, TRIES_OF_A_PLACE, WAIT = 5, 50, 60

WRONG = "Email or password is not right."
TOO_OFTEN = "Five tries were wrong."


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the door, or let a person in and send her where she wanted to go."""
    if request.method == "POST":
        return _try(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(_onward(request))
    return _door(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _try(request: HttpRequest) -> HttpResponse:
    mail = request.POST.get("mail", "").strip().lower()
    keys = dict(_keys(request, mail))
    if any(cache.get(key, 0) >= most for key, most in keys.items()):
        return _door(request, mail, wrong=TOO_OFTEN, status=429)
    person = authenticate(request, username=mail, password=request.POST.get("password", ""))
    if person is None:
        for key in keys:
            _count(key)
        return _door(request, mail, wrong=WRONG, status=422)
    cache.delete(next(iter(keys)))
    login(request, person)
    return HttpResponseRedirect(_onward(request))


def _keys(request: HttpRequest, mail: str) -> Iterator[tuple[str, int]]:
    place = request.META.get("REMOTE_ADDR", "")
    yield f"door|{place}|{mail.encode().hex()[:200]}", TRIES
    yield f"door|{place}", TRIES_OF_A_PLACE


def _count(key: str) -> None:
    if not cache.add(key, 1, WAIT):
        try:
            cache.incr(key)
        except ValueError:  # it lapsed between the two
            cache.set(key, 1, WAIT)


def _door(
    request: HttpRequest, mail: str = "", *, wrong: str = "", status: int = 200
) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    words = {"mail": mail, "wrong": wrong, "next": wanted, "wait": wrong == TOO_OFTEN}
    return render(request, "web/sign-in.html", words, status=status)


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
