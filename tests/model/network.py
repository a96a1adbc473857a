"""The network knows no key of ours: it applies, refuses, loses answers, and is late."""

from __future__ import annotations

from collections.abc import Iterator

from tests.model.rules import landing
from tests.model.state import At, World, with_post, with_worker

Step = tuple[str, World]


def steps(world: World) -> Iterator[Step]:
    """All that may happen to the requests on their way."""
    for w, worker in enumerate(world.workers):
        if worker.at is At.AWAIT:
            yield from _answer(world, w)
    for t, thread in enumerate(world.threads):
        for p, post in enumerate(thread.posts):
            if post.late:
                less = with_post(world, t, p, late=post.late - 1)
                yield f"post {t}.{p} is applied late", lands(less, t, p)
                yield f"post {t}.{p} never arrives", less


def lands(world: World, t: int, p: int) -> World:
    """The network shows this post."""
    broken = landing(world, t, p)
    after = with_post(world, t, p, out=world.threads[t].posts[p].out + 1)
    return after._replace(broken=broken)


def _answer(world: World, w: int) -> Iterator[Step]:
    t, p = world.workers[w].thread, world.workers[w].post
    applied = lands(world, t, p)
    yield f"post {t}.{p} is applied and answered", with_worker(applied, w, at=At.SENT)
    yield f"post {t}.{p} is applied, its answer lost", with_worker(applied, w, at=At.LOST)
    yield f"post {t}.{p} is lost", with_worker(world, w, at=At.LOST)
    yield f"post {t}.{p} is refused", with_worker(world, w, at=At.REFUSED)
    yield f"post {t}.{p} is put off", with_worker(world, w, at=At.LATER)
    yield f"post {t}.{p} takes too long", with_worker(adrift(world, w), w, at=At.LOST)


def adrift(world: World, w: int) -> World:
    """Nobody waits for this worker's request any more."""
    worker = world.workers[w]
    late = world.threads[worker.thread].posts[worker.post].late
    return with_post(world, worker.thread, worker.post, late=late + 1)
