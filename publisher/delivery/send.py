"""Send one post once: fence, call, receipt."""

from __future__ import annotations

from datetime import datetime

import structlog

from publisher.delivery.clients import client_for
from publisher.delivery.errors import NoDoor
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import Window, fence
from publisher.delivery.lookups import list_recent_posts, look_up_post
from publisher.delivery.receipt import record_failure, record_success, wake_of
from publisher.delivery.reconcile import NeedsEditor
from publisher.delivery.upload_media import media_ids
from publisher.networks.base import (
    AccountRefused,
    DuplicateText,
    NetworkError,
    NotApplied,
    NotVisibleYet,
    OutcomeUnknown,
    Outgoing,
    ParentMissing,
    Refused,
)
from publisher.networks.text_match import same_post
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.seal import BrokenSeal, SealedPost
from publisher.thread.states import PostState
from publisher.thread.transitions import move_post

log = structlog.get_logger()
#: How often a reply may find its parent not visible yet before an editor looks.
VISIBLE_TRIES = 3


def send_post(thread: Thread, post: Post, sealed: SealedPost) -> datetime | None:
    """Post this one. Returns when the thread goes on.

    Raises Stopped or BrokenSeal before the intent; NetworkError or NeedsEditor after the receipt of
    a failure.
    """
    parent = _parent(post, sealed)
    media = media_ids(post, sealed)
    if media is None:
        raise NeedsEditor(f"A picture of post {post.position} is missing on the network.")
    window = Window()
    client = client_for(thread.account, check=window.check)
    outgoing = Outgoing(sealed.text, media, parent, thread.replies)
    body = client.body(outgoing)
    reach_failpoint("send.before_fence")
    call = fence(thread, post, body)
    log.info("sending", thread=thread.pk, post=post.position, epoch=thread.epoch, call=call.pk)
    reach_failpoint("send.after_intent")
    try:
        sent = client.send(body)
    except NetworkError as error:
        reach_failpoint("send.after_failure")
        return _took_badly(call, post, error)
    reach_failpoint("send.after_answer")
    record_success(call, post, sent)
    reach_failpoint("send.after_receipt")
    log.info("sent", thread=thread.pk, post=post.position, epoch=thread.epoch, id=sent.remote_id)
    return wake_of(thread)


def _parent(post: Post, sealed: SealedPost) -> str | None:
    if (post.reply_to.position if post.reply_to else None) != sealed.reply_to:
        raise BrokenSeal
    if post.reply_to is None:
        return None
    if post.reply_to.state != PostState.POSTED or not post.reply_to.remote_id:
        raise NeedsEditor(f"Post {post.position} replies to a post that is not out.")
    return post.reply_to.remote_id


def _took_badly(call: Call, post: Post, error: NetworkError) -> datetime | None:
    """Record a failure; go on where the same call may be made again, else raise."""
    after = _after(call, post, error)
    record_failure(call, post, after, error)
    log.warning(
        "not sent", thread=post.thread_id, post=post.position, epoch=call.epoch, said=error.said
    )
    if after is PostState.UNKNOWN:
        return call.settle_at or now()
    if after is PostState.REFUSED:
        said = f"Post {post.position} was refused: {error.words}"
        raise NeedsEditor(_parent_gone(post, error) or f"{said}{_twin(post, error)}")
    raise error


def _parent_gone(post: Post, error: NetworkError) -> str:
    """What to say where somebody deleted the post replied to, which is `removed` from then on."""
    parent, account = post.reply_to, post.thread.account
    if parent is None or not isinstance(error, NotVisibleYet | ParentMissing):
        return ""
    try:
        seen = look_up_post(post.thread, parent, parent.remote_id, client_for(account))
    except (NetworkError, NoDoor):
        return ""
    if seen:
        return ""
    move_post(parent, PostState.REMOVED, why="It is not there any more.")
    return (
        f"Post {parent.position} was deleted on {account.network.title()}, "
        f"so post {post.position} has nothing to answer."
    )


def _twin(post: Post, error: NetworkError) -> str:
    """Where the same words stand, if the network refused them as its own and shows them."""
    if not isinstance(error, DuplicateText):
        return ""
    words = post.calls.filter(kind=Call.Kind.POST).latest("id").body["text"]
    try:
        seen = list_recent_posts(post.thread, client_for(post.thread.account))
    except (NetworkError, NoDoor):
        return ""
    return next((f" It stands at {each.url}" for each in seen if same_post(each, words)), "")


def _after(call: Call, post: Post, error: NetworkError) -> PostState:
    if isinstance(error, OutcomeUnknown) or not isinstance(error, NotApplied):
        return PostState.UNKNOWN
    if isinstance(error, DuplicateText) and _once_unclear(call, post):
        # The words are there: very likely ours. Read back before anything else.
        return PostState.UNKNOWN
    if isinstance(error, NotVisibleYet) and _times(call, post, error) >= VISIBLE_TRIES:
        return PostState.REFUSED
    if isinstance(error, Refused) and not isinstance(error, AccountRefused):
        return PostState.REFUSED
    return PostState.WAITING


def _times(call: Call, post: Post, error: NetworkError) -> int:
    """How often the network has said this of the post, with this time."""
    said = post.calls.filter(kind=Call.Kind.POST, status=error.status, outcome=Call.Outcome.LATER)
    return said.filter(pk__lt=call.pk).count() + 1


def _once_unclear(call: Call, post: Post) -> bool:
    unclear = (Call.Outcome.UNKNOWN, Call.Outcome.ABSENT, "")
    earlier = post.calls.filter(kind=Call.Kind.POST, outcome__in=unclear)
    return earlier.exclude(pk=call.pk).exists()
