"""The queue: the newsroom's run sheet, its lists in pages, and searching in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publisher.review.queue_filter import STANDINGS, QueueFilter, wanted
from publisher.review.queue_pages import found, listing
from publisher.review.queue_sections import sheet
from publisher.web.here import glance, unchanged
from publisher.web.seat import DeskRequest, at_desk


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another part of the queue."""

    title: str
    address: str
    current: bool


@at_desk()
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    asked = wanted(request.GET, request.seat)
    draw = found if asked.words else listing if asked.show else sheet
    drawn = draw(request.seat, asked)
    live = glance(
        drawn, request.seat.pauses, request.seat.underway, f"{request.seat.wall.today:%H:%M}"
    )
    page = {
        "part": "queue",
        "sheet": drawn,
        "wanted": asked,
        "choices": list(_choices(asked)),
        "live": live,
        "here": asked.address,
        "whole": draw is sheet and not asked.narrowed,
    }
    return unchanged(request, live) or render(request, "review/queue.html", page)


def _choices(asked: QueueFilter) -> Iterator[Choice]:
    yield Choice("All", asked.shown("").address, not asked.show)
    for key, standing in STANDINGS.items():
        yield Choice(standing.title, asked.shown(key).address, key == asked.show)
