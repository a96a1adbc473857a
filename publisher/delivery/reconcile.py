"""Settle a post nobody can say is out: read back, never send blindly.

Three answers. There: the post's id is adopted. Absent, twice, half a minute apart: it may be sent
again. Unclear: an editor looks.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from publisher.delivery.claim import lock_claim
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import write_intent
from publisher.delivery.receipt import complete_call, record_failure, record_success
from publisher.networks.base import (
    Absent,
    Client,
    Found,
    NetworkError,
    Sent,
    SoughtPost,
    There,
    TryLater,
)
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.transitions import move_post

SENDS_PER_APPROVAL = 3


class NeedsEditor(Exception):
    """Only an editor can say how this goes on; the sentence tells her why."""


def settle(thread: Thread, post: Post, client: Client) -> datetime | None:
    """Find out whether an unknown post is there.

    Returns when to look again, or None when it is settled. Raises NeedsEditor, or TryLater where
    the account cannot be read just now.
    """
    call = post.calls.filter(kind=Call.Kind.POST).latest("id")
    if post.state == PostState.INTENT:
        move_post(post, PostState.UNKNOWN, why="The worker ended before it had the answer.")
    if call.settle_at and call.settle_at > now():
        return call.settle_at
    return _judge(thread, post, call, _look(thread, post, call, client))


def _look(thread: Thread, post: Post, call: Call, client: Client) -> Found:
    read = write_intent(thread, Call.Kind.READ, {"looking_for": post.position}, post=post)
    wanted = SoughtPost(
        text=call.body["text"],
        since=_since(thread, post),
        reply_to=post.reply_to.remote_id if post.reply_to else None,
        media_ids=tuple(call.body.get("media", {}).get("media_ids", ())),
        known=known_ids(thread, post),
    )
    reach_failpoint("settle.before_read")
    try:
        found = client.find(wanted)
    except TryLater as error:
        record_failure(read, None, None, error)
        raise
    except NetworkError as error:
        record_failure(read, None, None, error)
        raise NeedsEditor(
            f"Post {post.position} may be out, and {thread.account} cannot be read: {error.said} "
            f"Look at {thread.account.page_url or 'the account'}."
        ) from error
    reach_failpoint("settle.after_read")
    complete_call(read, Call.Outcome.DONE, said=type(found).__name__)
    return found


def known_ids(thread: Thread, post: Post) -> frozenset[str]:
    """The ids of this thread's posts, and of all that the account has sent since its parent."""
    own = set(thread.posts.exclude(remote_id="").values_list("remote_id", flat=True))
    begun = post.reply_to.posted_at if post.reply_to else thread.begun_at
    sent = Call.objects.filter(account=thread.account_id, kind=Call.Kind.POST, remote_id__gt="")
    since = sent.filter(started_at__gte=begun) if begun else sent.none()
    return frozenset(own.union(since.values_list("remote_id", flat=True)))


def _since(thread: Thread, post: Post) -> str | None:
    # In a thread that is taken down the post before it is deleted: only what stood before the
    # thread still shows that the read was complete.
    if post.reply_to is None or thread.goal == Goal.GONE:
        return thread.anchor or None
    return post.reply_to.remote_id


def _judge(thread: Thread, post: Post, call: Call, found: Found) -> datetime | None:
    if isinstance(found, There):
        record_success(call, post, Sent(found.seen.remote_id, found.seen.url))
        return None
    if not isinstance(found, Absent):
        raise NeedsEditor(f"Whether post {post.position} is out is not clear: {found.why}")
    with transaction.atomic():
        lock_claim(thread)
        again = _seen_absent(call)
        worn = again is None and _worn_out(post)
        if again is None and not worn:
            move_post(post, PostState.WAITING, why="It was looked for twice and is not there.")
    if worn:
        times = _times_absent(post)
        raise NeedsEditor(f"Post {post.position} was sent {times} times and is not there.")
    return again


def _seen_absent(call: Call) -> datetime | None:
    """Count an absence. Returns when to look again, or None when it was the second."""
    call.absences += 1
    if call.absences < 2:  # noqa: PLR2004 - twice
        again = now() + timedelta(seconds=settings.SECOND_LOOK)
        Call.objects.filter(pk=call.pk).update(absences=call.absences, settle_at=again)
        return again
    complete_call(call, Call.Outcome.ABSENT, absences=call.absences)
    return None


def _worn_out(post: Post) -> bool:
    return _times_absent(post) >= SENDS_PER_APPROVAL and post.thread.goal != Goal.GONE


def _times_absent(post: Post) -> int:
    calls = post.calls.filter(kind=Call.Kind.POST, outcome=Call.Outcome.ABSENT)
    approved = post.thread.approved
    since = approved.sealed_at if approved else None
    return (calls.filter(started_at__gte=since) if since else calls).count()
