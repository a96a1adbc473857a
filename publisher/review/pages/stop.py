"""The stop on every page, and lifting it again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from publisher.accounts.models import Account
from publisher.accounts.roles import Act
from publisher.schedule.pause import Scope, threads_in
from publisher.schedule.pause import pause as stop
from publisher.schedule.pause import resume as lift
from publisher.thread.models import Pause, Thread
from publisher.thread.states import ThreadState as T
from publisher.web.here import thread_of
from publisher.web.seat import DeskRequest, at_desk

#: How many threads the page lists that would go on at once.
LISTED = 20


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


@at_desk(Act.RESUME)
def resume(request: DeskRequest, number: int) -> HttpResponse:
    """Say what would go on at once, then lift the pause."""
    row = get_object_or_404(Pause, pk=number, newsroom=request.seat.newsroom)
    if row.lifted_at:
        messages.info(request, "This pause was lifted already.")
        return redirect("queue")
    if request.method == "POST":
        lift(row, who=request.seat.person)
        messages.success(request, "Resumed.")
        return redirect("queue")
    waiting = threads_in(row).select_related("article", "account").defer("article__source")
    page = {
        "part": "queue",
        "pause": row,
        "half": waiting.filter(state=T.SENDING).order_by("id")[:LISTED],
        "late": waiting.filter(state=T.SCHEDULED, due_at__lte=request.seat.now).order_by("due_at")[
            :LISTED
        ],
    }
    return render(request, "review/resume.html", page)


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
