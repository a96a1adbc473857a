"""What a person reads when a page cannot be shown. Django names the arguments."""

# ruff: noqa: ARG001 - handlers take `exception` whether they show it or not

from __future__ import annotations

import sys

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from publisher.thread.database_errors import in_words
from publisher.web import unsent_forms


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "web/403.html", {"why": why}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not this browser's: the page was open while she signed in or out."""
    kept = came_from_us(request) and unsent_forms.keep_form(request)
    page = {"kept_on": unsent_forms.page_of(request) if kept else ""}
    return render(request, "403_csrf.html", page, status=403)


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser itself says that one of our own pages sent this."""
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == ours


def server_error(_request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, or what is wrong with the database.

    No context processors: the database may be what is broken.
    """
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError):
        words = {"trouble": in_words(error)}
        return HttpResponse(render_to_string("web/503.html", words), status=503)
    return HttpResponse(render_to_string("web/500.html"), status=500)
