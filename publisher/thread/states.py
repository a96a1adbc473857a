"""The table of allowed moves: what a thread and a post can be, and what each can become.

Pure, and checked when it is imported. Anything not in the table is a `ForbiddenMove`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ForbiddenMove(Exception):
    """This cannot become that."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"What is “{before}” cannot become “{after}”.")


class ThreadState(StrEnum):
    """Where a thread stands."""

    DRAFTING = "drafting"
    BROKEN = "broken"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    SENDING = "sending"
    NEEDS_EDITOR = "needs_editor"
    POSTED = "posted"
    CLOSED_OUT = "closed_out"
    TAKEN_DOWN = "taken_down"
    CANCELLED = "cancelled"


class PostState(StrEnum):
    """Where one post stands."""

    WAITING = "waiting"
    INTENT = "intent"
    POSTED = "posted"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    DROPPED = "dropped"
    REMOVING = "removing"
    REMOVED = "removed"


class Goal(StrEnum):
    """Where a begun thread is heading."""

    OUT = "out"
    CLOSED = "closed"
    GONE = "gone"


T, P = ThreadState, PostState

THREAD_MOVES: Mapping[ThreadState, frozenset[ThreadState]] = {
    T.DRAFTING: frozenset({T.IN_REVIEW, T.BROKEN, T.CANCELLED}),
    T.BROKEN: frozenset({T.DRAFTING, T.CANCELLED}),
    T.IN_REVIEW: frozenset({T.APPROVED, T.SENT_BACK, T.CANCELLED}),
    T.SENT_BACK: frozenset({T.IN_REVIEW, T.CANCELLED}),
    T.APPROVED: frozenset({T.SCHEDULED, T.IN_REVIEW, T.CANCELLED}),
    T.SCHEDULED: frozenset({T.SENDING, T.IN_REVIEW, T.MISSED, T.CANCELLED}),
    T.MISSED: frozenset({T.SCHEDULED, T.IN_REVIEW, T.CANCELLED}),
    # Back to scheduled or to review only while nothing is out: stopped between claim and first post.
    T.SENDING: frozenset(
        {T.SCHEDULED, T.IN_REVIEW, T.POSTED, T.NEEDS_EDITOR, T.CLOSED_OUT, T.TAKEN_DOWN}
    ),
    T.NEEDS_EDITOR: frozenset({T.SENDING, T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN}),
    # To an editor when the network refuses to delete a post; sending again for a correction.
    T.POSTED: frozenset({T.TAKEN_DOWN, T.NEEDS_EDITOR, T.SENDING}),
    T.CLOSED_OUT: frozenset({T.TAKEN_DOWN, T.NEEDS_EDITOR, T.SENDING}),
    T.TAKEN_DOWN: frozenset(),
    T.CANCELLED: frozenset(),
}

POST_MOVES: Mapping[PostState, frozenset[PostState]] = {
    # Straight to posted when a receipt comes after all, once the post was thought absent or given up.
    P.WAITING: frozenset({P.INTENT, P.DROPPED, P.POSTED}),
    P.INTENT: frozenset({P.POSTED, P.REFUSED, P.UNKNOWN, P.WAITING, P.REMOVING}),
    P.UNKNOWN: frozenset({P.POSTED, P.WAITING}),
    P.REFUSED: frozenset({P.WAITING, P.DROPPED}),
    P.POSTED: frozenset({P.REMOVING, P.REMOVED}),
    P.REMOVING: frozenset({P.REMOVED, P.POSTED}),
    P.REMOVED: frozenset(),
    P.DROPPED: frozenset({P.POSTED}),
}

#: A begun thread never goes back to one of these.
BEFORE_THE_FIRST_POST = frozenset(
    {T.DRAFTING, T.BROKEN, T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.SCHEDULED, T.MISSED, T.CANCELLED}
)
ENDED = frozenset(state for state, after in THREAD_MOVES.items() if not after)


def check_thread(before: str, after: str) -> None:
    """Raise ForbiddenMove unless a thread may make this move."""
    if ThreadState(after) not in THREAD_MOVES[ThreadState(before)]:
        raise ForbiddenMove(before, after)


def check_post(before: str, after: str) -> None:
    """Raise ForbiddenMove unless a post may make this move."""
    if PostState(after) not in POST_MOVES[PostState(before)]:
        raise ForbiddenMove(before, after)


def source_states_of(after: ThreadState) -> frozenset[ThreadState]:
    """The states a thread may come from."""
    return frozenset(before for before, moves in THREAD_MOVES.items() if after in moves)


def _check_table() -> None:
    if set(THREAD_MOVES) != set(ThreadState) or set(POST_MOVES) != set(PostState):
        raise AssertionError("every state stands in the table of moves")
    unreachable = [s for s in ThreadState if s is not T.DRAFTING and not source_states_of(s)]
    if unreachable:
        raise AssertionError(f"no move leads to {unreachable}")


_check_table()
