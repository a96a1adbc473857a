"""The queue: the newsroom's run sheet, its lists in pages, and searching in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publisher.review.queue_filter import STANDINGS, QueueFilter, parse_queue_filter
from publisher.review.queue_pages import build_list_page, build_search_page
from publisher.review.queue_sections import build_queue_sheet
from publisher.web.here import page_digest, unchanged_response
from publisher.web.seat import DeskRequest, at_desk


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another part of the queue."""

    title: str
    address: str
    current: bool


@at_desk()
@require_safe
def queue_page(request: DeskRequest) -> HttpResponse:
    asked = parse_queue_filter(request.GET, request.seat)
    draw = (
        build_search_page if asked.words else build_list_page if asked.show else build_queue_sheet
    )
    drawn = draw(request.seat, asked)
    live = page_digest(
        drawn, request.seat.pauses, request.seat.underway, f"{request.seat.wall.today:%H:%M}"
    )
    page = {
        "part": "queue",
        "sheet": drawn,
        "wanted": asked,
        "choices": list(_choices(asked)),
        "live": live,
        "here": asked.address,
        "whole": draw is build_queue_sheet and not asked.narrowed,
    }
    return unchanged_response(request, live) or render(request, "review/queue.html", page)


def _choices(asked: QueueFilter) -> Iterator[Choice]:
    yield Choice("All", asked.shown("").address, not asked.show)
    for key, standing in STANDINGS.items():
        yield Choice(standing.title, asked.shown(key).address, key == asked.show)
