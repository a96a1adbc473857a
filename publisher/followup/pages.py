"""The page where an editor says how a begun thread ends. Each form carries what it was drawn from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publisher.accounts.roles import Act
from publisher.followup.accept_flaws import leave_as_is, read_again
from publisher.followup.close_out import close_out
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import drop_post, mend_post
from publisher.followup.errors import Changed, FollowupError
from publisher.followup.reply import drop_reply, measure_reply, propose_reply, send_reply
from publisher.followup.resolve_unknown import it_is_not_there, it_is_there
from publisher.followup.status_page import ThreadStatus, half_way
from publisher.followup.tail_cards import draw_card, keep_card
from publisher.followup.take_down import REMOVABLE, take_down
from publisher.thread.models import Thread
from publisher.thread.replies import ReplyKind
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken
from publisher.web.here import (
    NotDone,
    page_digest,
    parse_number,
    thread_of,
    to_thread,
    unchanged_response,
)
from publisher.web.seat import DeskRequest, at_desk

OVERTAKEN, REFUSED = 409, 422


@at_desk()
@require_safe
def follow_up_page(request: DeskRequest, name: str) -> HttpResponse:
    """What happened, one question, and the ways it can end."""
    thread = thread_of(request.seat, name, **half_way())
    return render_follow_up(request, thread) if thread.state in REMOVABLE else to_thread(thread)


@at_desk(Act.FOLLOW_UP)
def resolve_unclear_post(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """Take an editor's word on an unclear post."""

    def act(thread: Thread) -> str:
        who, epoch = request.seat.person, parse_number(request.POST, "epoch")
        if request.POST.get("answer") == "there":
            url = request.POST.get("url", "")
            it_is_there(thread, position, url=url, who=who, epoch=epoch)
            return f"Post {position} is there, and counts as out."
        it_is_not_there(thread, position, who=who, epoch=epoch)
        return f"Post {position} is not there, and waits for its turn."

    return _decide(request, name, "answer", act)


@at_desk(Act.FOLLOW_UP)
def carry_on(request: DeskRequest, name: str) -> HttpResponse:
    """Send the rest."""

    def act(thread: Thread) -> str:
        rev, epoch = parse_number(request.POST, "rev"), parse_number(request.POST, "epoch")
        go_on(thread, rev=rev, who=request.seat.person, epoch=epoch)
        return "The thread goes on."

    return _decide(request, name, "continue", act)


@at_desk(Act.FOLLOW_UP)
def close_out_thread(request: DeskRequest, name: str) -> HttpResponse:
    """Send one last post."""

    def act(thread: Thread) -> str:
        text, epoch = request.POST.get("text"), parse_number(request.POST, "epoch")
        close_out(thread, who=request.seat.person, epoch=epoch, text=text)
        return "One last post is sent, and the thread ends with it."

    return _decide(request, name, "close", act)


@at_desk(Act.FOLLOW_UP)
def take_down_thread(request: DeskRequest, name: str) -> HttpResponse:
    """Delete what is out."""

    def act(thread: Thread) -> str:
        take_down(thread, who=request.seat.person)
        return "It is being taken down. Nothing more of it goes out."

    return _decide(request, name, "down", act)


@at_desk(Act.FOLLOW_UP)
def read_back(request: DeskRequest, name: str) -> HttpResponse:
    """Leave what was found as it is, or have it read again."""

    def act(thread: Thread) -> str:
        who, epoch = request.seat.person, parse_number(request.POST, "epoch")
        if "again" in request.POST:
            read_again(thread, who=who, epoch=epoch)
            return "It is read back again in a moment."
        leave_as_is(thread, who=who, epoch=epoch)
        return "It stays as it is."

    return _decide(request, name, "read-back", act)


@at_desk(Act.EDIT)
def edit_waiting_post(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """New words for a post that is not out, or another try with the old ones; or leave it out."""

    def act(thread: Thread) -> str:
        rev, who = parse_number(request.POST, "rev"), request.seat.person
        if "drop" in request.POST:
            drop_post(thread, position, rev=rev, who=who)
            return f"Post {position} is left out."
        mend_post(thread, position, body=request.POST.get("body", ""), rev=rev, who=who)
        return f"Post {position} waits for its turn."

    return _decide(request, name, f"post-{position}", act)


@at_desk(Act.EDIT)
def resolve_card_clash(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """Draw a card that is not out from the posts, or keep what it says."""

    def act(thread: Thread) -> str:
        rev, who = parse_number(request.POST, "rev"), request.seat.person
        if "keep" in request.POST:
            keep_card(thread, position, key=request.POST.get("key", ""), rev=rev, who=who)
            return f"The card of post {position} stays as it is."
        draw_card(thread, position, card=parse_number(request.POST, "card"), rev=rev, who=who)
        return f"The card of post {position} is drawn from the posts."

    return _decide(request, name, f"post-{position}", act)


@at_desk(Act.EDIT)
def write_reply(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """Write a correction of a post that is out, or what came after it."""

    def act(thread: Thread) -> str:
        rev, who = parse_number(request.POST, "rev"), request.seat.person
        kind, words = _kind(request), request.POST.get("words", "")
        with transaction.atomic():
            written = propose_reply(thread, position, kind=kind, words=words, rev=rev, who=who)
            if "send" not in request.POST:
                return "It is written, and waits for an editor."
            send_reply(thread, rev=written.rev, who=who)
        return f"It goes out now, under post {position}."

    return _decide(request, name, f"reply-{position}", act)


@at_desk(Act.EDIT)
def show_reply_length(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """How long the reply being written is, as the network counts."""
    thread = thread_of(request.seat, name)
    if request.method != "POST":
        return redirect("follow-up", name)
    weight = measure_reply(thread, _kind(request), request.POST.get("words", ""))
    return render(request, "followup/weight.html", {"weight": weight, "position": position})


@at_desk(Act.EDIT)
def decide_proposed_reply(request: DeskRequest, name: str) -> HttpResponse:
    """Send the reply that waits, or drop it."""

    def act(thread: Thread) -> str:
        rev, who = parse_number(request.POST, "rev"), request.seat.person
        if "drop" in request.POST:
            drop_reply(thread, rev=rev, who=who)
            return "It is dropped. Nothing was sent."
        send_reply(thread, rev=rev, who=who)
        return "It goes out now."

    return _decide(request, name, "proposed", act)


def _kind(request: DeskRequest) -> ReplyKind:
    try:
        return ReplyKind(request.POST.get("kind", ReplyKind.CORRECTION))
    except ValueError as error:
        raise BadRequest("no such reply") from error


def _of_the_link(kept: NotDone) -> bool:
    """Whether it is the address of a post that is wrong: then the reason stands at its field."""
    return kept.place == "answer" and kept.typed.get("answer") == "there" and not kept.stale


def render_follow_up(
    request: DeskRequest, thread: Thread, *, kept: NotDone | None = None, status: int = 200
) -> HttpResponse:
    """The page of a thread read with `half_way`, with what could not be done kept in its place."""
    standing = ThreadStatus(thread, request.seat)
    here = reverse("follow-up", args=[thread.public_id])
    seen = {"part": "queue", "here": here, "thread": thread, "standing": standing, "kept": kept}
    seen["link_wrong"] = bool(kept and standing.question and _of_the_link(kept))
    live = page_digest(thread.state, thread.goal, thread.wake_at is None, standing.lamps)
    if thread.state == T.SENDING or standing.going_down:
        seen["live"] = live
    drawn = unchanged_response(request, live)
    return drawn or render(request, "followup/page.html", seen, status=status)


def _decide(
    request: DeskRequest, name: str, place: str, act: Callable[[Thread], str]
) -> HttpResponse:
    """Do it and show the thread; or say why not, with all that was typed still there."""
    thread = thread_of(request.seat, name)
    if request.method != "POST":
        return to_thread(thread)
    try:
        messages.success(request, act(thread))
    except (FollowupError, Overtaken) as error:
        status = OVERTAKEN if isinstance(error, Changed | Overtaken) else REFUSED
        kept = NotDone(str(error), place, request.POST.dict(), stale=status == OVERTAKEN)
        again = thread_of(request.seat, name, **half_way())
        if again.state in REMOVABLE:
            return render_follow_up(request, again, kept=kept, status=status)
        messages.error(request, str(error))
        return to_thread(again)
    return redirect("follow-up", name)
