"""The accounts: how each stands, and what an admin can do about it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from publisher.accounts.models import Account
from publisher.accounts.roles import Act
from publisher.delivery.account_trial import request_trial, retry_trial_cleanup
from publisher.delivery.errors import NoDoor
from publisher.newsroom.account_admin import (
    disconnect_account,
    print_of,
    set_gap,
    standing_of,
    unsent_threads,
)
from publisher.newsroom.account_status import build_account_view, with_calls
from publisher.newsroom.errors import HouseError
from publisher.newsroom.trial_report import newest_trial
from publisher.thread.models import Move
from publisher.thread.states import ThreadState as T
from publisher.web.here import NotDone
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.told import describe_move

#: How many moves and threads a page shows.
NEWEST, LISTED = 50, 20
REFUSED = 422


@at_desk()
@require_safe
def accounts_page(request: DeskRequest) -> HttpResponse:
    """All accounts, those that are connected first."""
    seat = request.seat
    rows = with_calls(seat.newsroom.accounts.order_by("ended_at", "id"), seat.pauses)
    both = [build_account_view(row, seat.pauses, seat.wall) for row in rows]
    page = {
        "part": "accounts",
        "rows": [each for each in both if each.account.ended_at is None],
        "ended": [each for each in both if each.account.ended_at],
    }
    return render(request, "house/accounts.html", page)


@at_desk()
@require_safe
def account_page(request: DeskRequest, which: str) -> HttpResponse:
    """One account."""
    return _page(request, _account(request, which))


@at_desk(Act.CONNECT)
def change_gap(request: DeskRequest, which: str) -> HttpResponse:
    """Change the seconds between two posts."""

    def act(row: Account) -> str:
        data = request.POST
        set_gap(row, data.get("gap", ""), was=data.get("was", ""), who=request.seat.person)
        return "Saved. It counts from the next post on."

    return _decide(request, which, "gap", act)


@at_desk(Act.CONNECT)
def end_connection(request: DeskRequest, which: str) -> HttpResponse:
    """Disconnect it."""

    def act(row: Account) -> str:
        sure, seen = request.POST.get("sure") == "yes", request.POST.get("seen", "")
        disconnect_account(row, seen=seen, sure=sure, who=request.seat.person)
        return (
            f"{row} is disconnected and its keys are forgotten here. Take them back on "
            f"{row.where} too: its settings list the apps that may use the account."
        )

    return _decide(request, which, "end", act)


@at_desk(Act.CONNECT)
def run_trial(request: DeskRequest, which: str) -> HttpResponse:
    """Have it tried with two posts, by a worker; or have deleted what a trial left."""

    def act(row: Account) -> str:
        last = newest_trial(row)
        if "clear" in request.POST and last and last.left:
            retry_trial_cleanup(last.call)
            return "It is deleted in a moment."
        request_trial(row, who=request.seat.person)
        return "Two posts go out and are deleted again. It takes a few seconds."

    return _decide(request, which, "trial", act)


def _decide(
    request: DeskRequest, which: str, place: str, act: Callable[[Account], str]
) -> HttpResponse:
    """Do it and say so, or show the page again with what was typed."""
    row = _account(request, which)
    if request.method != "POST":
        return redirect("account", row.public_id)
    try:
        messages.success(request, act(row))
    except (HouseError, NoDoor) as error:
        row.refresh_from_db()
        kept = NotDone(str(error), place, request.POST.dict())
        return _page(request, row, kept, status=REFUSED)
    return redirect("account", row.public_id)


def _account(request: DeskRequest, which: str) -> Account:
    seat = request.seat
    row = with_calls(seat.newsroom.accounts.filter(public_id=which), seat.pauses).first()
    if row is None:
        raise Http404
    return row


def _page(
    request: DeskRequest, row: Account, kept: NotDone | None = None, status: int = 200
) -> HttpResponse:
    seat = request.seat
    moves = Move.objects.filter(newsroom=seat.newsroom, account=row).order_by("-id")
    standing = standing_of(row)
    halted = [pk for pk, state in standing if state == T.NEEDS_EDITOR][:LISTED]
    first = [pk for pk, _ in standing[:LISTED]]
    listed = list(unsent_threads(row).filter(pk__in={*first, *halted}))
    page = {
        "part": "accounts",
        "undone": kept,
        "shown": build_account_view(row, seat.pauses, seat.wall),
        "row": row,
        "waiting": [each for each in listed if each.pk in first],
        "waiting_count": len(standing),
        "seen": print_of(standing),
        "trial": newest_trial(row),
        "paused": any(p.account_id in {row.pk, None} and p.thread_id is None for p in seat.pauses),
        "stopped": [each for each in listed if each.pk in halted],
        "lines": [
            describe_move(move) for move in moves.select_related("who", "post", "account")[:NEWEST]
        ],
    }
    return render(request, "house/account.html", page, status=status)
