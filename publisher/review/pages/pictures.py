"""Pictures by the hash of their bytes: what a name shows never changes."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import etag, require_safe

from publisher.thread.models import Article, Newsroom, Picture, Shown
from publisher.web.seat import DeskRequest, at_desk

FOR_EVER = "private, max-age=31536000, immutable"


@at_desk()
@require_safe
@etag(lambda _request, sha256: f'"{sha256}"')
def serve_picture(request: DeskRequest, sha256: str) -> HttpResponse:
    row = Picture.objects.filter(sha256=sha256).first()
    if row is None or not is_used_by_newsroom(request.seat.newsroom, sha256):
        raise Http404
    kept = {"Cache-Control": FOR_EVER, "Content-Disposition": "inline"}
    return HttpResponse(bytes(row.content), row.media_type, headers=kept)


def is_used_by_newsroom(newsroom: Newsroom, sha256: str) -> bool:
    """Whether something of this newsroom shows the picture; either way an index says so."""
    shown = Shown.objects.filter(newsroom=newsroom, sha256=sha256).exists()
    return shown or Article.objects.filter(newsroom=newsroom, photo=sha256).exists()
