"""What was on its way already when a stop was pressed, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from publisher.schedule.pause import Scope
from publisher.thread.models import Call, Pause
from publisher.thread.states import PostState as P

#: A post's intent is not open longer than this: it is settled by reading back before.
OPEN_AT_MOST = timedelta(hours=1)
#: So many posts are named of a pause.
NAMED = 5

_BECAME: Mapping[P, str] = {
    P.POSTED: "and is out",
    P.INTENT: "and may still appear",
    P.UNKNOWN: "and nobody knows yet whether it is out",
    P.REFUSED: "and was refused",
    P.WAITING: "and did not get out",
    P.DROPPED: "and did not get out",
    P.REMOVING: "and is being deleted",
    P.REMOVED: "and is deleted again",
}


@dataclass(frozen=True, slots=True)
class Underway:
    """One post whose intent was open when a pause began."""

    position: int
    headline: str
    thread: str
    state: str

    @property
    def became(self) -> str:
        return _BECAME[P(self.state)]

    @property
    def open(self) -> bool:
        """Whether followers may yet see it, for all we know."""
        return self.state in {P.INTENT, P.UNKNOWN}


def find_underway_posts(pauses: Iterable[Pause]) -> dict[int, tuple[Underway, ...]]:
    """By pause: the posts that were on their way when it began. One query, and none without."""
    rows = list(pauses)
    if not rows:
        return {}
    calls = Call.objects.filter(reduce(or_, map(_open_at, rows)), kind=Call.Kind.POST)
    known = calls.exclude(post=None).select_related("post", "thread__article", "account")
    found = list(known.defer("thread__article__source", "account__sealed").order_by("id"))
    return {row.pk: tuple(_of(row, found))[:NAMED] for row in rows}


def _open_at(row: Pause) -> Q:
    began = Q(started_at__lte=row.at, started_at__gt=row.at - OPEN_AT_MOST)
    return began & (Q(ended_at__isnull=True) | Q(ended_at__gte=row.at)) & _within(row)


def _within(row: Pause) -> Q:
    if row.scope == Scope.ACCOUNT:
        return Q(account_id=row.account_id)
    if row.scope == Scope.THREAD:
        return Q(thread_id=row.thread_id)
    return Q(account__newsroom_id=row.newsroom_id)


def _of(row: Pause, calls: Iterable[Call]) -> Iterable[Underway]:
    seen: dict[int, Underway] = {}
    for call in calls:
        if call.post and call.thread and _was_open(row, call):
            headline, name = str(call.thread.article), call.thread.public_id
            seen[call.post.pk] = Underway(call.post.position, headline, name, call.post.state)
    return seen.values()


def _was_open(row: Pause, call: Call) -> bool:
    inside = (
        row.scope == Scope.ALL
        or call.thread_id == row.thread_id
        or (row.scope == Scope.ACCOUNT and call.account_id == row.account_id)
    )
    lasted = row.at - OPEN_AT_MOST < call.started_at <= row.at
    return inside and lasted and (call.ended_at is None or call.ended_at >= row.at)
