"""How a worker takes a thread, whichever hint told it to, and how a lane changes hands."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.thread.states import Goal
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests.model.settling import too_late, under_way
from tests.model.state import (
    OPEN,
    At,
    Protocol,
    Thread,
    World,
    is_held,
    is_open,
    new_epoch,
    with_thread,
    with_worker,
)

Step = tuple[str, World]


def steps(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
    """All that an idle worker may find to do. Hints are lost and doubled: it may look at anything,
    and a lease may be over whoever holds it."""
    for t, thread in enumerate(world.threads):
        if _to_clear(thread):
            yield (
                f"worker {w} claims thread {t} to take it down",
                _claimed(world, w, t, At.CLEARING),
            )
        elif thread.state is T.SENDING and is_open(thread):
            yield f"worker {w} claims thread {t} to settle", _claimed(world, w, t, At.CLAIMED)
        elif _may_send(protocol, world, t):
            taken = with_thread(_later(protocol, world, t), t, state=T.SENDING, lane=True)
            yield f"worker {w} claims thread {t} to send", _claimed(taken, w, t, At.CLAIMED)
        yield from _turns(world, t)


def _to_clear(thread: Thread) -> bool:
    turned_up = any(post.state is P.POSTED for post in thread.posts)
    return thread.goal is Goal.GONE and (thread.state is not T.TAKEN_DOWN or turned_up)


def _claimed(world: World, w: int, t: int, at: At) -> World:
    return with_worker(new_epoch(world, t), w, at=at, thread=t)


def _may_send(protocol: Protocol, world: World, t: int) -> bool:
    thread, others = world.threads[t], _posts_of_others(world, t)
    taken = any(other.lane for n, other in enumerate(world.threads) if n != t)
    noise = protocol.quiet and any(under_way(world, n, p) for n, p in others)
    free = not protocol.lane or not (taken or noise)
    live = thread.state in {T.SCHEDULED, T.SENDING} and thread.approved
    return live and free and not is_held(world, t)


def _later(protocol: Protocol, world: World, t: int) -> World:
    # The others' calls are over: their time to settle has come.
    for n, p in _posts_of_others(world, t) if protocol.quiet and protocol.lane else ():
        world = too_late(world, n, p)
    return world


def _posts_of_others(world: World, t: int) -> list[tuple[int, int]]:
    return [
        (n, p)
        for n, other in enumerate(world.threads)
        if n != t
        for p, post in enumerate(other.posts)
        if post.state in OPEN
    ]


def _turns(world: World, t: int) -> Iterator[Step]:
    thread = world.threads[t]
    if thread.state is T.SENDING and not thread.begun and thread.goal is Goal.OUT:
        back = with_thread(new_epoch(world, t), t, state=T.SCHEDULED, lane=False)
        yield f"thread {t} is taken back before its first post", back
    if thread.lane and thread.paused and not is_open(thread):
        yield f"thread {t} gives its lane to the next", with_thread(world, t, lane=False)
