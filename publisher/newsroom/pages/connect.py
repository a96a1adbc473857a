"""Connecting in a browser. Secrets come in by a form or from the network, and go out to no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publisher.accounts.app_keys import app_keys, given_outside, with_app_keys
from publisher.accounts.models import Newsroom
from publisher.accounts.roles import Act
from publisher.delivery import account_trial
from publisher.networks.base import NetworkError, Unreachable
from publisher.networks.registry import find_network
from publisher.newsroom import connecting
from publisher.newsroom.account_admin import (
    TriedKeys,
    connect_with,
    known_account,
    own_pauses,
    unsent_threads,
)
from publisher.newsroom.connecting import PRACTICE, Pending, Target, target_of
from publisher.newsroom.errors import Denied, HouseError, NothingBegun, NotTheOne
from publisher.thread.transitions import record_move
from publisher.web.seat import DeskRequest, at_desk

SLOT = "connecting"
REFUSED = 422
LISTED = 20
Answer = TypeVar("Answer")


@at_desk(Act.CONNECT)
@never_cache
@require_safe
def connect_page(request: DeskRequest) -> HttpResponse:
    """Where to connect, and in which of the two ways."""
    return _form(request)


@at_desk(Act.CONNECT)
@sensitive_post_parameters()
@require_POST
def save_app_keys(request: DeskRequest) -> HttpResponse:
    """Keep the keys of the house's own app."""

    def act(target: Target) -> HttpResponse:
        names = target.network.app
        wanted = {name: f"The app’s {target.network.keys[name]}" for name in names}
        keys = connecting.keys_from(request.POST, wanted)
        with transaction.atomic():
            house = Newsroom.objects.select_for_update(no_key=True).get(pk=request.seat.newsroom.pk)
            kept = with_app_keys(house.settings, target.network, target.base, keys)
            Newsroom.objects.filter(pk=house.pk).update(settings=kept)
            record_move(
                house, "keys", "", "app", who=request.seat.person, why=f"For {target.where}"
            )
        messages.success(request, "The app’s keys are kept, closed. They are not shown again.")
        return HttpResponseRedirect(_address(target))

    return _tried(request, "app", act)


@at_desk(Act.CONNECT)
@require_POST
def start_consent(request: DeskRequest) -> HttpResponse:
    """Ask the network for a request that the account's owner answers."""

    def act(target: Target) -> HttpResponse:
        seat, by_pin = request.seat, request.POST.get("how") == "pin"
        pending = connecting.request_consent(target, seat.newsroom, seat.person, by_pin=by_pin)
        request.session[SLOT] = pending.kept()
        return redirect("connect-answer")

    return _tried(request, "ask", act)


@at_desk(Act.CONNECT)
@never_cache
@require_safe
def consent_page(request: DeskRequest) -> HttpResponse:
    """What happens on the network, the link to it, and where its PIN is typed."""
    try:
        pending = _pending(request)
        connecting.consent_url(pending)
        return _answer_page(request, pending)
    except HouseError as error:
        return _over(request, error)


@at_desk(Act.CONNECT)
@never_cache
@require_safe
def go_to_network(request: DeskRequest) -> HttpResponse:
    """To the network's page. By a link of ours: a form must not lead off this site, says its policy."""
    try:
        return HttpResponseRedirect(connecting.consent_url(_pending(request)))
    except HouseError as error:
        return _over(request, error)


@at_desk(Act.CONNECT)
@sensitive_post_parameters()
@require_POST
def submit_pin(request: DeskRequest) -> HttpResponse:
    """The PIN, as the owner read it."""
    try:
        pending = _pending(request)
        connecting.consent_url(pending)
        verifier = connecting.pin_of(request.POST.get("pin", ""), find_network(pending.network))
    except NothingBegun as error:
        return _over(request, error)
    except HouseError as error:
        return _answer_page(request, pending, wrong=str(error), status=REFUSED)
    return _exchange(request, pending, verifier)


@never_cache
@require_safe
def return_from_network(request: HttpRequest) -> HttpResponse:
    """Where the network sends the owner back to."""
    if not request.user.is_authenticated:
        # What stands in this address goes into no other.
        return redirect_to_login(reverse("connect"))
    return _back(request)


@at_desk(Act.CONNECT)
def _back(request: DeskRequest) -> HttpResponse:
    given, denied = request.GET.get("oauth_token", ""), request.GET.get("denied", "")
    try:
        pending = _pending(request)
        connecting.check_answer(pending, denied or given)
        if denied:
            _forget(request)
            where = connecting.target_of_pending(pending, request.seat.newsroom).where
            return _over(request, Denied(where), pending)
    except HouseError as error:
        return _over(request, error)
    return _exchange(request, pending, request.GET.get("oauth_verifier", ""))


@at_desk(Act.CONNECT)
@sensitive_post_parameters()
@require_POST
def submit_keys(request: DeskRequest) -> HttpResponse:
    """Four keys, typed."""

    def act(target: Target) -> HttpResponse:
        seat = request.seat
        pending = connecting.identify_typed_keys(target, seat.newsroom, seat.person, request.POST)
        request.session[SLOT] = pending.kept()
        return redirect("connect-confirm")

    return _tried(request, "keys", act)


@at_desk(Act.CONNECT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_account(request: DeskRequest) -> HttpResponse:
    """Whose account it is; on a yes it is connected."""
    try:
        pending = _pending(request)
        found = _keys(request, pending)
        if request.method != "POST":
            return _confirm_page(request, pending, found)
        if request.POST.get("mark") != pending.mark:
            raise NotTheOne
        _forget(request)
        return _connected(request, pending, found)
    except HouseError as error:
        return _over(request, error)


@at_desk(Act.CONNECT)
@require_POST
def drop_pending(request: DeskRequest) -> HttpResponse:
    """Forget what was begun."""
    _forget(request)
    messages.info(request, "Nothing was connected.")
    return redirect("accounts")


def _connected(request: DeskRequest, pending: Pending, found: TriedKeys) -> HttpResponse:
    seat = request.seat
    account = connect_with(seat.newsroom, found, who=seat.person, meant=pending.account)
    messages.success(request, f"{account} is connected.")
    if request.POST.get("trial") == "yes":
        account_trial.request_trial(account, who=seat.person)
    pause = own_pauses(account).filter(who__isnull=True).first()
    if pause and seat.role in {"admin", "editor"}:
        messages.info(request, "It is still paused. See what would go on at once, then resume it.")
        return redirect("resume", pause.pk)
    return redirect("account", account.public_id)


def _confirm_page(request: DeskRequest, pending: Pending, found: TriedKeys) -> HttpResponse:
    known = known_account(request.seat.newsroom, found)
    page = {
        "part": "accounts",
        "pending": pending,
        "owner": found.owner,
        "target": connecting.target_of_pending(pending, request.seat.newsroom),
        "known": known,
        "waiting": unsent_threads(known)[:LISTED] if known else (),
    }
    return render(request, "house/confirm.html", page)


def _exchange(request: DeskRequest, pending: Pending, verifier: str) -> HttpResponse:
    _forget(request)  # before it is used: a second try finds nothing
    try:
        found = connecting.exchange_verifier(pending, request.seat.newsroom, verifier)
    except (HouseError, NetworkError) as error:
        return _over(request, error, pending)
    request.session[SLOT] = found.kept()
    return redirect("connect-confirm")


def _tried(request: DeskRequest, place: str, act: Callable[[Target], HttpResponse]) -> HttpResponse:
    """Do it, or show the forms again; what was typed is a secret and is not."""
    try:
        return act(_target(request))
    except (HouseError, NetworkError) as error:
        return _form(request, wrong=_words(error), place=place, status=REFUSED)


def _words(error: Exception) -> str:
    if isinstance(error, Unreachable):
        # Here nobody tries again but who reads this.
        return f"{error.said.rstrip('.')}. Try again in a moment. If it lasts, look at the network of this machine."
    if isinstance(error, NetworkError):
        return error.words
    return str(error)


def _keys(request: DeskRequest, pending: Pending) -> TriedKeys:
    owner = pending.identity
    target = connecting.target_of_pending(pending, request.seat.newsroom)
    return TriedKeys(target.network, target.base, pending.opened(), owner, practice=target.practice)


def _pending(request: DeskRequest) -> Pending:
    return Pending.read(request.session.get(SLOT), request.seat.person, request.seat.newsroom)


def _forget(request: DeskRequest) -> None:
    request.session.pop(SLOT, None)
    request.session.save()


def _target(request: DeskRequest) -> Target:
    data = request.POST if request.method == "POST" else request.GET
    return target_of(request.seat.newsroom, data.get("at", "x"), data.get("account", ""))


def _address(target: Target) -> str:
    if target.account:
        return f"{reverse('connect')}?account={target.account.public_id}"
    return f"{reverse('connect')}?at={PRACTICE if target.practice else target.network.name}"


def _over(request: DeskRequest, error: Exception, pending: Pending | None = None) -> HttpResponse:
    """What was begun has ended: the page to begin again, with the reason."""
    house = request.seat.newsroom
    target = connecting.target_of_pending(pending, house) if pending else target_of(house, "x")
    return _form(request, target=target, wrong=_words(error), place="top", status=REFUSED)


def _form(
    request: DeskRequest,
    *,
    target: Target | None = None,
    wrong: str = "",
    place: str = "",
    status: int = 200,
) -> HttpResponse:
    try:
        target = target or _target(request)
    except HouseError as error:
        target, wrong, place = target_of(request.seat.newsroom, "x"), str(error), "top"
        status = REFUSED
    page = {"part": "accounts", "wrong": wrong, "place": place, **_ways(request, target)}
    return render(request, "house/connect.html", page, status=status)


def _ways(request: DeskRequest, target: Target) -> dict[str, Any]:
    chosen, house = target.network, request.seat.newsroom
    return {
        "target": target,
        "at": PRACTICE if target.practice else chosen.name,
        "has_app": app_keys(house, chosen, target.base) is not None,
        "outside": given_outside(chosen, target.base) is not None,
        "app_fields": [(name, chosen.keys[name]) for name in chosen.app],
        "fields": list(chosen.keys.items()),
        "calls_back": connecting.calls_back(target),
        "callback": connecting.callback_url(),
        "practice": bool(settings.REHEARSAL_URL),
    }


def _answer_page(
    request: DeskRequest, pending: Pending, wrong: str = "", status: int = 200
) -> HttpResponse:
    target = connecting.target_of_pending(pending, request.seat.newsroom)
    page = {"part": "accounts", "pending": pending, "target": target, "wrong": wrong}
    return render(request, "house/answer.html", page, status=status)
