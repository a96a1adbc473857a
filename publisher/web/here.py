"""What the pages share: finding a thread, reading a form, asking again only when it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from django.core.exceptions import BadRequest
from django.db.models import Count, OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from publisher.thread.approvers import has_worked_on
from publisher.thread.models import Thread
from publisher.web.seat import DeskRequest, Seat


@dataclass(frozen=True, slots=True)
class NotDone:
    """What could not be done: why, in a sentence, where on the page, and what had been typed."""

    words: str
    place: str
    typed: Mapping[str, str]
    stale: bool = False
    refused: Sequence[tuple[str, str]] = ()


def parse_number(data: Mapping[str, str], name: str) -> int:
    value = data.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):  # noqa: PLR2004 - fits any column
        raise BadRequest(f"{name} is not a number")
    return int(value)


def thread_of(seat: Seat, name: str, **also: Subquery) -> Thread:
    """This newsroom's thread of that name, or Http404; `siblings` are all of its article's.

    `also` are further columns to read with it.
    """
    same = Thread.objects.filter(article=OuterRef("article")).order_by().values("article")
    rows = Thread.objects.select_related("article", "made_by", "approved__sealed_by")
    rows = rows.defer("approved__content", "approved__seal")
    rows = rows.annotate(
        siblings=Subquery(same.annotate(number=Count("pk")).values("number")),
        worked=has_worked_on(seat.person, seat.newsroom),
        **also,
    )
    accounts = {account.pk: account for account in seat.accounts}
    try:
        thread = rows.get(public_id=name, account__in=accounts)
    except Thread.DoesNotExist as error:
        raise Http404 from error
    thread.account = accounts[thread.account_id]
    return thread


def page_digest(*seen: object) -> str:
    """A short print of what a page shows: the same print, nothing new to draw."""
    return blake2s(repr(seen).encode(), digest_size=8).hexdigest()


def unchanged_response(request: DeskRequest, print_: str) -> HttpResponse | None:
    """The empty answer to a page that asks again and has seen all of this."""
    if request.htmx and request.GET.get("seen") == print_:
        return HttpResponse(status=204)
    return None


def to_thread(thread: Thread, anchor: str = "") -> HttpResponse:
    return redirect(f"/threads/{thread.public_id}{anchor and '#'}{anchor}")
