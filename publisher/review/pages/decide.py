"""What an editor decides about one thread. Each form carries the version it was drawn from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse

from publisher.accounts.roles import Act
from publisher.explainer.quoting import quote_words
from publisher.review import approve as decisions
from publisher.review.checks import find_right
from publisher.review.edit import newest_of
from publisher.review.embargo_reading import record_embargo_read
from publisher.review.errors import Again, DeskError, EmbargoStands, Stale
from publisher.review.forms import instant_in, parse_terms
from publisher.review.lifting import change_embargo
from publisher.review.pages.thread import render_thread
from publisher.review.reschedule import reschedule_thread as another_time
from publisher.review.terms import Terms
from publisher.review.thread_page import Galley
from publisher.schedule.local_time import TimeError
from publisher.thread.approvers import find_barred_approvers, whom_to_ask
from publisher.thread.models import Thread
from publisher.thread.transitions import Overtaken
from publisher.web.here import NotDone, parse_number, thread_of, to_thread
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import format_count, full

OVERTAKEN, REFUSED = 409, 422
#: Places of the page where somebody writes: what was typed there stands beside the newest version.
TYPED = ("post-", "cards-", "whole")


@at_desk(Act.APPROVE)
def approve_thread(request: DeskRequest, name: str) -> HttpResponse:
    """Approve the version that was read, for now, a time, a slot, or without one."""

    def act(thread: Thread, rev: int) -> str:
        chosen = parse_terms(request.POST, request.seat.wall)
        try:
            decisions.approve(thread, rev=rev, who=request.seat.person, **chosen)
        except EmbargoStands:
            return _embargo(request, thread, rev, chosen)
        return _approved(request, thread, f"Version {rev} is approved")

    return only_checked(request, name) or handle_decision(request, name, "decide", act)


@at_desk(Act.APPROVE)
def change_posting_time(request: DeskRequest, name: str) -> HttpResponse:
    """Give an approved thread another time, or none yet."""

    def act(thread: Thread, rev: int) -> str:
        chosen, epoch = (
            parse_terms(request.POST, request.seat.wall),
            parse_number(request.POST, "epoch"),
        )
        try:
            another_time(thread, rev=rev, epoch=epoch, who=request.seat.person, **chosen)
        except EmbargoStands:
            return _embargo(request, thread, rev, chosen)
        return _approved(request, thread, f"Version {rev} is approved anew")

    return only_checked(request, name) or handle_decision(request, name, "decide", act)


@at_desk(Act.SEND_BACK)
def send_back(request: DeskRequest, name: str) -> HttpResponse:
    """Give the thread back to its writer, with a reason."""

    def act(thread: Thread, rev: int) -> str:
        why = request.POST.get("why", "")
        decisions.send_back(thread, rev=rev, who=request.seat.person, why=why)
        return "Sent back, with your reason."

    return handle_decision(request, name, "send-back", act)


@at_desk(Act.SEND_BACK)
def cancel_thread(request: DeskRequest, name: str) -> HttpResponse:
    """Drop a thread of which nothing is out."""

    def act(thread: Thread, rev: int) -> str:
        why = request.POST.get("why", "")
        decisions.cancel(thread, rev=rev, who=request.seat.person, why=why)
        return "Dropped. Nothing of it goes out."

    return handle_decision(request, name, "cancel", act)


@at_desk(Act.APPROVE)
def confirm_embargo_read(request: DeskRequest, name: str) -> HttpResponse:
    """Keep that the embargo lines of the source were read."""

    def act(thread: Thread, rev: int) -> str:
        record_embargo_read(thread, rev=rev, who=request.seat.person)
        return (
            "Noted that you have read the embargo line. Check the embargo below before you approve."
        )

    return handle_decision(request, name, "embargo", act, "decide")


@at_desk(Act.EDIT)
def update_check(request: DeskRequest, name: str) -> HttpResponse:
    """Keep that some words were looked at: right as they are, or to be checked again."""

    def act(thread: Thread, rev: int) -> str:
        key, right = request.POST.get("key", ""), "again" not in request.POST
        posted, who = instant_in(request.POST, "posted"), request.seat.person
        found = find_right(thread, rev=rev, key=key, posted=posted, who=who, right=right)
        return f"{quote_words(found.named)} {'is right as it is' if right else 'is to be checked again'}."

    position = request.POST.get("post", "")
    return handle_decision(
        request, name, "check", act, f"post-{position}" if position.isdecimal() else ""
    )


def only_checked(request: DeskRequest, name: str) -> HttpResponse | None:
    """The page with the words checked for the time that is chosen, where no more was asked."""
    if request.method != "POST" or "check" not in request.POST:
        return None
    kept, status = NotDone("", "decide", request.POST.dict()), 200
    try:
        parse_terms(request.POST, request.seat.wall)
    except (DeskError, TimeError) as error:
        kept = NotDone(str(error), "decide", request.POST.dict())
        # A part of the page that refreshes shows the reason in its place.
        status = status if request.htmx else REFUSED
    thread, rev = thread_of(request.seat, name), parse_number(request.POST, "rev")
    return render_thread(request, thread, rev=rev, kept=kept, status=status)


def _embargo(request: DeskRequest, thread: Thread, rev: int, chosen: Terms) -> str:
    """Change the embargo alone: where two are wanted, who does that does not approve it too."""
    person, until = request.seat.person, chosen.get("not_before")
    change_embargo(thread, rev=rev, until=until, who=person, terms=chosen)
    done = (
        f"The embargo is now {full(until, request.seat.wall)}" if until else "The embargo is lifted"
    )
    ask = whom_to_ask(
        request.seat.newsroom, find_barred_approvers(newest_of(thread, rev), request.seat.newsroom)
    )
    return f"{done}. Nothing is approved: somebody else has to approve it now. {ask}"


def _approved(request: DeskRequest, thread: Thread, what: str) -> str:
    when = decisions.told_when(thread, request.seat.now)
    left = len(Galley(thread, request.seat).warned)
    check = (
        f" {format_count(left, 'word is', 'words are')} still to check for that time."
        if left
        else ""
    )
    return f"{what}{when}.{check}"


def handle_decision(
    request: DeskRequest,
    name: str,
    place: str,
    act: Callable[[Thread, int], str],
    anchor: str = "",
) -> HttpResponse:
    """Do it and show the thread at `anchor`; or say why not, with all that was typed at its place."""
    thread = thread_of(request.seat, name)
    if request.method != "POST":
        return to_thread(thread)
    rev = parse_number(request.POST, "rev")
    try:
        messages.success(request, act(thread, rev))
    except Again as done:
        # A second press, or the back button: nothing went wrong.
        messages.info(request, str(done))
    except (DeskError, TimeError, Overtaken) as error:
        stale = isinstance(error, Stale)
        kept = NotDone(str(error), place, request.POST.dict(), stale=stale)
        # Words that were typed are shown beside the newest version, a decision beside the one read.
        shown = None if place.startswith(TYPED) else rev
        again = thread_of(request.seat, name)
        return render_thread(
            request, again, rev=shown, kept=kept, status=OVERTAKEN if stale else REFUSED
        )
    return to_thread(thread, anchor or (place if place.startswith("post-") else ""))
