"""One step of one thread: prepare it, send one post, or settle one. Then let it go."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from publisher.networks.base import AccountRefused, Client, NetworkError, TryLater
from publisher.post.claim import claim_to_prepare, claim_to_send, release, wake_next
from publisher.post.doors import client_for
from publisher.post.errors import NoDoor, NotClaimed, Stopped
from publisher.post.preflight import preflight
from publisher.post.prepare import media_ids, prepare
from publisher.post.receipt import later
from publisher.post.send import send_post
from publisher.post.settle import NeedsEditor, settle
from publisher.thread.models import Post, Thread
from publisher.thread.moves import Overtaken, move
from publisher.thread.now import now
from publisher.thread.seal import BrokenSeal, SealedPost, opened
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T

log = structlog.get_logger()
#: A begun thread that gets nowhere for this long is handed to an editor.
STALLED = timedelta(minutes=15)
RETRY = timedelta(seconds=30)


def deliver(thread_id: int) -> None:
    """Take this thread one step further, if it may go and nobody else has it."""
    rows = Thread.objects.select_related("account__newsroom", "article__newsroom", "approved")
    thread = rows.filter(pk=thread_id, goal=Goal.OUT, state__in=(T.SCHEDULED, T.SENDING)).first()
    if thread is None or _lapsed(thread):
        return
    try:
        _step(thread)
    except (NotClaimed, Overtaken):
        log.debug("not claimed", thread=thread.pk)


def _step(thread: Thread) -> None:
    preparing = thread.state == T.SCHEDULED and thread.prepared_at is None
    (claim_to_prepare if preparing else claim_to_send)(thread)
    log.info("claimed", thread=thread.pk, epoch=thread.epoch, preparing=preparing)
    try:
        client = client_for(thread.account)
        wake = _prepare(thread, client) if preparing else _send_next(thread, client)
    except Stopped as stop:
        _rest(thread, str(stop), now() + RETRY)
    except (NeedsEditor, NoDoor, BrokenSeal) as reason:
        hand_over(thread, str(reason))
    except TryLater as error:
        _rest(thread, error.said, later(error))
    except AccountRefused as error:
        # The account was paused with the receipt; the thread goes on when that is lifted.
        _rest(thread, error.said, now() + RETRY)
    except NetworkError as error:
        hand_over(thread, f"{error.said} {error.advice}".strip())
    else:
        release(thread, wake)


def _prepare(thread: Thread, client: Client) -> datetime | None:
    prepare(thread, client)
    moment = now()
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(prepared_at=moment)
    return max(filter(None, (thread.due_at, thread.not_before, moment)))


def _send_next(thread: Thread, client: Client) -> datetime | None:
    if thread.approved is None:
        raise BrokenSeal
    sealed = {post.position: post for post in opened(thread.approved, thread.account)}
    post = _next(thread)
    if post is None:
        finish(thread)
        return None
    if post.state in (PostState.INTENT, PostState.UNKNOWN):
        return settle(thread, post, client) or now()
    return _send(thread, post, sealed[post.position], client)


def _send(thread: Thread, post: Post, sealed: SealedPost, client: Client) -> datetime | None:
    if thread.begun_at is None:
        preflight(thread, sealed, client)
    if media_ids(post, sealed) is None:
        prepare(thread, client)
    wake = send_post(thread, post, sealed)
    if _next(thread) is None:
        finish(thread)
        return None
    return wake


def _next(thread: Thread) -> Post | None:
    done = (PostState.POSTED, PostState.DROPPED)
    rows = thread.posts.select_related("reply_to", "thread__account", "thread__article__newsroom")
    return rows.exclude(state__in=done).order_by("position").first()


def finish(thread: Thread) -> None:
    """Every post is out."""
    move(
        thread,
        T.POSTED,
        guard={"epoch": thread.epoch},
        why="All posts are out.",
        lane=None,
        ended_at=now(),
        wake_at=None,
        lease_until=None,
    )
    wake_next(thread.account_id)


def hand_over(thread: Thread, why: str) -> None:
    """Stop here and let an editor decide; before the first post the thread goes back to review."""
    log.warning("needs an editor", thread=thread.pk, epoch=thread.epoch, why=why)
    after = T.NEEDS_EDITOR if thread.state == T.SENDING else T.IN_REVIEW
    undone = {} if after is T.NEEDS_EDITOR else {"approved": None, "prepared_at": None}
    move(
        thread,
        after,
        guard={"epoch": thread.epoch},
        why=why,
        lane=None,
        lease_until=None,
        wake_at=None,
        **undone,
    )
    Thread.objects.filter(pk=thread.pk).update(why=why)
    wake_next(thread.account_id)


def _rest(thread: Thread, why: str, wake: datetime) -> None:
    if thread.state == T.SENDING and thread.begun_at is None:
        # Nothing is out: as if it had never been taken, so that lateness and edits apply.
        move(
            thread,
            T.SCHEDULED,
            guard={"epoch": thread.epoch, "begun_at": None},
            why=why,
            lane=None,
            lease_until=None,
            wake_at=wake,
        )
        return
    if _stalled(thread):
        hand_over(thread, f"Nothing went out for 15 minutes: {why}")
        return
    release(thread, wake, failures=thread.failures + 1)


def _stalled(thread: Thread) -> bool:
    if thread.state != T.SENDING:
        return False
    newest = thread.posts.filter(posted_at__isnull=False).order_by("-posted_at").first()
    since = newest.posted_at if newest else thread.begun_at
    return bool(since and now() - since > STALLED)


def _lapsed(thread: Thread) -> bool:
    """Move a thread that is too late, before its first post, out of the way."""
    if thread.state != T.SCHEDULED or thread.due_at is None:
        return False
    moment = now()
    start = max(filter(None, (thread.due_at, thread.not_before)))
    if moment > start + timedelta(seconds=thread.late_after):
        return _stop(thread, T.MISSED, "It was not sent in time.")
    if thread.approved_until and moment >= thread.approved_until:
        return _stop(thread, T.IN_REVIEW, "The approval has lapsed.", approved=None)
    return False


def _stop(thread: Thread, after: T, why: str, **changes: None) -> bool:
    free = {"epoch": thread.epoch, "begun_at": None}
    try:
        move(thread, after, guard=free, why=why, wake_at=None, prepared_at=None, **changes)
    except Overtaken:
        log.debug("overtaken", thread=thread.pk)
    return True
