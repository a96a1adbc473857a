"""The newsroom's history in pages, filtered, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from publisher.accounts.models import Account, Newsroom, Person
from publisher.accounts.roles import Act
from publisher.review.queue_filter import typed_day
from publisher.thread.models import Move
from publisher.web.chronicle import HistoryEntry, list_history, of_move
from publisher.web.export import as_csv, as_json, export_row
from publisher.web.here import thread_of
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import Wall
from publisher.web.told import describe_move

#: Lines a page.
NEWEST = 100
#: Nobody pressed anything: the publisher itself.
ITSELF = "publisher"
_KINDS = {"csv": ("text/csv; charset=utf-8", as_csv), "json": ("application/json", as_json)}


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What of the history is wanted: by whom, on which account, on which day, before which line.

    `typed` is what stood for a day and is none, `wrong` says why.
    """

    who: str = ""
    account: str = ""
    day: date | None = None
    wrong: str = ""
    typed: str = ""
    before: tuple[datetime, int] | None = None

    @property
    def query(self) -> str:
        """The filter as the end of an address, without its page."""
        day = self.day.isoformat() if self.day else ""
        kept = {"who": self.who, "account": self.account, "day": day}
        return urlencode({name: value for name, value in kept.items() if value})


@at_desk()
@require_safe
def history_page(request: DeskRequest) -> HttpResponse:
    """Who did what, the newest first."""
    house, asked = request.seat.newsroom, _asked(request.GET, request.seat.wall)
    moves = list(_moves(house, asked)[: NEWEST + 1])
    page = {
        "part": "history",
        "lines": [describe_move(move, with_thread=True) for move in moves[:NEWEST]],
        "asked": asked,
        "older": _older(moves, asked),
        "people": Person.objects.filter(memberships__newsroom=house).order_by("name"),
        "choices": Account.objects.filter(newsroom=house).defer("sealed").order_by("id"),
    }
    return render(request, "review/history.html", page)


@at_desk(Act.EXPORT)
@require_safe
def export_history(request: DeskRequest, kind: str) -> HttpResponse:
    """The same as a file, all of it."""
    house = request.seat.newsroom
    moves = _moves(house, _asked(request.GET, request.seat.wall)).iterator(chunk_size=500)
    return _file(house, kind, (of_move(move) for move in moves), str(house))


@at_desk()
@require_safe
def export_thread(request: DeskRequest, name: str, kind: str) -> HttpResponse:
    """Every move and call of one thread as a file, the newest last."""
    thread = thread_of(request.seat, name)
    return _file(request.seat.newsroom, kind, list_history(thread), str(thread.article))


def _file(house: Newsroom, kind: str, entries: Iterable[HistoryEntry], called: str) -> HttpResponse:
    media_type, write = _KINDS[kind]
    rows = (export_row(entry, house.zone, settings.PUBLIC_URL.rstrip("/")) for entry in entries)
    name = f"history-{slugify(called)[:60] or 'thread'}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    answer = StreamingHttpResponse(write(rows), content_type=media_type, headers=headers)
    # Both are answers to a page's caller; only the types of Django know no common name for them.
    return cast("HttpResponse", answer)


def _moves(house: Newsroom, asked: HistoryFilter) -> QuerySet[Move]:
    rows = Move.objects.filter(newsroom=house, **_of_day(asked.day, house.zone))
    if asked.who:
        by = None if asked.who == ITSELF else int(asked.who)
        rows = rows.filter(who=by)
    if asked.account:
        named = asked.account
        rows = rows.filter(Q(account__public_id=named) | Q(thread__account__public_id=named))
    if asked.before:
        at, pk = asked.before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)
    loaded = rows.select_related("who", "post", "account", "thread__article", "thread__account")
    hidden = ("thread__article__source", "account__sealed", "thread__account__sealed")
    return loaded.defer(*hidden).order_by("-at", "-id")


def _of_day(day: date | None, zone: str) -> dict[str, Any]:
    if day is None:
        return {}
    local = ZoneInfo(zone)
    begins = datetime.combine(day, time(), local)
    return {"at__gte": begins, "at__lt": datetime.combine(day + timedelta(days=1), time(), local)}


def _older(moves: list[Move], asked: HistoryFilter) -> str:
    """The query of the next page, or nothing."""
    if len(moves) <= NEWEST:
        return ""
    last = moves[NEWEST - 1]
    place = urlencode({"before": f"{last.at.isoformat()}_{last.pk}"})
    return f"{asked.query}&{place}" if asked.query else place


def _asked(data: Mapping[str, str], wall: Wall) -> HistoryFilter:
    """What the address asks for; what is none of it is left out."""
    who = data.get("who", "")
    named = data.get("day", "").strip()
    day, wrong = typed_day(named, wall)
    known = who == ITSELF or _number(who)
    return HistoryFilter(
        who=who if known else "",
        account=data.get("account", "")[:16],
        # In the first and the last year a day may have no midnight in some zone.
        day=day if day and date.min.year < day.year < date.max.year else None,
        wrong=wrong,
        typed=named if wrong else "",
        before=_place(data.get("before", "")),
    )


def _place(typed: str) -> tuple[datetime, int] | None:
    moment, _, pk = typed.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, int(pk)) if at.tzinfo and _number(pk) else None


def _number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= 12  # noqa: PLR2004 - fits any column
