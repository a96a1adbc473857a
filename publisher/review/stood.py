"""What stood on the page an approval was pressed on, beside what stands now. What changed is refused."""

from __future__ import annotations

from datetime import datetime

from publisher.review.errors import ChangedMeanwhile
from publisher.review.terms import Terms, lasts_had, sealed_at, start_had
from publisher.thread.approvers import format_embargo
from publisher.thread.models import Thread
from publisher.thread.transitions import EMBARGO
from publisher.web.templatetags.desk import Wall, full


def as_stood(thread: Thread, terms: Terms, moment: datetime) -> None:
    """Raise ChangedMeanwhile where the terms were chosen beside others than the thread has now.

    What the page did not show is not asked about; the thread is read anew before.
    """
    stood = terms.get("stood", {})
    wall = Wall(thread.account.newsroom.zone, moment)
    if "not_before" in stood and _embargo_moved(thread, stood["not_before"], moment):
        raise ChangedMeanwhile(_embargo(thread, wall))
    if "start" in stood and stood["start"] != start_had(thread):
        raise ChangedMeanwhile(_start(thread, wall))
    if stood.get("breaking", thread.breaking) != thread.breaking:
        now_ = "was marked as breaking" if thread.breaking else "is no longer marked as breaking,"
        raise ChangedMeanwhile(f"It {now_}")
    if stood.get("late_after", thread.late_after) != thread.late_after:
        raise ChangedMeanwhile("What to do if it gets late was changed")
    if "lasts" in stood and stood["lasts"] != lasts_had(thread, sealed_at(thread)):
        raise ChangedMeanwhile("How long the approval is good was changed")


def _embargo_moved(thread: Thread, stood: datetime | None, moment: datetime) -> bool:
    """A page shows no embargo that has passed."""
    if stood is None:
        return thread.not_before is not None and thread.not_before > moment
    return stood != thread.not_before


def _embargo(thread: Thread, wall: Wall) -> str:
    moves = thread.moves.filter(subject=EMBARGO).select_related("who").order_by("-id")
    last = moves.first()
    known = last and last.who and last.after == format_embargo(thread.not_before)
    by = f" by {last.who.name}" if known and last and last.who else ""
    until = thread.not_before
    return f"The embargo was {f'changed to {full(until, wall)}' if until else 'lifted'}{by}"


def _start(thread: Thread, wall: Wall) -> str:
    start = start_had(thread)
    return (
        f"It was given another time, {full(start, wall)}," if start else "Its time was taken away"
    )
