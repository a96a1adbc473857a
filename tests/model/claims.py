"""How a worker takes a thread, whichever hint told it to, and how a lane changes hands."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from tests.model.state import (
    At,
    Protocol,
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
        if thread.goal is Goal.GONE and thread.state is not T.TAKEN_DOWN:
            yield (
                f"worker {w} claims thread {t} to take it down",
                _claimed(world, w, t, At.CLEARING),
            )
        elif is_open(thread):
            yield f"worker {w} claims thread {t} to settle", _claimed(world, w, t, At.CLAIMED)
        elif _may_send(protocol, world, t):
            taken = with_thread(world, t, state=T.SENDING, lane=True)
            yield f"worker {w} claims thread {t} to send", _claimed(taken, w, t, At.CLAIMED)
        yield from _turns(world, t)


def _claimed(world: World, w: int, t: int, at: At) -> World:
    return with_worker(new_epoch(world, t), w, at=at, thread=t)


def _may_send(protocol: Protocol, world: World, t: int) -> bool:
    thread = world.threads[t]
    others = (other.lane for n, other in enumerate(world.threads) if n != t)
    free = not protocol.lane or not any(others)
    live = thread.state in {T.SCHEDULED, T.SENDING} and thread.approved
    return live and free and not is_held(world, t)


def _turns(world: World, t: int) -> Iterator[Step]:
    thread = world.threads[t]
    if thread.state is T.SENDING and not thread.begun:
        back = with_thread(new_epoch(world, t), t, state=T.SCHEDULED, lane=False)
        yield f"thread {t} is taken back before its first post", back
    stands_aside = thread.paused or thread.state is T.NEEDS_EDITOR
    if thread.lane and stands_aside and not is_open(thread):
        yield f"thread {t} gives its lane to the next", with_thread(world, t, lane=False)
