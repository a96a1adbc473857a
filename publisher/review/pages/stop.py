"""The stop on every page."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from publisher.accounts.models import Account
from publisher.accounts.roles import Act
from publisher.schedule.pause import Scope
from publisher.schedule.pause import pause as stop
from publisher.thread.models import Thread
from publisher.web.here import thread_of
from publisher.web.seat import DeskRequest, at_desk


@at_desk(Act.PAUSE)
def pause(request: DeskRequest) -> HttpResponse:
    """Stop everything, one account or one thread."""
    if request.method != "POST":
        return redirect("queue")
    scope, _, name = request.POST.get("scope", "").partition(":")
    account, thread = _meant(request, scope, name)
    why = request.POST.get("why", "")[:300]
    stop(
        request.seat.newsroom,
        who=request.seat.person,
        why=why,
        scope=scope,
        account=account,
        thread=thread,
    )
    return HttpResponseRedirect(_back(request))


def _meant(request: DeskRequest, scope: str, name: str) -> tuple[Account | None, Thread | None]:
    match scope:
        case Scope.ALL:
            return None, None
        case Scope.ACCOUNT:
            return get_object_or_404(Account, public_id=name, newsroom=request.seat.newsroom), None
        case Scope.THREAD:
            return None, thread_of(request.seat, name)
    raise BadRequest("no such scope")


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else "/"
