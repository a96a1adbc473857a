"""Which worlds are as good as the same, so that one of them stands for all."""

from __future__ import annotations

from collections.abc import Callable

from publisher.thread.states import PostState as P
from tests.model.state import OPEN, At, Worker, World

Alike = Callable[[World], World]
_IDLE = Worker()
_MAY_COME_OUT = OPEN | {P.WAITING, P.DROPPED}


def same(world: World) -> World:
    """No two worlds are alike."""
    return world


def renamed(world: World) -> World:
    """Worlds are alike that differ in the names of workers and threads alone."""
    return _in_order(_both_ways(world))


def without_effect(world: World) -> World:
    """And those that differ in what a worker only believes it can still do.

    True only where fence, epoch and verdict guard every write: then nothing comes of it.
    """
    first, second = world.workers
    workers = (_without_effect(world, first), _without_effect(world, second))
    return renamed(world._replace(workers=workers))


def _without_effect(world: World, worker: Worker) -> Worker:
    """One whose claim is lost writes nothing that asks for it: it may as well have died."""
    if worker.fresh or worker.at in {At.IDLE, At.SEND, At.AWAIT, At.DELETE}:
        return worker
    if worker.at in {At.CLAIMED, At.CLEARING, At.ABSENT}:
        return _IDLE
    state = world.threads[worker.thread].posts[worker.post].state
    if worker.at in {At.SENT, At.THERE}:
        return worker if state in _MAY_COME_OUT else _IDLE
    return worker if worker.newest and state is P.INTENT else _IDLE


def _in_order(world: World) -> World:
    first, second = world.workers
    return world._replace(workers=(second, first)) if second < first else world


def _both_ways(world: World) -> World:
    first, second = world.threads
    if first <= second:
        return world
    workers = (
        worker if worker.at is At.IDLE else worker._replace(thread=1 - worker.thread)
        for worker in world.workers
    )
    return world._replace(threads=(second, first), workers=tuple(workers))
