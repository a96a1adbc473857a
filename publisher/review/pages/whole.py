"""What an editor decides about the telling of a whole thread, and the words that found no place in it."""

from __future__ import annotations

from django.http import HttpResponse

from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.edit import apply_change
from publisher.review.pages.decide import handle_decision
from publisher.review.restyle import Telling, list_edited_positions, restyle_thread
from publisher.review.shape.merge_resplit import let_go, put_back
from publisher.review.shape.opened_content import Content
from publisher.thread.models import Revision, Thread
from publisher.web.seat import DeskRequest, at_desk


@at_desk(Act.EDIT)
def update_thread_options(request: DeskRequest, name: str) -> HttpResponse:
    """Tell the thread another way, or split it again as it is told now."""
    form = request.POST

    def act(thread: Thread, rev: int) -> str:
        wanted = Telling(
            style=form.get("style", ""),
            numbering=form.get("numbering", ""),
            newest_first="newest_first" in form,
            replies=form.get("replies", ""),
            again=form.get("act") == "again",
        )
        return _told(restyle_thread(thread, rev=rev, wanted=wanted, who=request.seat.person))

    return handle_decision(request, name, "whole", act)


@at_desk(Act.EDIT)
def resolve_loose_words(request: DeskRequest, name: str, number: int) -> HttpResponse:
    """Put words that found no place into the last post, or let them go."""
    back = request.POST.get("act") == "back"

    def shape(content: Content, limits: Limits) -> Content:
        return put_back(content, number, limits) if back else let_go(content, number)

    def act(thread: Thread, rev: int) -> str:
        why = "Words put back" if back else "Words let go"
        saved = apply_change(thread, rev=rev, shape=shape, who=request.seat.person, why=why)
        return f"{why}. Saved as version {saved.rev}."

    return handle_decision(request, name, "loose", act, "loose")


def _told(saved: Revision) -> str:
    kept, adrift = list_edited_positions(saved.content), saved.content.get("loose", ())
    said = [f"Saved as version {saved.rev}."]
    if len(kept) == 1:
        said.append(f"Post {kept[0]} stayed as it was changed by hand.")
    elif kept:
        named = ", ".join(map(str, kept))
        said.append(f"Posts {named} stayed as they were changed by hand.")
    if adrift:
        said.append("What found no place stands below the posts.")
    return " ".join(said)
