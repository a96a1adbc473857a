"""Pictures by the hash of their bytes: what a name shows never changes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import etag, require_safe

from publisher.thread.models import Picture
from publisher.web.seat import DeskRequest, at_desk

FOR_EVER = "private, max-age=31536000, immutable"


@at_desk()
@require_safe
@etag(lambda _request, sha256: f'"{sha256}"')
def picture(_request: DeskRequest, sha256: str) -> HttpResponse:
    row = Picture.objects.filter(sha256=sha256).first()
    if row is None:
        raise Http404
    kept = {"Cache-Control": FOR_EVER, "Content-Disposition": "inline"}
    return HttpResponse(bytes(row.content), row.media_type, headers=kept)
