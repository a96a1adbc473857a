"""`publisher queue`: what waits, what is scheduled, what needs an editor."""

from __future__ import annotations

import argparse

from publisher.cli import desk
from publisher.schedule.local_time import zone_of
from publisher.schedule.pause import in_force
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T

SHOWN = {
    T.NEEDS_EDITOR: "needs an editor",
    T.MISSED: "missed",
    T.BROKEN: "could not be made",
    T.SENDING: "going out",
    T.IN_REVIEW: "waits for approval",
    T.SENT_BACK: "sent back",
    T.DRAFTING: "being made",
    T.APPROVED: "approved, no time yet",
    T.SCHEDULED: "scheduled",
}


def run(given: argparse.Namespace) -> int:
    """Print one line a thread, the most urgent first."""
    del given
    house = desk.find_newsroom()
    for pause in in_force(house):
        print(f"PAUSED ({pause.scope}) {pause.why}".rstrip())  # noqa: T201
    rows = Thread.objects.filter(account__newsroom=house, state__in=SHOWN)
    threads = sorted(rows.select_related("article", "account"), key=_urgency)
    for thread in threads:
        print(_line(thread, house.zone))  # noqa: T201
    if not threads:
        print("Nothing waits.")  # noqa: T201
    return 0


def _urgency(thread: Thread) -> tuple[int, float]:
    due = thread.start.timestamp() if thread.start else 0.0
    return list(SHOWN).index(T(thread.state)), due


def _line(thread: Thread, zone: str) -> str:
    state = SHOWN[T(thread.state)]
    if thread.state == T.SCHEDULED and thread.start:
        state = f"{thread.start.astimezone(zone_of(zone)):%a %d %b %H:%M} ({zone})"
    return (
        f"{thread.public_id}  version {thread.rev}  {state}  {thread.account}  "
        f"{thread.article.headline}"
    )
