"""Another try where no thread could be made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse

from publisher.accounts.roles import Act
from publisher.explainer import Unreadable
from publisher.intake.errors import IntakeError
from publisher.intake.retry import retry_thread as make_again
from publisher.review.pages.thread import render_thread
from publisher.thread.states import ForbiddenMove
from publisher.thread.transitions import Overtaken
from publisher.web.here import NotDone, thread_of, to_thread
from publisher.web.seat import DeskRequest, at_desk

REFUSED = 422


@at_desk(Act.ADD)
def retry_drafting(request: DeskRequest, name: str) -> HttpResponse:
    """Make it again, of the text as it is in the field."""
    thread = thread_of(request.seat, name)
    if request.method != "POST":
        return to_thread(thread)
    try:
        thread = make_again(thread, request.POST.get("text", ""), who=request.seat.person)
    except (Unreadable, IntakeError) as error:
        kept = NotDone(str(error), "again", request.POST.dict())
        return render_thread(request, thread_of(request.seat, name), kept=kept, status=REFUSED)
    except (ForbiddenMove, Overtaken):
        messages.info(request, "Somebody tried again before you.")
    return to_thread(thread)
