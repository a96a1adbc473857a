"""The house's settings: a form a section, each drawn from what it would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from cards import CardError
from cards.theme_file import list_themes as themes
from publisher.accounts.models import Account
from publisher.accounts.policy import public_name
from publisher.accounts.roles import Act
from publisher.newsroom.errors import HouseError, WrongSetting
from publisher.newsroom.newsroom_settings import (
    SETTINGS,
    SettingChange,
    change_settings,
    list_zones,
    same_moment,
)
from publisher.newsroom.posting_times import DAYS, add_time, remove_time, times_of
from publisher.split import CardSpec
from publisher.thread.card_drawing import draw_preview, look_of
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from publisher.web.here import NotDone, page_digest
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import Wall

REFUSED = 422
LISTED = 50
#: What each form of the page changes.
PARTS = {
    "newsroom": ("name", "public_name"),
    "cards": ("theme",),
    "threads": ("numbering", "sign_off"),
    "rules": ("four_eyes", "late_after", "lasts"),
}
SAMPLE = CardSpec("bullet", "What is new", "The ferry sails again from Monday, twice a day.")


@at_desk(Act.HOUSE)
@require_safe
def settings_page(request: DeskRequest) -> HttpResponse:
    """All settings."""
    return _page(request)


@at_desk(Act.HOUSE)
def save_section(request: DeskRequest, part: str) -> HttpResponse:
    """Change what one form holds."""
    if part not in PARTS:
        raise Http404
    return _decide(request, part, lambda: _said(_changed(request, PARTS[part])))


@at_desk(Act.HOUSE)
def change_zone(request: DeskRequest) -> HttpResponse:
    """Change the time zone; where threads are scheduled, what that means is shown first."""
    typed = request.POST.get("zone", "").strip()
    moved = _scheduled(request)
    seen = page_digest([(row.pk, row.due_at) for row in moved])
    if request.method == "POST" and moved and typed in list_zones() and typed != _zone(request):
        if request.POST.get("sure") != seen:
            return _zone_page(request, typed, moved, seen)
        words = same_moment(len(moved))
        return _decide(
            request, "zone", lambda: _said(_changed(request, ("zone",), note=words), words)
        )
    return _decide(request, "zone", lambda: _said(_changed(request, ("zone",))))


@at_desk(Act.HOUSE)
def add_posting_time(request: DeskRequest) -> HttpResponse:
    """Add a posting time."""

    def act() -> str:
        data, name = request.POST, request.POST.get("for", "")
        accounts = Account.objects.filter(newsroom=request.seat.newsroom, ended_at=None)
        account = get_object_or_404(accounts, public_id=name) if name else None
        add_time(
            request.seat.newsroom,
            weekday=data.get("weekday", ""),
            typed=data.get("time", ""),
            account=account,
            who=request.seat.person,
        )
        return "The posting time is added."

    return _decide(request, "times", act)


@at_desk(Act.HOUSE)
def remove_posting_time(request: DeskRequest, number: int) -> HttpResponse:
    """Remove a posting time."""

    def act() -> str:
        gone = remove_time(request.seat.newsroom, number, who=request.seat.person)
        kept = "Threads that were given it keep their time."
        return f"{gone} is removed. {kept}" if gone else "It was removed already."

    return _decide(request, "times", act)


@at_desk(Act.HOUSE)
@require_safe
def preview_theme(request: DeskRequest, theme: str) -> HttpResponse:
    """A card in a theme, drawn now and kept nowhere."""
    if theme not in themes():
        raise Http404
    try:
        png = draw_preview(SAMPLE, look_of(theme, request.seat.newsroom))
    except CardError as error:
        raise Http404 from error
    return HttpResponse(png, "image/png", headers={"Cache-Control": "private, max-age=60"})


def _decide(request: DeskRequest, place: str, act: Callable[[], str]) -> HttpResponse:
    if request.method != "POST":
        return redirect("house")
    try:
        messages.success(request, act())
    except HouseError as error:
        wrong = error.name if isinstance(error, WrongSetting) else ""
        return _page(
            request, NotDone(str(error), place, request.POST.dict()), wrong, status=REFUSED
        )
    return redirect("house")


def _changed(request: DeskRequest, names: tuple[str, ...], note: str = "") -> list[SettingChange]:
    data = request.POST
    try:
        wanted = {name: data.get(name, "no" if name in TICKS else None) for name in names}
        was = {name: data[f"was-{name}"] for name in names}
    except KeyError as error:
        raise BadRequest("a form that is not ours") from error
    given = {name: value for name, value in wanted.items() if value is not None}
    return change_settings(
        request.seat.newsroom, given, who=request.seat.person, was=was, note=note
    )


TICKS = {"sign_off", "four_eyes"}


def _said(changes: list[SettingChange], more: str = "") -> str:
    words = " ".join(each.words for each in changes) or "Nothing was different."
    return f"{words} {more}".strip() if changes else words


def _zone(request: DeskRequest) -> str:
    return request.seat.newsroom.zone


def _scheduled(request: DeskRequest) -> list[Thread]:
    rows = Thread.objects.filter(
        account__newsroom=request.seat.newsroom, state=T.SCHEDULED, due_at__isnull=False
    )
    near = rows.select_related("article", "account").defer("article__source").order_by("due_at")
    return list(near[:LISTED])


def _zone_page(request: DeskRequest, typed: str, moved: list[Thread], seen: str) -> HttpResponse:
    seat = request.seat
    page = {
        "part": "house",
        "typed": typed,
        "moved": moved,
        "sure": seen,
        "new": Wall(typed, seat.now),
        "times": list(times_of(seat.newsroom, seat.now))[:3],
    }
    return render(request, "house/zone.html", page)


def _page(
    request: DeskRequest, kept: NotDone | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    seat = request.seat
    seat.newsroom.refresh_from_db()
    values = {name: each.read(seat.newsroom) for name, each in SETTINGS.items()}
    typed = {**values, **(kept.typed if kept else {})}
    page: dict[str, Any] = {
        "part": "house",
        "undone": kept,
        "wrong": wrong,
        "values": values,
        "typed": typed,
        "choices": {name: _choices(name, typed[name]) for name in SETTINGS},
        "themes": themes(),
        "zones": list_zones(),
        "days": list(enumerate(DAYS)),
        "times": list(times_of(seat.newsroom, seat.now)),
        "public_name": public_name(seat.newsroom),
    }
    return render(request, "house/house.html", page, status=status)


def _choices(name: str, chosen: str) -> list[tuple[str, str]]:
    """The choices of a setting, with the one that stands where it is none of them."""
    known = dict(SETTINGS[name].choices or {})
    if known and chosen not in known and name == "late_after":
        known[chosen] = (
            f"{int(chosen) // 60} minutes late at most" if chosen.isdecimal() else chosen
        )
    return list(known.items())
