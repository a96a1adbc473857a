"""Whether this process and its database answer."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from publisher.thread.now import now


def healthz(_request: HttpRequest) -> HttpResponse:
    """200 and the database's time, or 503 and a sentence."""
    try:
        moment = now()
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", "text/plain", 503)
    return HttpResponse(f"ok {moment.isoformat()}\n", "text/plain")
