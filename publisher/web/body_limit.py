"""What is too large is refused before a byte of it is read, whoever sends it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TOO_LARGE = 413


class Bounded:
    """Refuses a request whose body is longer than MOST_SENT, in bytes.

    Without a length Django reads no body at all. Files are laid on the disk while a form is read,
    and forms are read before it is known who sends them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isascii() and length.isdecimal() and int(length) <= settings.MOST_SENT:
            return self.get_response(request)
        page = {"most": settings.MOST_SENT // 1_000_000}
        return HttpResponse(render_to_string("web/413.html", page), status=TOO_LARGE)
