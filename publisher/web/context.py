"""What every page of the desk shows around its own part."""

from __future__ import annotations

from django.http import HttpRequest

from publisher.schedule.alarms import list_alarms
from publisher.web import unsent_forms
from publisher.web.banners import build_bands
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import full


def page_context(request: HttpRequest) -> dict[str, object]:
    """The seat, its wall clock, what is paused and what could be; nothing for who is outside."""
    seat: Seat | None = getattr(request, "seat", None)
    if seat is None:
        return {}
    return {
        "seat": seat,
        "wall": seat.wall,
        "pauses": seat.pauses,
        "bands": build_bands(seat),
        "alarms": list_alarms(seat.now, lambda at: full(at, seat.wall)),
        "all_paused": any(pause.scope == "all" for pause in seat.pauses),
        "here": request.path,
        "unsent": unsent_forms.find_unsent_form(request, seat.person, seat.newsroom),
        "accounts": [account for account in seat.accounts if not account.ended_at],
    }
