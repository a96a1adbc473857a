"""The page of notices: what is told to whom, by which ways, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from publisher.accounts.models import Membership
from publisher.accounts.roles import Act
from publisher.notifications.errors import BadHook
from publisher.notifications.events import LATER, Occasion
from publisher.notifications.notification_settings import mail_me, remove_hook, send_test, set_hook
from publisher.notifications.webhook import has_hook
from publisher.thread.models import Notice
from publisher.web.seat import DeskRequest, Seat, at_desk

#: How many messages the page lists.
NEWEST = 30
REFUSED = 422
#: What is told, and to whom.
OCCASIONS = (
    ("A thread waits for approval", "everyone who may approve it"),
    ("A thread came back", "who wrote it"),
    ("A thread is out", "who wrote it and who approved it"),
    ("A thread missed its time", "all editors"),
    ("A thread needs an editor", "who approved it and who wrote it"),
    ("A correction or update waits", "all editors"),
    ("A thread is not there as it was sent", "who approved it and who wrote it"),
    ("Nobody looked at one of these three for a quarter of an hour", "everyone"),
    ("An account stopped by itself", "all editors"),
)
_CALLED = {
    Occasion.WAITS: "To approve",
    Occasion.SENT_BACK: "Sent back",
    Occasion.MISSED: "Not sent in time",
    Occasion.NEEDS: "Needs an editor",
    Occasion.STILL: "Nobody has looked",
    Occasion.REPLY: "A reply to approve",
    Occasion.REPLY_STILL: "Nobody has looked",
    Occasion.FLAWED: "Not as it was sent",
    Occasion.FLAWED_STILL: "Nobody has looked",
    Occasion.STOPPED: "Account stopped",
    Occasion.ONE_ALONE: "One person can approve alone",
    Occasion.EMBARGO: "Embargo changed",
    Occasion.JOINED: "Somebody joined",
    Occasion.OUT: "Out",
    Occasion.TEST: "A test",
}


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message of the list; `change_own_mail` where it went to who reads the page."""

    row: Notice
    called: str
    to: str


@at_desk()
@require_safe
def notices_page(request: DeskRequest) -> HttpResponse:
    return _page(request)


@at_desk()
def change_own_mail(request: DeskRequest) -> HttpResponse:
    """Turn one's own mail on or off."""
    if request.method == "POST":
        on = request.POST.get("mail") == "on"
        mail_me(request.seat.newsroom, request.seat.person, on=on)
        messages.success(request, "You are mailed." if on else "You are not mailed any more.")
    return redirect("notices")


@at_desk(Act.CONNECT)
@never_cache
@sensitive_post_parameters("url")
def set_webhook(request: DeskRequest) -> HttpResponse:
    """Set the webhook. Its secret is in this answer and never again."""
    if request.method != "POST":
        return redirect("notices")
    try:
        url = request.POST.get("url", "")
        secret = set_hook(request.seat.newsroom, url, who=request.seat.person)
    except BadHook as error:
        return _page(request, status=REFUSED, wrong=str(error), typed=url)
    return _page(request, secret=secret)


@at_desk(Act.CONNECT)
def no_webhook(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        remove_hook(request.seat.newsroom, who=request.seat.person)
        messages.success(request, "The webhook is removed. Nothing is sent there any more.")
    return redirect("notices")


@at_desk(Act.CONNECT)
def send_test_message(request: DeskRequest) -> HttpResponse:
    """Send a message to oneself and to the webhook."""
    if request.method == "POST":
        sent = send_test(request.seat.newsroom, who=request.seat.person)
        said = "A test is on its way: below you see what becomes of it."
        messages.info(request, said if sent else "There is no way yet to send one by.")
    return redirect("notices")


def _page(request: DeskRequest, *, status: int = 200, **more: object) -> HttpResponse:
    seat = request.seat
    member = Membership.objects.get(newsroom=seat.newsroom, person=seat.person)
    page = {
        "part": "notices",
        "occasions": OCCASIONS,
        "mail": bool(settings.MAIL_URL),
        "mailed": member.mailed,
        "hook": has_hook(seat.newsroom),
        "lines": [_line(row, seat) for row in _newest(seat)],
        **more,
    }
    return render(request, "tell/notices.html", page, status=status)


def _newest(seat: Seat) -> QuerySet[Notice]:
    rows = Notice.objects.filter(newsroom=seat.newsroom).exclude(
        tries=0, kind__in=list(LATER.values())
    )
    rows = rows.select_related("thread__article", "move__account").defer("thread__article__source")
    return rows.order_by("-id")[:NEWEST]


def _line(row: Notice, seat: Seat) -> MessageLine:
    hooked = row.channel == Notice.Channel.HOOK
    to = "the webhook" if hooked else "you" if row.address == seat.person.email else row.address
    return MessageLine(row, _CALLED[Occasion(row.kind)], to)
