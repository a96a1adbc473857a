"""A person's own choice whether single keys do anything (WCAG 2.1.4)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from publisher.accounts.models import Person
from publisher.thread.transitions import record_move
from publisher.web.seat import DeskRequest, Seat, at_desk


@at_desk()
def shortcuts_page(request: DeskRequest) -> HttpResponse:
    """What each key does; and for oneself, on or off."""
    if request.method != "POST":
        return render(request, "review/keys.html", {"part": "keys"})
    chosen = request.POST.get("shortcuts")
    if chosen not in {"on", "off"}:
        raise BadRequest("neither on nor off")
    _choose(request.seat, on=chosen == "on")
    messages.success(request, f"Keys are {chosen}.")
    return redirect("keys")


def _choose(seat: Seat, *, on: bool) -> None:
    with transaction.atomic():
        if Person.objects.filter(pk=seat.person.pk, shortcuts=not on).update(shortcuts=on):
            record_move(seat.newsroom, "single keys", "", "on" if on else "off", who=seat.person)
