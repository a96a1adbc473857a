"""The queue: the newsroom's run sheet, and searching in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publisher.review.sheet import found, sheet
from publisher.web.here import glance, unchanged
from publisher.web.seat import DeskRequest, at_desk


@at_desk()
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    if words:
        page = {"part": "queue", "q": words, "found": found(request.seat, words)}
        return render(request, "review/found.html", page)
    drawn = sheet(request.seat)
    live = glance(drawn, request.seat.wall.today.strftime("%H:%M"))
    page = {"part": "queue", "sheet": drawn, "live": live}
    return unchanged(request, live) or render(request, "review/queue.html", page)
