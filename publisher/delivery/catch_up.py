"""Before its next post: is it out already, though the database takes it for unsent?

A copy of the database that was put back by hand knows nothing of what went out since it was made,
and workers started after that, over an empty Redis, remember nothing that would tell. So a thread
that a process has not followed from its first post on is read back, after the post before the next
one. What is out is adopted; what is not clear is for an editor; what is not there is looked for
twice, since timelines lag. So it is with a thread that is taken down, once all that is known of it
is deleted. A thread not begun is compared with the account's last days anyway (`preflight`), whoever
sends it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import QuerySet

from publisher.delivery.fence import write_intent
from publisher.delivery.lookups import look_up_post
from publisher.delivery.receipt import complete_call, record_failure, record_success, wake_of
from publisher.delivery.reconcile import NeedsEditor, known_ids
from publisher.delivery.rollback_guard import FOLLOWED
from publisher.networks.base import (
    Absent,
    Client,
    Found,
    NetworkError,
    Sent,
    SoughtPost,
    There,
    TryLater,
    Unclear,
)
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.transitions import move_post

log = structlog.get_logger()
#: So often a post that the network's list of posts passes over may be read for.
LOOKS = 3


def catch_up(thread: Thread, post: Post, text: str, client: Client) -> datetime | None:
    """Look for the next post of a thread that this process has not followed.

    Returns when the thread goes on, or None where the post is not out. Raises NeedsEditor where it may be out, and NetworkError where the account cannot be read.
    """
    here = thread.pk, post.position
    if FOLLOWED.has(thread) or here in FOLLOWED.asked:
        return None
    absences = post.calls.filter(said=Absent.__name__)
    again = second_look(absences)
    if again and again > now():
        return again
    found = _find(thread, post, text, client)
    if isinstance(found, There):
        _adopt(thread, post, text, found)
        return now() if thread.goal == Goal.GONE else wake_of(thread)
    if isinstance(found, Unclear):
        _unclear(thread, post, found, client)
    again = second_look(absences)
    if again is None:
        FOLLOWED.threads.add(thread.pk)
    return again


def second_look(reads: QuerySet[Call]) -> datetime | None:
    """When to read once more, or None where two of these reads since the start are apart enough.

    Any worker's count: what other workers sent before this one began is shown by then.
    """
    read = reads.filter(kind=Call.Kind.READ, outcome=Call.Outcome.DONE)
    times = read.filter(started_at__gte=FOLLOWED.start()).order_by("pk")
    first, last = (
        each.values_list("started_at", flat=True).first() for each in (times, times.reverse())
    )
    if first is None or last is None:
        return now()
    again = first + timedelta(seconds=settings.SECOND_LOOK)
    return None if last >= again else again


def _find(thread: Thread, post: Post, text: str, client: Client) -> Found:
    call = write_intent(thread, Call.Kind.READ, {"looking_for": post.position}, post=post)
    media = post.uploads.exclude(media_id="").values_list("media_id", flat=True)
    parent = post.reply_to.remote_id if post.reply_to else None
    wanted = SoughtPost(
        text=text,
        # Of a thread that is taken down, what stood before this post is deleted.
        since=(thread.anchor or None)
        if thread.goal == Goal.GONE
        else preceding_post_id(thread, post),
        reply_to=parent,
        media_ids=tuple(media),
        known=known_ids(thread, post),
    )
    try:
        found = client.find(wanted)
    except NetworkError as error:
        record_failure(call, None, None, error)
        raise
    complete_call(call, Call.Outcome.DONE, said=type(found).__name__)
    return found


def preceding_post_id(thread: Thread, post: Post) -> str | None:
    """The account's newest post that is surely older than this one, if it is out.

    That is the post it answers; or a later one, sent before this one was approved for the first time.
    """
    parent, approved = post.reply_to, first_approved(thread, post.position)
    sent = Call.objects.filter(
        account=thread.account_id, kind=Call.Kind.POST, outcome=Call.Outcome.DONE, remote_id__gt=""
    ).exclude(post__state=PostState.REMOVED)
    earlier = sent.filter(thread__isnull=False, started_at__lte=approved, ended_at__lte=approved)
    newest = earlier.order_by("-started_at").first()
    if newest and (parent is None or not parent.posted_at or newest.started_at > parent.posted_at):
        return newest.remote_id
    return (parent.remote_id if parent else thread.anchor) or None


def first_approved(thread: Thread, position: int) -> datetime:
    """When a version with this post was first approved: it cannot have gone out before."""
    versions = thread.revisions.filter(sealed_at__isnull=False).order_by("sealed_at")
    for seal, at in versions.values_list("seal", "sealed_at"):
        if at and any(each["position"] == position for each in (seal or {}).get("posts", ())):
            return at
    return now()


def _adopt(thread: Thread, post: Post, text: str, found: There) -> None:
    """Take it over with a receipt of its own, as of a call that the database has forgotten."""
    seen = found.seen
    log.warning("was out already", thread=thread.pk, post=post.position, id=seen.remote_id)
    call = write_intent(thread, Call.Kind.POST, {"text": text}, post=post)
    if post.state == PostState.REFUSED:
        move_post(post, PostState.WAITING, why="It was changed and sent.", said="")
    record_success(call, post, Sent(seen.remote_id, seen.url))
    Call.objects.filter(pk=call.pk).update(said="It was out already: found, and not sent again.")


def _unclear(thread: Thread, post: Post, found: Unclear, client: Client) -> None:
    """Hand it to an editor, once; or wait while the network only lags behind."""
    here = thread.pk, post.position
    FOLLOWED.looks[here] += 1
    # What a network shows lags behind: neither a post nor its absence is believed at once.
    if found.lags and FOLLOWED.looks[here] < LOOKS:
        raise TryLater(found.why, after=settings.TRY_AGAIN)
    parent = post.reply_to
    gone = thread.goal == Goal.GONE
    if (
        found.lags
        and parent
        and not gone
        and look_up_post(thread, parent, parent.remote_id, client) is None
    ):
        move_post(parent, PostState.REMOVED, why="It is not there any more.")
        raise NeedsEditor(
            f"Post {parent.position} was deleted on {thread.account.network.title()}, "
            f"so post {post.position} has nothing to answer."
        )
    FOLLOWED.asked.add(here)
    then = (
        "delete it there if it is, and press again"
        if gone
        else "then go on or close the thread out"
    )
    raise NeedsEditor(
        f"Post {post.position} may be out already: {found.why} Look at the account, {then}."
    )
