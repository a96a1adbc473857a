"""The rules, each looked at where it would be broken, from what a reader or an editor sees."""

from __future__ import annotations

from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from tests.model.state import Thread, World, is_held

DOUBLED = "doubled"
OUT_OF_ORDER = "out of order"
MIXED = "mixed with another thread"
UNAPPROVED = "not approved"
AFTER_A_STOP = "after a stop"
AFTER_TAKE_DOWN = "after take down"
LEFT_BEHIND = "left behind"
LOST = "lost"

#: Nothing more comes of these by itself: it is done, or lies before an editor.
AT_REST = frozenset({T.POSTED, T.TAKEN_DOWN, T.CANCELLED, T.IN_REVIEW, T.SENT_BACK, T.NEEDS_EDITOR})


def intending(world: World, t: int, *, read: bool) -> str:
    """What an intent to send a post of this thread breaks now; `read`: of the newest version."""
    thread = world.threads[t]
    if is_held(world, t) or thread.state is T.CANCELLED:
        return AFTER_A_STOP
    if thread.goal is Goal.GONE:
        return AFTER_TAKE_DOWN
    return "" if thread.approved and read else UNAPPROVED


def landing(world: World, t: int, p: int) -> str:
    """What it breaks that the network shows this post now."""
    thread = world.threads[t]
    if thread.posts[p].out:
        return DOUBLED
    # What is taken down loses its posts from the last backwards, but does not wait for late ones.
    if p and not thread.posts[p - 1].out and thread.goal is Goal.OUT:
        return OUT_OF_ORDER
    if thread.state is T.TAKEN_DOWN:
        return LEFT_BEHIND
    others = (other for n, other in enumerate(world.threads) if n != t)
    return MIXED if any(map(_under_way, others)) else ""


def ended(thread: Thread) -> str:
    """What a thread breaks by ending as it does."""
    if thread.state is T.POSTED and thread.goal is Goal.OUT:
        return "" if all(post.out for post in thread.posts) else LOST
    if thread.state is T.TAKEN_DOWN:
        return LEFT_BEHIND if any(post.out for post in thread.posts) else ""
    return ""


def resting(world: World) -> bool:
    """Whether both threads have come to an end or lie before an editor."""
    return all(
        thread.state in AT_REST and (thread.goal is Goal.OUT or thread.state is T.TAKEN_DOWN)
        for thread in world.threads
    )


def _under_way(other: Thread) -> bool:
    if other.aside or other.state is not T.SENDING or other.goal is not Goal.OUT:
        return False
    shown = [bool(post.out) for post in other.posts]
    return any(shown) and not all(shown)
