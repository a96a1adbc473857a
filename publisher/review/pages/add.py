"""Adding an explainer: pasted, from a file, from its address, or the sample.

What was typed or chosen is kept on every error. An address is the one call that the web process
makes to the outside, and it ends within seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from publisher.accounts.roles import Act
from publisher.explainer import Unreadable
from publisher.explainer.quoting import quote_words
from publisher.intake.add import add_article
from publisher.intake.duplicate_articles import Twin, twin_of
from publisher.review.article_form import (
    ArticleForm,
    NotUsable,
    build_sample_form,
    link_of,
    only_address,
    photo_of,
    read_article_form,
    sign_photo_reference,
)
from publisher.thread.models import Picture
from publisher.web.here import to_thread
from publisher.web.seat import DeskRequest, at_desk

REFUSED = 422
_PLACES = {
    "text": "paste",
    "link": "link",
    "published_on": "day",
    "account": "for",
    "photo": "photo",
    "photo_alt": "alt",
    "photo_credit": "credit",
    "photo_rights": "rights",
}
#: So many threads of an article that is here already are named.
NAMED = 8


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why nothing was added, and at which field that shows."""

    words: str
    field: str = "text"

    @property
    def at(self) -> str:
        """The field's place on the page."""
        return _PLACES[self.field]


@at_desk(Act.ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: DeskRequest) -> HttpResponse:
    """The form, and what comes of it."""
    if request.method != "POST":
        return render_add_form(request)
    try:
        if twin := _twin_of_address(request):
            return render_add_form(request, twin=twin)
        new = (
            build_sample_form()
            if "sample" in request.POST
            else read_article_form(request, request.seat.newsroom)
        )
        if twin := _twin(request, new):
            return render_add_form(request, twin=twin)
        return _added(request, new)
    except NotUsable as error:
        return render_add_form(request, Wrong(str(error), error.field))
    except Unreadable as error:
        return render_add_form(
            request, Wrong(str(error), "link" if only_address(request) else "text")
        )


def _twin_of_address(request: DeskRequest) -> Twin | None:
    """An article of this address, before its page is fetched for nothing."""
    asked = "again" in request.POST or "sample" in request.POST or not only_address(request)
    return None if asked else twin_of(request.seat.newsroom, link=link_of(request.POST))


def _twin(request: DeskRequest, new: ArticleForm) -> Twin | None:
    return None if "again" in request.POST else twin_of(request.seat.newsroom, new.source, new.link)


def _added(request: DeskRequest, new: ArticleForm) -> HttpResponse:
    article = add_article(
        request.seat.newsroom,
        new.source,
        who=request.seat.person,
        link=new.link,
        published_on=new.published_on,
        kind=new.kind,
        lead=new.lead,
        accounts=new.accounts,
    )
    threads = list(article.threads.all()[:2])
    if len(threads) == 1:
        return to_thread(threads[0])
    if not threads:
        messages.warning(
            request,
            f"{quote_words(str(article))} is kept, but no account is connected to post it from.",
        )
        return redirect("queue")
    return redirect("bundle", article.public_id)


def render_add_form(
    request: DeskRequest, wrong: Wrong | None = None, *, twin: Twin | None = None
) -> HttpResponse:
    """The form as it was sent, with what is wrong or what is here already."""
    photo = _photo_again(request)
    page = {
        "part": "add",
        "wrong": wrong,
        "twin": twin,
        "twins": twin.article.threads.select_related("account")[:NAMED] if twin else (),
        "typed": {**request.POST.dict(), "text": _readable(request)},
        "chosen": request.POST.getlist("account"),
        "photo": photo,
        "photo_held": sign_photo_reference(photo) if photo else "",
    }
    return render(request, "review/add.html", page, status=REFUSED if wrong or twin else 200)


def _photo_again(request: DeskRequest) -> Picture | None:
    """The photo that was sent, so that it need not be chosen again."""
    if file := request.FILES.get("photo"):
        file.seek(0)
    try:
        return photo_of(request)
    except NotUsable:
        return None


def _readable(request: DeskRequest) -> str:
    # A browser does not fill a file in again, so its words move into the field.
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    file.seek(0)
    text: bytes = file.read(600_000)
    return text.decode("utf-8", "replace") if b"\0" not in text else ""
