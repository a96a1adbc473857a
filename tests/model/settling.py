"""Reading back what is unclear: once nothing can be applied any more, twice where it is absent."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.thread.states import PostState as P
from tests.model.state import OPEN, At, Protocol, Worker, World, with_post, with_worker

Step = tuple[str, World]


def steps(protocol: Protocol, world: World, w: int, p: int) -> Iterator[Step]:
    """Doubt a post whose worker ended; then, after its time, look for it."""
    worker = world.workers[w]
    t = worker.thread
    rests = with_worker(world, w, at=At.IDLE)
    if world.threads[t].posts[p].state is P.INTENT:
        yield f"worker {w} doubts post {t}.{p}", with_post(rests, t, p, state=P.UNKNOWN)
    if protocol.epoch and not worker.fresh:
        yield f"worker {w} is overtaken", rests
        return
    if protocol.settle and under_way(world, t, p):
        yield f"worker {w} waits for post {t}.{p} to settle", rests
        return
    settled = too_late(world, t, p) if protocol.settle and protocol.window else world
    yield from _looks(protocol, settled, w, p)


def under_way(world: World, t: int, p: int) -> bool:
    """Whether a request for this post may still be applied: its time has not passed."""
    waited = any(
        (worker.at, worker.thread, worker.post) == (At.AWAIT, t, p) for worker in world.workers
    )
    return waited or world.threads[t].posts[p].late > 0


def too_late(world: World, t: int, p: int) -> World:
    """So much time has passed that whoever was about to send has missed its window."""
    workers = tuple(
        worker._replace(at=At.LATER)
        if (worker.at, worker.thread, worker.post) == (At.SEND, t, p)
        else worker
        for worker in world.workers
    )
    return world._replace(workers=workers)


def _looks(protocol: Protocol, world: World, w: int, p: int) -> Iterator[Step]:
    t = world.workers[w].thread
    post = world.threads[t].posts[p]
    asked = with_post(world, t, p, state=P.UNKNOWN) if post.state is P.INTENT else world
    if not protocol.read_back:
        yield (
            f"worker {w} takes post {t}.{p} for absent",
            with_worker(asked, w, at=At.ABSENT, post=p, looks=post.looks),
        )
        return
    if post.out:
        yield f"worker {w} finds post {t}.{p}", with_worker(asked, w, at=At.THERE, post=p)
    # A timeline lags, but not for as long as lies between two looks.
    if not post.out or not post.looks:
        yield (
            f"worker {w} does not find post {t}.{p}",
            with_worker(asked, w, at=At.ABSENT, post=p, looks=post.looks),
        )


def verdict(protocol: Protocol, world: World, w: int) -> Iterator[Step]:
    """Write down what was read: it is there, or it was absent twice and may be sent again."""
    worker = world.workers[w]
    t, p = worker.thread, worker.post
    after = with_worker(world, w, at=At.IDLE)
    state = world.threads[t].posts[p].state
    if worker.at is At.THERE:
        adopted = state in OPEN | {P.WAITING, P.DROPPED}
        seen = with_post(after, t, p, state=P.POSTED, looks=0) if adopted else after
        yield f"worker {w} adopts post {t}.{p}", seen
    elif state is P.UNKNOWN and _counts(protocol, worker):
        yield f"worker {w} notes post {t}.{p} as absent", _absent(protocol, after, worker)
    else:
        yield f"worker {w} is overtaken", after


def _counts(protocol: Protocol, worker: Worker) -> bool:
    return worker.fresh or not (protocol.epoch and protocol.verdict)


def _absent(protocol: Protocol, world: World, worker: Worker) -> World:
    enough = worker.looks or not protocol.second_look
    changes = {"state": P.WAITING, "looks": 0} if enough else {"looks": 1}
    return with_post(world, worker.thread, worker.post, **changes)
