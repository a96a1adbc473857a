"""A bundle: one explainer's threads read side by side, and approved with one press."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from publisher.accounts.roles import Act
from publisher.review.approve import told_when
from publisher.review.approve_bundle import Chosen, approve_together, send_back_together
from publisher.review.begun import (
    as_usual,
    build_submit_button,
    current_terms_of,
    describe_previous_times,
    hidden_fields_of,
    initial_form_values,
    list_differing_embargoes,
    refresh_form_values,
)
from publisher.review.bundle import Bundle, bundle_named, bundle_of
from publisher.review.errors import Again, DeskError, NotTogether
from publisher.review.forms import (
    FINGERPRINT,
    instant_in,
    list_day_choices,
    list_late_after_choices,
    list_validity_choices,
    parse_shared_terms,
    wrong_times,
)
from publisher.schedule.local_time import TimeError
from publisher.thread.models import Article, Thread
from publisher.thread.states import ThreadState
from publisher.web.here import NotDone, page_digest, parse_number, to_thread, unchanged_response
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import spoken

OVERTAKEN = 409
BOTH = 2


@at_desk()
@require_safe
def bundle_page(request: DeskRequest, name: str) -> HttpResponse:
    bundle = bundle_named(name, request.seat)
    if bundle is None:
        raise Http404
    if len(bundle.parts) == 1:
        return to_thread(bundle.parts[0].thread)
    return _draw(request, bundle)


@at_desk(Act.APPROVE)
def approve_threads(request: DeskRequest, name: str) -> HttpResponse:
    """Approve all threads of the form, or none of them and say why."""
    article = _article(request, name)
    if request.method != "POST":
        return redirect("bundle", name)
    chosen = _chosen(request, article)
    try:
        terms = parse_shared_terms(request.POST, request.seat.wall)
        approve_together(chosen, who=request.seat.person, terms=terms)
    except Again as done:
        messages.info(request, str(done))
    except (DeskError, TimeError) as error:
        return _not_done(request, article, chosen, error, "decide")
    else:
        messages.success(request, f"{_told(chosen, request.seat.now)}{_not_among(article, chosen)}")
    return redirect("bundle", name)


@at_desk(Act.SEND_BACK)
def send_back(request: DeskRequest, name: str) -> HttpResponse:
    """Give all threads of the form back to their writer, or none of them and say why."""
    article = _article(request, name)
    if request.method != "POST":
        return redirect("bundle", name)
    chosen = _chosen(request, article)
    try:
        send_back_together(chosen, who=request.seat.person, why=request.POST.get("why", ""))
    except DeskError as error:
        return _not_done(request, article, chosen, error, "send-back")
    left = _not_among(article, chosen)
    messages.success(request, f"Sent back, with your reason.{left}")
    return redirect("bundle", name)


def _not_done(
    request: DeskRequest, article: Article, chosen: list[Chosen], error: Exception, place: str
) -> HttpResponse:
    """The page with why nothing was done, beside the versions that were read."""
    refused = error.refused if isinstance(error, NotTogether) else ()
    kept = NotDone(str(error), place, request.POST.dict(), refused=refused)
    read = {each.thread.public_id: each.rev for each in chosen}
    return _draw(request, bundle_of(article, request.seat, read), kept, status=OVERTAKEN)


def _article(request: DeskRequest, name: str) -> Article:
    rows = Article.objects.filter(newsroom=request.seat.newsroom, threads__isnull=False)
    article = rows.filter(public_id=name).defer("source").first()
    if article is None:
        raise Http404
    return article


def _chosen(request: DeskRequest, article: Article) -> list[Chosen]:
    rows = article.threads.select_related("article__newsroom", "account__newsroom")
    names = request.POST.getlist("thread")
    threads = {row.public_id: row for row in rows.filter(public_id__in=names)}
    if not names or set(names) != set(threads):
        raise BadRequest("no such threads in the bundle")
    return [_one(request, thread) for thread in threads.values()]


def _one(request: DeskRequest, thread: Thread) -> Chosen:
    data, name = request.POST, thread.public_id
    return Chosen(
        thread,
        rev=parse_number(data, f"rev-{name}"),
        seen=data.get(f"seen-{name}", "")[:FINGERPRINT],
        slot=instant_in(data, f"slot-{name}") if f"slot-{name}" in data else None,
        epoch=parse_number(data, f"epoch-{name}") if f"epoch-{name}" in data else None,
    )


def _told(chosen: list[Chosen], moment: datetime) -> str:
    told = list(dict.fromkeys(told_when(each.thread, moment) for each in chosen))
    when = told[0] if len(told) == 1 else ", each at its account’s next free posting time"
    if len(chosen) == 1:
        return f"{chosen[0].thread.account} is approved{when}."
    who = "Both" if len(chosen) == BOTH else f"All {spoken(len(chosen))}"
    return f"{who} are approved{when.replace(' goes ', ' go ')}."


def _not_among(article: Article, chosen: list[Chosen]) -> str:
    """Name the explainer's threads that this press left as they were."""
    decided = [each.thread.pk for each in chosen]
    rows = article.threads.exclude(pk__in=decided).exclude(state=ThreadState.CANCELLED)
    left = [str(row.account) for row in rows.select_related("account").order_by("account_id", "id")]
    return f" Not among them: {', '.join(left)}." if left else ""


def _draw(
    request: DeskRequest, bundle: Bundle, kept: NotDone | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what could not be done and all that was typed."""
    states = [(p.thread.state, p.thread.rev, p.galley.lamps) for p in bundle.parts]
    live = page_digest(states)
    page: dict[str, object] = {
        "part": "queue",
        "here": reverse("bundle", args=[bundle.article.public_id]),
        "bundle": bundle,
        "kept": kept,
    }
    if bundle.making:
        page["live"] = live
    elif bundle.deciding:
        page |= _choices(request, bundle, kept)
    return unchanged_response(request, live) or render(
        request, "review/bundle.html", page, status=status
    )


def _choices(request: DeskRequest, bundle: Bundle, kept: NotDone | None) -> dict[str, object]:
    wall, threads = request.seat.wall, [part.thread for part in bundle.deciding]
    hads = [current_terms_of(part.thread, part.behind) for part in bundle.deciding]
    begins = initial_form_values(hads, wall)
    typed = (
        refresh_form_values(kept.typed, begins, wall) if kept and kept.place == "decide" else begins
    )
    slot, differs = next(filter(None, bundle.slots), None), len(bundle.slots) > 1
    verb = f"Approve {_how_many(len(threads))}{' anew' if bundle.again else ''}"
    one_slot, second = None if differs else slot, request.seat.wants_two
    return {
        "days": list_day_choices(wall, begins.get("day", ""), begins["embargo_day"]),
        "latenesses": list_late_after_choices(*(each.late_after for each in threads)),
        "lastings": list_validity_choices(),
        "slot": slot,
        "slot_differs": differs,
        "begins": begins,
        "had": hidden_fields_of(begins),
        "lost": describe_previous_times(hads, wall),
        "embargoes": list_differing_embargoes(threads, wall),
        "typed": typed,
        "wrong_time": {} if typed is begins else wrong_times(typed, wall),
        "plain": as_usual(typed, threads[0]),
        "press": build_submit_button(typed, begins, wall, one_slot, second=second, verb=verb),
    }


def _how_many(threads: int) -> str:
    return {1: "this one", BOTH: "both"}.get(threads, f"all {spoken(threads)}")
