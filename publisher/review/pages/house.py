"""What belongs to the newsroom as a whole: its history."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publisher.thread.models import Move
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.told import told

#: How many moves the history shows.
NEWEST = 100


@at_desk()
@require_safe
def history(request: DeskRequest) -> HttpResponse:
    moves = Move.objects.filter(newsroom=request.seat.newsroom).order_by("-at", "-id")
    rows = moves.select_related("who", "post", "account", "thread__article")[:NEWEST]
    lines = [told(move, with_thread=True) for move in rows.defer("thread__article__source")]
    return render(request, "review/history.html", {"part": "history", "lines": lines})
