"""Take a begun thread down. Workers do the deleting; a pause does not hold it up."""

from __future__ import annotations

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.claim import wake_next
from publisher.followup.guards import (
    lock_for_decision,
    post_at,
    record_decision,
    require_permission,
)
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_post, record_move

#: Taken down too: a post may have turned up since.
REMOVABLE = frozenset({T.SENDING, T.NEEDS_EDITOR, T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN})


def take_down(thread: Thread, *, who: Person, first: int | None = None) -> None:
    """Delete all its posts, from the last backwards, or the one at `first` before all others.

    Asks for no epoch: whatever the thread did meanwhile, it has to go. Raises NotAllowed or Closed,
    or Changed where `first` is not out.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=None, among=REMOVABLE, act="taken down"):
        if first is not None:
            move_post(post_at(thread, first, {PostState.POSTED}), PostState.REMOVING, who=who)
        record_move(thread.account.newsroom, "goal", thread.goal, Goal.GONE, thread=thread, who=who)
        # It gives up the turn to send; the one to delete it keeps, where a worker is at it.
        lane = thread.lane if (thread.lane or 0) < 0 else None
        record_decision(thread, goal=Goal.GONE, lane=lane, wake_at=now(), failures=0)
    wake_next(thread.account_id)
