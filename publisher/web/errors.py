"""What a person reads when a page cannot be shown. Django names the arguments."""

# ruff: noqa: ARG001 - handlers take `exception` whether they show it or not

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "web/403.html", {"why": why}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def broken(_request: HttpRequest) -> HttpResponse:
    # No context processors: the database may be what is broken.
    return HttpResponse(render_to_string("web/500.html"), status=500)
