"""The world of the model: two threads of two posts, two workers, and what the network shows.

Numbers are left out where only a comparison counts. An epoch is "mine is the thread's", a version
"the one I read is the newest", a lease nothing at all: it may end at any time. So the model is
finite without a bound on crashes, faults or turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from publisher.thread.states import POST_MOVES, THREAD_MOVES, ForbiddenMove, Goal
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T

OPEN = frozenset({P.INTENT, P.UNKNOWN})
DONE = frozenset({P.POSTED, P.DROPPED, P.REMOVED})
#: What a thread has no more, or what means nothing any more, once it has ended or has to go.
ENDED = dict.fromkeys(("lane", "paused", "aside", "approved", "begun"), False)


class At(StrEnum):
    """Where a worker is; between any two of these it may die or sleep for hours."""

    IDLE = "idle"
    CLAIMED = "claimed"
    CLEARING = "clearing"  # claimed to take down
    SEND = "send"  # the intent stands, no byte has left
    AWAIT = "await"  # its request is on its way
    SENT = "sent"  # it holds the network's answer: done
    REFUSED = "refused"  # the answer: never
    LATER = "later"  # the answer: not now; or the window to send has passed
    LOST = "lost"  # there will be no answer
    THERE = "there"  # it has read back, and found it
    ABSENT = "absent"  # it has read back, and not found it
    DELETE = "delete"  # the intent to delete stands


class Post(NamedTuple):
    """`looks`: absences counted. `out`: how often the network shows it. `late`: requests nobody
    waits for any more, that may still be applied."""

    state: P = P.WAITING
    looks: int = 0
    out: int = 0
    late: int = 0


class Thread(NamedTuple):
    """A thread's row; `aside` says that it gave others their turn since its last intent."""

    state: T = T.SCHEDULED
    goal: Goal = Goal.OUT
    approved: bool = True
    lane: bool = False
    paused: bool = False
    begun: bool = False
    aside: bool = False
    posts: tuple[Post, ...] = (Post(), Post())


class Worker(NamedTuple):
    """`fresh`: its epoch is the thread's. `read`: it read the version approved now.
    `newest`: nobody has tried this post after it. `looks`: absences it found counted."""

    at: At = At.IDLE
    thread: int = 0
    post: int = 0
    fresh: bool = True
    read: bool = True
    newest: bool = True
    looks: int = 0


class World(NamedTuple):
    """Everything; `acts` is how often editors still act, `broken` the rule broken on the way."""

    threads: tuple[Thread, ...] = (Thread(), Thread())
    workers: tuple[Worker, ...] = (Worker(), Worker())
    stopped: bool = False
    acts: int = 0
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """Which guards stand. Each can be taken out, to see that the check would notice."""

    settle: bool = True  # nobody reads back before a request can no longer be applied
    window: bool = True  # a worker that slept does not send any more
    read_back: bool = True  # what is unclear is looked for before it is sent again
    second_look: bool = True  # and an absence has to be seen twice
    intent: bool = True  # written before the call
    fence: bool = True  # the last look, in the intent's transaction
    epoch: bool = True  # every write of a step asks for the claim it was made under
    verdict: bool = True  # the verdict of a read-back asks for it too
    lane: bool = True  # one thread at a time on an account
    lane_in_fence: bool = True  # and the last look asks for it
    quiet: bool = True  # and nobody takes the lane while a post of another may still come out


def with_thread(world: World, t: int, **changes: Any) -> World:
    """Change a thread's row, as far as the table of moves lets its state change."""
    before = world.threads[t]
    after = before._replace(**changes)
    if after.state is not before.state and after.state not in THREAD_MOVES[before.state]:
        raise ForbiddenMove(before.state, after.state)
    return world._replace(threads=(*world.threads[:t], after, *world.threads[t + 1 :]))


def with_post(world: World, t: int, p: int, **changes: Any) -> World:
    """Change a post's row, as far as the table of moves lets its state change."""
    posts = world.threads[t].posts
    before, after = posts[p], posts[p]._replace(**changes)
    if after.state is not before.state and after.state not in POST_MOVES[before.state]:
        raise ForbiddenMove(before.state, after.state)
    return with_thread(world, t, posts=(*posts[:p], after, *posts[p + 1 :]))


def with_worker(world: World, w: int, **changes: Any) -> World:
    """Change a worker; one that is idle remembers nothing."""
    changed = world.workers[w]._replace(**changes)
    after = Worker() if changed.at is At.IDLE else changed
    return world._replace(workers=(*world.workers[:w], after, *world.workers[w + 1 :]))


def new_epoch(world: World, t: int, *, edited: bool = False) -> World:
    """Whoever has claimed this thread before has lost it, and may have read an older version."""

    def lost(worker: Worker) -> Worker:
        if worker.at is At.IDLE or worker.thread != t:
            return worker
        unread = edited and worker.at is At.CLAIMED
        return worker._replace(fresh=False, read=worker.read and not unread)

    return world._replace(workers=tuple(map(lost, world.workers)))


def is_open(thread: Thread) -> bool:
    """Whether nobody knows of one of its posts if it is out."""
    return any(post.state in OPEN for post in thread.posts)


def is_held(world: World, t: int) -> bool:
    """Whether a pause stands for this thread."""
    return world.stopped or world.threads[t].paused


def following(thread: Thread) -> int | None:
    """The first post that is not done with."""
    return next((n for n, post in enumerate(thread.posts) if post.state not in DONE), None)
