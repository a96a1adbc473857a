"""One thread: in review as a galley, begun as a track, and the two ways of having no posts yet."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publisher.delivery.refusal_checks import trial_answer_column
from publisher.review.begun import (
    as_usual,
    build_submit_button,
    current_terms_of,
    describe_previous_times,
    hidden_fields_of,
    initial_form_values,
    refresh_form_values,
)
from publisher.review.errors import DeskError
from publisher.review.forms import (
    list_day_choices,
    list_late_after_choices,
    list_validity_choices,
    parse_terms,
    wrong_times,
)
from publisher.review.terms import start_of
from publisher.review.thread_options import selected_options_of
from publisher.review.thread_page import Galley
from publisher.schedule.cost import sent_column
from publisher.schedule.local_time import TimeError
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.models import Thread
from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from publisher.web.here import NotDone, page_digest, thread_of, unchanged_response
from publisher.web.seat import DeskRequest, at_desk


@at_desk()
@require_safe
def thread_page(request: DeskRequest, name: str) -> HttpResponse:
    thread = thread_of(request.seat, name, **sent_column(request.seat.now), **trial_answer_column())
    if decided_elsewhere(thread):
        return redirect("follow-up", name)
    asked = request.GET.get("version", "")
    rev = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else None  # noqa: PLR2004 - fits any column
    return render_thread(request, thread, rev=rev)


def decided_elsewhere(thread: Thread) -> bool:
    """Whether an editor finds this thread on the page where a begun one is ended."""
    going = thread.goal == Goal.GONE and thread.state != T.TAKEN_DOWN
    return thread.state == T.NEEDS_EDITOR or going


def render_thread(
    request: DeskRequest,
    thread: Thread,
    *,
    rev: int | None = None,
    kept: NotDone | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of this thread, at version `rev`, with what could not be done kept in its place."""
    galley = Galley(thread, request.seat, rev, _typed(kept), _chosen(request, thread, kept))
    page = {
        "part": "queue",
        "here": reverse("thread", args=[thread.public_id]),
        "thread": thread,
        "galley": galley,
        "kept": kept,
    }
    if galley.editable:
        page |= _choices(request, galley, kept)
        typed = kept.typed if kept and kept.place == "whole" else None
        page["whole"] = selected_options_of(galley.content, thread.replies, typed)
        return render(request, "review/galley.html", page, status=status)
    live = page_digest(thread.state, thread.due_at, galley.lamps, galley.held, thread.proof)
    if thread.state in {T.DRAFTING, T.SENDING, T.SCHEDULED} or galley.back.pending:
        page["live"] = live
    return unchanged_response(request, live) or render(
        request, _template(thread), page, status=status
    )


def _choices(request: DeskRequest, galley: Galley, kept: NotDone | None) -> dict[str, object]:
    wall, thread = request.seat.wall, galley.thread
    agenda = galley.behind.agenda(thread.account)
    before = current_terms_of(thread, galley.behind)
    begins = initial_form_values([before], wall)
    typed = (
        refresh_form_values(kept.typed, begins, wall) if kept and kept.place == "decide" else begins
    )
    slot = next_free_slot(thread.account, wall.now, but=thread, agenda=agenda)
    return {
        "days": list_day_choices(wall, begins.get("day", ""), begins["embargo_day"]),
        "latenesses": list_late_after_choices(thread.late_after),
        "lastings": list_validity_choices(),
        "slot": slot,
        "begins": begins,
        "had": hidden_fields_of(begins),
        "lost": describe_previous_times([before], wall),
        "typed": typed,
        "wrong_time": {} if typed is begins else wrong_times(typed, wall),
        "plain": as_usual(typed, thread),
        "press": build_submit_button(typed, begins, wall, slot, second=request.seat.wants_two),
    }


def _chosen(request: DeskRequest, thread: Thread, kept: NotDone | None) -> datetime | None:
    """When it would go out by what was typed, if that is a time."""
    if kept is None or kept.place != "decide":
        return None
    try:
        chosen = parse_terms(kept.typed, request.seat.wall)
        return start_of(thread, chosen, request.seat.now)
    except (DeskError, TimeError, BadRequest):
        return None


def _template(thread: Thread) -> str:
    # A thread dropped before it was made has no posts to show either.
    return "review/track.html" if thread.rev else "review/unmade.html"


def _typed(kept: NotDone | None) -> dict[int, str]:
    if kept is None or not kept.place.startswith("post-"):
        return {}
    return {int(kept.place.removeprefix("post-")): kept.typed.get("body", "")}
