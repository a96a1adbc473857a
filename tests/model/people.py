"""What editors do, at any moment: pause, edit, approve, cancel, continue, take down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from publisher.thread.states import BEFORE_THE_FIRST_POST, Goal
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests.model.settling import too_late, under_way
from tests.model.state import (
    ENDED,
    OPEN,
    Protocol,
    World,
    is_open,
    new_epoch,
    with_post,
    with_thread,
)

Step = tuple[str, World]
Act = Callable[[Protocol, World, int], Iterator[Step]]


def pause_all(_: Protocol, world: World, t: int) -> Iterator[Step]:
    if t == 0 and not world.stopped:
        yield "everything is paused", world._replace(stopped=True)


def pause(_: Protocol, world: World, t: int) -> Iterator[Step]:
    thread = world.threads[t]
    if not thread.paused and thread.state in {T.SCHEDULED, T.SENDING}:
        yield f"thread {t} is paused", with_thread(world, t, paused=True, aside=thread.begun)


def edit(_: Protocol, world: World, t: int) -> Iterator[Step]:
    """New words: the approval is undone. Of a begun thread only what waits can be edited."""
    thread = world.threads[t]
    undone = new_epoch(world, t, edited=True)
    if thread.state is T.SCHEDULED:
        yield f"thread {t} is edited", with_thread(undone, t, state=T.IN_REVIEW, approved=False)
    waiting = any(post.state is P.WAITING for post in thread.posts)
    if thread.state is T.SENDING and thread.begun and thread.goal is Goal.OUT and waiting:
        changes = {"state": T.NEEDS_EDITOR, "approved": False, "lane": False, "aside": True}
        yield f"thread {t} is edited mid-way", with_thread(undone, t, **changes)


def approve(_: Protocol, world: World, t: int) -> Iterator[Step]:
    if world.threads[t].state is T.IN_REVIEW:
        approved = with_thread(world, t, state=T.APPROVED, approved=True)
        yield f"thread {t} is approved", with_thread(approved, t, state=T.SCHEDULED)


def cancel(_: Protocol, world: World, t: int) -> Iterator[Step]:
    thread = world.threads[t]
    if thread.state in BEFORE_THE_FIRST_POST - {T.CANCELLED}:
        undone = {"state": T.CANCELLED, "approved": False}
        yield f"thread {t} is cancelled", with_thread(new_epoch(world, t), t, **undone)


def go_on(_: Protocol, world: World, t: int) -> Iterator[Step]:
    """The rest is approved again; what was refused is mended."""
    thread = world.threads[t]
    if thread.state is not T.NEEDS_EDITOR or thread.goal is not Goal.OUT or is_open(thread):
        return
    for p, post in enumerate(thread.posts):
        if post.state is P.REFUSED:
            world = with_post(world, t, p, state=P.WAITING)
    held = new_epoch(world, t)
    yield f"thread {t} is continued", with_thread(held, t, state=T.SENDING, approved=True)


def look(_: Protocol, world: World, t: int) -> Iterator[Step]:
    """An editor looks at the account and says whether an unclear post is there."""
    thread = world.threads[t]
    if thread.state is not T.NEEDS_EDITOR:
        return
    for p, post in enumerate(thread.posts):
        if post.state in OPEN and not under_way(world, t, p):
            seen, settled = P.POSTED if post.out else P.WAITING, too_late(world, t, p)
            yield (
                f"post {t}.{p} is {seen}, an editor says",
                with_post(settled, t, p, state=seen, looks=0),
            )


def take_down(_: Protocol, world: World, t: int) -> Iterator[Step]:
    """One thread of the two: deleting asks for no lane, so two never meet in it."""
    thread = world.threads[t]
    if any(other.goal is Goal.GONE for other in world.threads):
        return
    if thread.state in {T.SENDING, T.NEEDS_EDITOR, T.POSTED}:
        aimed = {"goal": Goal.GONE, **ENDED}
        yield f"thread {t} is taken down", with_thread(new_epoch(world, t), t, **aimed)


#: An editor's acts by name, for a search to choose from.
ACTS: Mapping[str, tuple[Act, ...]] = {
    "pause all": (pause_all,),
    "pause": (pause,),
    "edit": (edit, approve),
    "cancel": (cancel,),
    "continue": (go_on, look),
    "take down": (take_down,),
}


def resumes(world: World) -> Iterator[Step]:
    """Whoever pauses will resume some day: nothing may be lost by it."""
    if world.stopped:
        yield "everything is resumed", world._replace(stopped=False)
    for t, thread in enumerate(world.threads):
        if thread.paused:
            yield f"thread {t} is resumed", with_thread(world, t, paused=False)
