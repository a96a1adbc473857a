"""Which threads whoever sits at the desk may not approve, because she worked on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publisher.accounts.policy import bound_until
from publisher.review.edit import EDITABLE
from publisher.thread.approvers import ReadRows, barred_from
from publisher.thread.hands import People
from publisher.thread.models import Revision, Thread
from publisher.web.seat import Seat


def list_worked_on_threads(threads: Iterable[Thread], seat: Seat) -> list[Thread]:
    """Those she ever had a hand in, of those that can be approved; `worked` was read with them."""
    if bound_until(seat.newsroom, seat.approving) is None:
        return []
    open_ = (each for each in threads if each.rev and each.state in EDITABLE)
    return [each for each in open_ if getattr(each, "worked", True)]


def barred_here(
    threads: Iterable[Thread],
    seat: Seat,
    newest: Mapping[int, Revision],
    given: ReadRows | None = None,
) -> dict[int, People]:
    """Who may not approve the newest version of each of the doubtful ones, by thread."""
    revisions = list[Revision]()
    for thread in threads:
        if revision := newest.get(thread.pk):
            revision.thread = thread
            revisions.append(revision)
    return barred_from(revisions, seat.newsroom, approving=seat.approving, given=given)
