"""What an editor does to the posts of a thread. Whatever was typed beside a button is saved with it."""

from __future__ import annotations

from functools import partial

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.counter import measure_plain_text, measure_post
from publisher.review.edit import apply_change
from publisher.review.edit_card import (
    CardEdit,
    apply_proposed_wording,
    from_the_posts,
    save_card_edit,
)
from publisher.review.pages.decide import handle_decision
from publisher.review.revert import go_back
from publisher.review.shape import card_shapes, post_shapes
from publisher.review.shape.errors import MovedPlace, NoCut
from publisher.review.shape.opened_content import Content, Shape, post_at
from publisher.review.taking_out import take_out
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.web.here import parse_number, thread_of
from publisher.web.seat import DeskRequest, at_desk

#: What each button does beside saving the words, what the history says of it, and which post is shown then.
ACTS: dict[str, tuple[str, int]] = {
    "save": ("Post {n} changed", 0),
    "split": ("Post {n} split in two", 0),
    "cursor": ("Post {n} split in two", 0),
    "merge": ("Posts {n} and {next} merged", 0),
    "up": ("Post {n} moved up", -1),
    "down": ("Post {n} moved down", 1),
    "out": ("Post {n} left out", 0),
    "point": ("Made one post that points elsewhere", 0),
}
CARD_ACTS = {
    "drop": (card_shapes.drop_card, "Card of post {} dropped"),
    "back": (card_shapes.bring_back, "Card of post {} brought back"),
}
#: A post has no more cards and a card no more pictures than this.
MOST = 40


@at_desk(Act.EDIT)
def own_out(request: DeskRequest, name: str) -> HttpResponse:
    """Take one's own change out, so that what is left is somebody else's."""

    def act(thread: Thread, rev: int) -> str:
        saved = take_out(thread, rev=rev, who=request.seat.person)
        return f"Your change is taken out. Saved as version {saved.rev}."

    return handle_decision(request, name, "back", act)


@at_desk(Act.EDIT)
def save_post(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """Save the words of one post, and split, merge, move or leave it out with the same press."""
    chosen = request.POST.get("act", "save")
    if request.method == "POST" and chosen not in ACTS:
        raise BadRequest("no such act")
    why, step = ACTS[chosen]

    def act(thread: Thread, rev: int) -> str:
        if rev == thread.rev and not 1 <= position <= _length(thread):
            raise BadRequest("no such post")
        shape = partial(_shape, request, chosen, position)
        told = why.format(n=position, next=position + 1)
        saved = apply_change(thread, rev=rev, shape=shape, who=request.seat.person, why=told)
        done = "" if chosen == "save" else f"{told}. "
        return f"{done}Saved as version {saved.rev}."

    return handle_decision(
        request, name, f"post-{position}", act, f"post-{max(1, position + step)}"
    )


def _length(thread: Thread) -> int:
    return len(thread.revisions.get(rev=thread.rev).content["posts"])


def _shape(
    request: DeskRequest, act: str, position: int, content: Content, limits: Limits
) -> Content:
    if act == "out":
        return post_shapes.leave_out(content, position)
    before, body = (
        post_at(content, position)["body"],
        post_shapes.clean_form_text(request.POST.get("body", "")),
    )
    now = post_shapes.reword_post(content, position, body, limits)
    match act:
        case "split" if not request.POST.get("place"):
            raise NoCut(position)
        case "split":
            return post_shapes.split_post(now, position, _place(request, before, body), limits)
        case "cursor":
            at = parse_number(request.POST, "cursor") - (len(body) - len(body.lstrip()))
            return post_shapes.split_post(now, position, at, limits)
        case "merge":
            return post_shapes.merge_posts(now, position, limits)
        case "up" | "down":
            return post_shapes.reorder_post(now, position, position + ACTS[act][1])
    return post_shapes.keep_only_post(now, position) if act == "point" else now


def _place(request: DeskRequest, before: str, body: str) -> int:
    """The place chosen of those listed. Raises MovedPlace where other words stand before it now."""
    at = parse_number(request.POST, "place")
    if body.strip()[:at] != before[:at]:
        raise MovedPlace
    return at


@at_desk(Act.EDIT)
def save_card(request: DeskRequest, name: str, position: int, card: int) -> HttpResponse:
    """Save, drop or bring back one card of a post, or draw it from what its thread says."""
    chosen = request.POST.get("act", "save")

    def act(thread: Thread, rev: int) -> str:
        if chosen in CARD_ACTS:
            turn, why = CARD_ACTS[chosen]
            saved = _change(
                request, thread, rev, why.format(position), lambda now, _: turn(now, position, card)
            )
        elif chosen == "draw":
            who = request.seat.person
            saved = from_the_posts(thread, rev=rev, position=position, card=card, who=who)
            return f"The card is drawn from the post. Saved as version {saved.rev}."
        elif chosen == "mend":
            field, words = request.POST.get("field", ""), _one_line(request, "words")
            saved = apply_proposed_wording(
                thread, rev=rev, position=position, card=card, field=field, words=words,
                who=request.seat.person,
            )  # fmt: skip
        else:
            who, wanted = request.seat.person, _wanted(request)
            saved = save_card_edit(
                thread, rev=rev, position=position, card=card, wanted=wanted, who=who
            )
        return f"Saved as version {saved.rev}."

    return handle_decision(request, name, f"cards-{position}", act, f"post-{position}")


def _wanted(request: DeskRequest) -> CardEdit:
    said = {
        field: _one_line(request, field)
        for field in ("kind", "text", "speaker", *(f"alt{n}" for n in range(MOST)))
    }
    alts = [said[f"alt{n}"] for n in range(MOST) if f"alt{n}" in request.POST]
    return CardEdit(said["kind"], said["text"], said["speaker"], alts)


def _one_line(request: DeskRequest, field: str) -> str:
    return " ".join(request.POST.get(field, "").replace("\0", "").split())


@at_desk(Act.EDIT)
def put_in(request: DeskRequest, name: str, entry: int) -> HttpResponse:
    """Words of the source that are in no post, as a post of their own."""

    def act(thread: Thread, rev: int) -> str:
        start = parse_number(request.POST, "start")
        why = "Words put in that were left out"
        saved = _change(
            request,
            thread,
            rev,
            why,
            lambda now, limits: post_shapes.put_in(now, entry, start, limits),
        )
        return f"They are in a post of their own. Saved as version {saved.rev}."

    return handle_decision(request, name, "source", act, f"source-{entry}")


@at_desk(Act.EDIT)
def put_link(request: DeskRequest, name: str, link: int) -> HttpResponse:
    """The address of a link that is in no post, as a post of its own."""

    def act(thread: Thread, rev: int) -> str:
        why = "Address put in that was left out"
        saved = _change(
            request, thread, rev, why, lambda now, limits: post_shapes.put_link(now, link, limits)
        )
        return f"It is in a post of its own. Saved as version {saved.rev}."

    return handle_decision(request, name, "source", act, "links")


@at_desk(Act.EDIT)
def restore_version(request: DeskRequest, name: str) -> HttpResponse:
    """Go back to an older version, or undo the newest."""

    def act(thread: Thread, rev: int) -> str:
        to = parse_number(request.POST, "to")
        saved = go_back(thread, rev=rev, to=to, who=request.seat.person)
        return f"Back to version {to}, saved as version {saved.rev}."

    return handle_decision(request, name, "back", act)


@at_desk(Act.EDIT)
@require_POST
def measure_typed_text(request: DeskRequest, name: str, position: int) -> HttpResponse:
    """How long a post or an alt text is, while somebody types it."""
    thread = thread_of(request.seat, name)
    of = request.POST.get("of", "body")
    text, limits = post_shapes.clean_form_text(request.POST.get(of, "")).strip(), limits_of(thread)
    if of != "body":
        return render(request, "review/count.html", {"count": measure_plain_text(text, limits.alt)})
    content = get_object_or_404(thread.revisions, rev=thread.rev).content
    if not 1 <= position <= len(content["posts"]):
        raise Http404
    return render(
        request, "review/count.html", {"count": measure_post(content, position, text, limits)}
    )


def _change(request: DeskRequest, thread: Thread, rev: int, why: str, shape: Shape) -> Revision:
    return apply_change(thread, rev=rev, shape=shape, who=request.seat.person, why=why)
