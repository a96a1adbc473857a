"""The page on which an editor continues many threads of an account at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from publisher.accounts.models import Account
from publisher.accounts.roles import Act
from publisher.explainer.quoting import quote_words
from publisher.followup.continue_many import (
    LISTED,
    Outcome,
    ReadThread,
    continue_all,
    find_stopping_pause,
    list_stopped_threads,
)
from publisher.schedule.pause import Scope
from publisher.web.here import parse_number
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import format_count


@at_desk(Act.FOLLOW_UP)
def continue_threads_page(request: DeskRequest, which: str) -> HttpResponse:
    """List what stands still, and let go on what is ticked."""
    house = request.seat.newsroom
    account = get_object_or_404(Account, public_id=which, newsroom=house)
    if request.method == "POST":
        _press(request, account)
        return redirect("continue-all", which)
    since = find_stopping_pause(account)
    rows = list_stopped_threads(account, since, request.seat.now)
    held = [p for p in request.seat.pauses if p.scope == Scope.ALL or p.account_id == account.pk]
    page = {
        "part": "queue",
        "account": account,
        "rows": [row for row in rows if not row.blocked],
        "blocked": [row for row in rows if row.blocked],
        "more": len(rows) == LISTED,
        "cause": since,
        "held": held,
    }
    return render(request, "followup/together.html", page)


def _press(request: DeskRequest, account: Account) -> None:
    names = request.POST.getlist("on")[:LISTED]
    drawn = {name: _drawn(request, name) for name in names}
    if not drawn:
        messages.info(request, "Nothing was ticked, and nothing goes on.")
        return
    _tell(request, continue_all(account, drawn, who=request.seat.person))


def _drawn(request: DeskRequest, name: str) -> ReadThread:
    return ReadThread(
        parse_number(request.POST, f"epoch-{name}"), parse_number(request.POST, f"rev-{name}")
    )


def _tell(request: DeskRequest, outcomes: Sequence[Outcome]) -> None:
    on = [outcome.headline for outcome in outcomes if not outcome.why]
    if on:
        verb = "goes" if len(on) == 1 else "go"
        named = ", ".join(quote_words(headline) for headline in on)
        messages.success(
            request, f"{format_count(len(on), 'thread', 'threads')} {verb} on: {named}."
        )
    for outcome in outcomes:
        if outcome.why:
            messages.error(
                request, f"{quote_words(outcome.headline)} stays where it is. {outcome.why}"
            )
