"""Take a thread down, a step at a time: delete from the last post backwards, settle what is open.

It asks for no approval, no pause and no embargo, and not for the lane in which posts are sent: only
for the claim, and for the account's other lane. A post that turns up later in a thread whose goal is
`gone` is deleted too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction

from publisher.delivery.catch_up import catch_up
from publisher.delivery.claim import OPEN, claim_to_remove, wake_next, wake_next_removal
from publisher.delivery.clients import client_for
from publisher.delivery.errors import NoDoor, NotClaimed, Stopped
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import write_intent
from publisher.delivery.receipt import complete_call, record_failure, retry_time_of
from publisher.delivery.reconcile import NeedsEditor, settle
from publisher.delivery.rollback_guard import FOLLOWED
from publisher.networks.base import Client, NetworkError, OutcomeUnknown, Refused, TryLater
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_post, move_thread, record_move

log = structlog.get_logger()
#: So many workers may die, or calls end without an answer, over one thread in a row.
TRIES = 10
_UNSENT = (PostState.WAITING, PostState.REFUSED)


def remove_next(thread: Thread) -> None:
    """One step: delete one post, settle one, or say that all is gone."""
    try:
        claim_to_remove(thread)
        _step(thread)
    except (NotClaimed, Stopped, Overtaken):
        log.debug("not removed", thread=thread.pk)


def _step(thread: Thread) -> None:
    try:
        wake = _act(thread)
    except TryLater as error:
        _let_go(thread, retry_time_of(error), failures=0)
    except OutcomeUnknown:
        # Deleting again harms nobody: what is gone already counts as deleted.
        _let_go(thread, now() + timedelta(seconds=settings.TRY_AGAIN))
    except NetworkError as error:
        _stuck(thread, error.words)
    except (NeedsEditor, NoDoor) as reason:
        _stuck(thread, str(reason))
    else:
        _let_go(thread, wake, failures=0)
        # Where it went wrong the others wait as well: they are looked at in their own time.
        wake_next_removal(thread)


def _act(thread: Thread) -> datetime | None:
    if thread.failures > TRIES:
        raise NeedsEditor("Deleting it got no clear answer again and again.")
    post = _newest(thread)
    uncertain = thread.posts.filter(state__in=OPEN).order_by("-position").first()
    if post:
        _delete(thread, post, client_for(thread.account))
    elif uncertain:
        return _settle(thread, uncertain)
    elif again := _catch_up(thread):
        return again
    else:
        _all_gone(thread)
    return now() if post else None


def _newest(thread: Thread) -> Post | None:
    """What to delete next: what is being removed already or was named, then the last one out."""
    posts = thread.posts.select_related("thread__article__newsroom").order_by("-position")
    begun = posts.filter(state=PostState.REMOVING).first()
    return begun or posts.filter(state=PostState.POSTED).first()


def _delete(thread: Thread, post: Post, client: Client) -> None:
    with transaction.atomic():
        # The thread's row before the post's, as an editor's decision takes them.
        call = write_intent(thread, Call.Kind.DELETE, {"id": post.remote_id}, post=post)
        if post.state == PostState.POSTED:
            move_post(post, PostState.REMOVING)
    log.info("deleting", thread=thread.pk, post=post.position, epoch=thread.epoch, call=call.pk)
    reach_failpoint("remove.after_intent")
    try:
        client.remove(post.remote_id)
    except NetworkError as error:
        record_failure(call, None, None, error)
        if isinstance(error, Refused):
            move_post(post, PostState.POSTED, why=error.said, said=error.said)
        raise
    reach_failpoint("remove.after_answer")
    with transaction.atomic():
        complete_call(call, Call.Outcome.DONE, remote_id=post.remote_id)
        move_post(post, PostState.REMOVED, said="")


def _settle(thread: Thread, post: Post) -> datetime:
    """Look whether an open post is there after all, once no late request can arrive any more."""
    call = post.calls.filter(kind=Call.Kind.POST).latest("id")
    if call.settle_at and call.settle_at > now():
        return call.settle_at
    return settle(thread, post, client_for(thread.account)) or now()


def _catch_up(thread: Thread) -> datetime | None:
    """Look for what a copy put back by hand takes for unsent; when to go on, if not at once."""
    unsent = thread.posts.filter(state__in=_UNSENT).order_by("position")
    if FOLLOWED.has(thread) or not unsent.exists():
        return None
    words = (thread.approved or thread.revisions.get(rev=thread.rev)).content["posts"]
    client = client_for(thread.account)
    told = unsent.select_related("reply_to", "thread__account", "thread__article__newsroom")
    looks = (catch_up(thread, post, words[post.position - 1]["text"], client) for post in told)
    return next(filter(None, looks), None)


def _all_gone(thread: Thread) -> None:
    with transaction.atomic():
        for post in thread.posts.filter(state__in=_UNSENT):
            move_post(post, PostState.DROPPED)
        if thread.state != T.TAKEN_DOWN:
            free: dict[str, Any] = {"lane": None, "ended_at": now()}
            move_thread(thread, T.TAKEN_DOWN, guard={"epoch": thread.epoch}, **free)
        Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(why="")
    wake_next(thread.account_id)


def _stuck(thread: Thread, why: str) -> None:
    """Only an editor can go on from here; what is gone stays gone, and she may press again."""
    log.warning("not taken down", thread=thread.pk, epoch=thread.epoch, why=why)
    said = f"Taking it down stopped: {why}"
    with transaction.atomic():
        if thread.state in {T.NEEDS_EDITOR, T.TAKEN_DOWN}:
            room = thread.article.newsroom
            record_move(room, "thread", thread.state, T.NEEDS_EDITOR, thread=thread, why=said)
        else:
            move_thread(thread, T.NEEDS_EDITOR, guard={"epoch": thread.epoch}, why=said)
        Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(why=said, lane=None)
        _let_go(thread, None, failures=0)


def _let_go(thread: Thread, wake: datetime | None, **more: Any) -> None:
    rows = Thread.objects.filter(pk=thread.pk, epoch=thread.epoch)
    rows.update(lease_until=None, lane=None, wake_at=wake, **more)
