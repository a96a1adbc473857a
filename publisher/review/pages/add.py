"""Adding an explainer: pasted, from a file, or the sample. What was typed is kept on every error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from publisher.accounts.roles import Act
from publisher.explainer import Unreadable
from publisher.intake.add import add, same_article, sample_text
from publisher.thread.models import Article
from publisher.web.here import to_thread
from publisher.web.seat import DeskRequest, at_desk

Kind = Literal["auto", "text", "markdown", "html"]
AUTO: Kind = "auto"
#: What a file's name says about how to read it; anything else is found out from the words.
KINDS: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
}
REFUSED = 422


class NotUsable(ValueError):
    """A field of the form cannot be used; the sentence says which, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the form holds, ready to be added."""

    source: str | bytes
    kind: Kind
    link: str
    published_on: date | None


@at_desk(Act.ADD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: DeskRequest) -> HttpResponse:
    """The form, and what comes of it."""
    if request.method != "POST":
        return _form(request)
    try:
        given = _given(request)
        twin = (
            None if "again" in request.POST else same_article(request.seat.newsroom, given.source)
        )
        if twin:
            return _form(request, given=given, twin=twin, status=REFUSED)
        return _added(request, given)
    except (NotUsable, Unreadable) as error:
        return _form(request, wrong=str(error), status=REFUSED)


def _given(request: DeskRequest) -> Given:
    if "sample" in request.POST:
        return Given(sample_text(), "auto", "", None)
    link, published = _link(request), _published(request)
    file = request.FILES.get("file")
    if file:
        kind = KINDS.get(PurePath(file.name or "").suffix.lower(), AUTO)
        return Given(file.read(), kind, link, published)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise NotUsable("There is nothing to read yet: paste an explainer, or choose a file.")
    return Given(text, "auto", link, published)


def _link(request: DeskRequest) -> str:
    link = request.POST.get("link", "").strip()
    try:
        if link:
            URLValidator(["http", "https"])(link)
    except ValidationError as error:
        raise NotUsable(
            "The address is not complete: it begins with https:// and names a site."
        ) from error
    return link


def _published(request: DeskRequest) -> date | None:
    typed = request.POST.get("published_on", "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError as error:
        raise NotUsable(f"“{typed}” is not a day: write it as 2026-01-28.") from error


def _added(request: DeskRequest, given: Given) -> HttpResponse:
    article = add(
        request.seat.newsroom,
        given.source,
        who=request.seat.person,
        link=given.link,
        published_on=given.published_on,
        kind=given.kind,
    )
    threads = list(article.threads.all()[:2])
    if len(threads) == 1:
        return to_thread(threads[0])
    if not threads:
        messages.warning(
            request, f"“{article}” is kept, but no account is connected to post it from."
        )
    return redirect("queue")


def _form(
    request: DeskRequest,
    *,
    wrong: str = "",
    given: Given | None = None,
    twin: Article | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {
        "part": "add",
        "wrong": wrong,
        "twin": twin,
        "again": twin is not None,
        "twins": twin.threads.select_related("account")[:5] if twin else (),
        "typed": {**request.POST.dict(), "text": _readable(given, request)},
    }
    return render(request, "review/add.html", page, status=status)


def _readable(given: Given | None, request: DeskRequest) -> str:
    # A browser does not fill a file in again, so its words move into the field.
    source = given.source if given else _file_again(request) or request.POST.get("text", "")
    return source if isinstance(source, str) else source.decode("utf-8", "replace")


def _file_again(request: DeskRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        return b""
    file.seek(0)
    text: bytes = file.read(600_000)
    return text if b"\0" not in text else b""
