"""What every decision about a begun thread shares: who may, which thread, and nobody in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from publisher.accounts.models import Account, Person
from publisher.accounts.rights import is_allowed, role_of
from publisher.accounts.roles import Act
from publisher.delivery.claim import OPEN
from publisher.followup.errors import (
    AccountGone,
    Changed,
    NeedsSecond,
    RoleForbids,
    Undecided,
    WrongState,
)
from publisher.thread.approvers import find_barred_approvers, whom_to_ask
from publisher.thread.clock import now
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T

#: Not out, and may still be changed or given up.
CHANGEABLE = frozenset({PostState.WAITING, PostState.REFUSED})
YOURS = "You worked on what goes out now: somebody else has to approve it."
STOPPED = frozenset({T.NEEDS_EDITOR})
BEGUN = frozenset({T.SENDING, T.NEEDS_EDITOR})


def require_permission(who: Person, thread: Thread, act: Act) -> None:
    """Raise RoleForbids unless the table of roles lets this person do this here."""
    if not is_allowed(who, thread.account.newsroom, act):
        raise RoleForbids(role_of(who, thread.account.newsroom), act)


def require_second_person(
    who: Person,
    thread: Thread,
    revision: Revision,
    *,
    among: Collection[int] | None = None,
    why: str = "",
) -> None:
    """Raise NeedsSecond where the house wants a second person and this one had a hand in it.

    `among` are the only posts that count, by place from 1; without it all that are not out.
    """
    newsroom = thread.account.newsroom
    revision.thread = thread
    without = find_barred_approvers(revision, newsroom, among=among)
    if who.pk in without:
        raise NeedsSecond(why or f"{YOURS} {whom_to_ask(newsroom, without)}")


@contextmanager
def lock_for_decision(
    thread: Thread, *, epoch: int | None, among: Collection[str], act: str
) -> Iterator[None]:
    """Hold the thread's row while a decision is written down.

    `epoch` is the thread's when the page was drawn. Raises Changed, or WrongState outside of `among`.
    """
    with transaction.atomic():
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        thread.refresh_from_db()
        if epoch is not None and thread.epoch != epoch:
            raise Changed
        if thread.state not in among:
            raise WrongState(thread.state, act)
        yield


def record_decision(thread: Thread, **changes: Any) -> None:
    """Write a decision on the held thread; the new epoch outdates every page and worker before."""
    changes |= {"epoch": thread.epoch + 1, "lease_until": None}
    Thread.objects.filter(pk=thread.pk).update(**changes)
    for name, value in changes.items():
        setattr(thread, name, value)


def take_up(thread: Thread) -> None:
    """After an answer: what is being taken down goes on by itself, all else waits for its end."""
    going = thread.goal == Goal.GONE
    record_decision(thread, wake_at=now() if going else None, why="")


def require_connected_account(thread: Thread) -> None:
    """Raise AccountGone where nothing could be sent any more."""
    if Account.objects.filter(pk=thread.account_id, ended_at__isnull=False).exists():
        raise AccountGone(str(thread.account))


def require_thread_settled(thread: Thread) -> None:
    """Raise Undecided while nobody knows of a post whether it is out."""
    require_posts_settled(thread.posts.order_by("position"))


def require_posts_settled(posts: Iterable[Post]) -> None:
    """The same, of its posts as they were read."""
    post = next((each for each in posts if each.state in OPEN), None)
    if post:
        raise Undecided(post.position, "may be out: say first whether it is there")


def post_at(thread: Thread, position: int, among: Collection[str]) -> Post:
    """This post, while it stands in one of these states. Raises Changed."""
    rows = thread.posts.select_related("reply_to", "thread__article__newsroom", "thread__account")
    post = rows.filter(position=position, state__in=list(among)).first()
    if post is None:
        raise Changed
    return post
