"""How the cards look: see another theme, and draw them in it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from publisher.accounts.roles import Act
from publisher.review.change_theme import look_at, redraw_cards
from publisher.review.errors import NoTheme
from publisher.review.pages.decide import handle_decision
from publisher.thread.models import Thread
from publisher.web.here import thread_of
from publisher.web.seat import DeskRequest, at_desk


@at_desk()
@require_safe
def preview_card_theme(request: DeskRequest, name: str, theme: str) -> HttpResponse:
    """The thread's first card in a theme, drawn now and kept nowhere."""
    thread = thread_of(request.seat, name)
    revision = thread.revisions.filter(rev=thread.rev).first()
    if revision is None:
        raise Http404
    try:
        png = look_at(revision, theme)
    except NoTheme as error:
        raise Http404 from error
    return HttpResponse(png, "image/png", headers={"Cache-Control": "private, max-age=60"})


@at_desk(Act.EDIT)
def apply_theme(request: DeskRequest, name: str) -> HttpResponse:
    """Draw all cards in another theme, as the next version."""

    def act(thread: Thread, rev: int) -> str:
        theme = request.POST.get("theme", "")
        saved = redraw_cards(thread, rev=rev, theme=theme, who=request.seat.person)
        return f"The cards are drawn anew. Saved as version {saved.rev}."

    return handle_decision(request, name, "decide", act)
