"""What a worker does with the thread it has: fence, send, receipt, settle, clear away.

Each step is one transaction or one call; between two of them a worker may die or sleep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from publisher.thread.states import Goal
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests.model import claims, network, settling
from tests.model.rules import ended, intending
from tests.model.state import (
    ENDED,
    OPEN,
    At,
    Protocol,
    Thread,
    Worker,
    World,
    following,
    is_held,
    with_post,
    with_thread,
    with_worker,
)

Step = tuple[str, World]


def steps(protocol: Protocol, world: World) -> Iterator[Step]:
    """All that the workers may do next, dying among it."""
    for w, worker in enumerate(world.workers):
        if worker.at is At.IDLE:
            yield from claims.steps(protocol, world, w)
            continue
        yield f"worker {w} dies", _dead(world, w)
        yield from _DOES[worker.at](protocol, world, w)


def _dead(world: World, w: int) -> World:
    adrift = network.adrift(world, w) if world.workers[w].at is At.AWAIT else world
    return idle(adrift, w)


def idle(world: World, w: int) -> World:
    return with_worker(world, w, at=At.IDLE)


def _of(world: World, w: int) -> tuple[Worker, Thread]:
    worker = world.workers[w]
    return worker, world.threads[worker.thread]


def mine(protocol: Protocol, worker: Worker) -> bool:
    """Whether a write that asks for the claim passes."""
    return worker.fresh or not protocol.epoch


def _go_on(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
    worker, thread = _of(world, w)
    p = following(thread)
    if p is None:
        yield from _finish(protocol, world, w)
    elif thread.posts[p].state in OPEN:
        yield from settling.steps(protocol, world, w, p)
    elif thread.posts[p].state is P.REFUSED:
        yield f"worker {w} hands thread {worker.thread} over", handed_over(protocol, world, w)
    else:
        yield from _fence(protocol, world, w, p)


def _finish(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
    worker, thread = _of(world, w)
    if thread.state is T.SENDING and thread.goal is Goal.OUT and mine(protocol, worker):
        done = with_thread(world, worker.thread, state=T.POSTED, **ENDED)
        broken = ended(done.threads[worker.thread])
        yield f"worker {w} ends thread {worker.thread}", idle(done, w)._replace(broken=broken)
    else:
        yield f"worker {w} is overtaken", idle(world, w)


def _fence(protocol: Protocol, world: World, w: int, p: int) -> Iterator[Step]:
    worker = world.workers[w]
    t = worker.thread
    if protocol.fence and not _passes(protocol, world, w):
        yield f"worker {w} is stopped at post {t}.{p}", _rested(protocol, world, w)
        return
    broken = intending(world, t, read=worker.read)
    state = P.INTENT if protocol.intent else P.WAITING
    intended = with_post(_tried(world, t, p), t, p, state=state, looks=0)
    begun = with_thread(intended, t, begun=True, aside=False)
    sending = with_worker(begun, w, at=At.SEND, post=p, newest=True, read=True)
    yield f"worker {w} intends post {t}.{p}", sending._replace(broken=broken)


def _passes(protocol: Protocol, world: World, w: int) -> bool:
    worker, thread = _of(world, w)
    has_lane = thread.lane or not (protocol.lane and protocol.lane_in_fence)
    approved = thread.approved and worker.read
    wanted = thread.state is T.SENDING and thread.goal is Goal.OUT
    held = is_held(world, worker.thread)
    return mine(protocol, worker) and has_lane and approved and wanted and not held


def _tried(world: World, t: int, p: int) -> World:
    # A later try of the same post: what an earlier one still learns is not the post's state.
    workers = tuple(
        each._replace(newest=False)
        if each.at is not At.IDLE and (each.thread, each.post) == (t, p)
        else each
        for each in world.workers
    )
    return world._replace(workers=workers)


def _rested(protocol: Protocol, world: World, w: int) -> World:
    worker, thread = _of(world, w)
    if thread.state is T.SENDING and not thread.begun and mine(protocol, worker):
        world = with_thread(world, worker.thread, state=T.SCHEDULED, lane=False)
    return idle(world, w)


def handed_over(protocol: Protocol, world: World, w: int) -> World:
    """An editor decides; the lane is the next one's."""
    worker, thread = _of(world, w)
    if thread.state is T.SENDING and thread.goal is Goal.OUT and mine(protocol, worker):
        desk = {"state": T.NEEDS_EDITOR, "lane": False, "aside": True}
        world = with_thread(world, worker.thread, **desk)
    return idle(world, w)


def _send(_: Protocol, world: World, w: int) -> Iterator[Step]:
    worker = world.workers[w]
    yield f"worker {w} sends post {worker.thread}.{worker.post}", with_worker(world, w, at=At.AWAIT)
    yield f"worker {w} is too late to send", with_worker(world, w, at=At.LATER)


def _wait(_: Protocol, _world: World, _w: int) -> Iterator[Step]:
    yield from ()


def _succeeded(_: Protocol, world: World, w: int) -> Iterator[Step]:
    worker, thread = _of(world, w)
    t, p = worker.thread, worker.post
    if thread.posts[p].state in {P.INTENT, P.UNKNOWN, P.WAITING, P.DROPPED}:
        world = with_post(world, t, p, state=P.POSTED, looks=0)
    done = following(world.threads[t]) is None
    after = with_worker(world, w, at=At.CLAIMED) if done else idle(world, w)
    yield f"worker {w} writes that post {t}.{p} is out", after


def _failed(after: P) -> Callable[[Protocol, World, int], Iterator[Step]]:
    def step(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
        worker, thread = _of(world, w)
        t, p = worker.thread, worker.post
        if worker.newest and thread.posts[p].state is P.INTENT:
            world = with_post(world, t, p, state=after)
        ends = handed_over if after is P.REFUSED else _rested
        yield f"worker {w} writes that post {t}.{p} is {after}", ends(protocol, world, w)

    return step


def _clear(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
    """Away with what is out, from the last backwards; then what is unclear is settled."""
    worker, thread = _of(world, w)
    t = worker.thread
    opened = [p for p, post in enumerate(thread.posts) if post.state in OPEN]
    out = [p for p, post in enumerate(thread.posts) if post.state in {P.POSTED, P.REMOVING}]
    if out and mine(protocol, worker):
        intended = with_post(world, t, out[-1], state=P.REMOVING)
        deleting = with_worker(intended, w, at=At.DELETE, post=out[-1])
        yield f"worker {w} intends to delete post {t}.{out[-1]}", deleting
    elif opened and not out:
        yield from settling.steps(protocol, world, w, opened[0])
    elif mine(protocol, worker):
        yield f"worker {w} has taken thread {t} down", _taken_down(world, w)
    else:
        yield f"worker {w} is overtaken", idle(world, w)


def _taken_down(world: World, w: int) -> World:
    worker, thread = _of(world, w)
    t = worker.thread
    for p, post in enumerate(thread.posts):
        if post.state in {P.WAITING, P.REFUSED}:
            world = with_post(world, t, p, state=P.DROPPED)
    world = with_thread(world, t, state=T.TAKEN_DOWN, **ENDED)
    return idle(world, w)._replace(broken=ended(world.threads[t]))


def _delete(_: Protocol, world: World, w: int) -> Iterator[Step]:
    t, p = world.workers[w].thread, world.workers[w].post
    gone = idle(with_post(world, t, p, out=0), w)
    yield f"post {t}.{p} is deleted, the answer lost", gone
    if world.threads[t].posts[p].state is P.REMOVING:
        gone = with_post(gone, t, p, state=P.REMOVED)
    yield f"post {t}.{p} is deleted", gone


_DOES: Mapping[At, Callable[[Protocol, World, int], Iterator[Step]]] = {
    At.CLAIMED: _go_on,
    At.CLEARING: _clear,
    At.SEND: _send,
    At.AWAIT: _wait,
    At.SENT: _succeeded,
    At.REFUSED: _failed(P.REFUSED),
    At.LATER: _failed(P.WAITING),
    At.LOST: _failed(P.UNKNOWN),
    At.THERE: settling.verdict,
    At.ABSENT: settling.verdict,
    At.DELETE: _delete,
}
