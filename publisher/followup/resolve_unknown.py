"""An editor's word on a post that nobody else can settle: it is there, or it is not."""

from __future__ import annotations

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.claim import OPEN
from publisher.delivery.clients import client_for
from publisher.delivery.errors import NoDoor
from publisher.delivery.lookups import look_up_post
from publisher.delivery.receipt import complete_call
from publisher.followup.errors import Early, NotThere
from publisher.followup.guards import (
    STOPPED,
    lock_for_decision,
    post_at,
    require_permission,
    take_up,
)
from publisher.networks.base import NetworkError, SeenPost
from publisher.networks.text_match import same_post
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState
from publisher.thread.transitions import move_post
from publisher.web.templatetags.desk import Wall, full

ANSWERED = "answered for any more"


def it_is_there(thread: Thread, position: int, *, url: str, who: Person, epoch: int) -> None:
    """Take over the post at this address, once the network has shown that it is ours and in place.

    Raises NotThere, NotAllowed, Changed or Closed; then the post stays unclear.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    seen = _seen(thread, post_at(thread, position, OPEN), url)
    with lock_for_decision(thread, epoch=epoch, among=STOPPED, act=ANSWERED):
        post = post_at(thread, position, OPEN)
        call = _last_call(post)
        complete_call(call, Call.Outcome.DONE, remote_id=seen.remote_id)
        move_post(
            post,
            PostState.POSTED,
            who=who,
            why="It is there: the address was checked.",
            remote_id=seen.remote_id,
            url=seen.url,
            posted_at=call.started_at,
            said="",
        )
        take_up(thread)


def it_is_not_there(thread: Thread, position: int, *, who: Person, epoch: int) -> None:
    """Let the post wait for its turn again.

    Raises Early while a request may still arrive, NotAllowed, Changed or Closed.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=epoch, among=STOPPED, act=ANSWERED):
        post = post_at(thread, position, OPEN)
        call = _last_call(post)
        if call.settle_at and call.settle_at > now():
            wall = Wall(thread.account.newsroom.zone, now())
            raise Early(position, thread.account.network.title(), full(call.settle_at, wall))
        complete_call(call, Call.Outcome.ABSENT)
        move_post(
            post, PostState.WAITING, who=who, why="An editor looked: it is not there.", said=""
        )
        take_up(thread)


def _seen(thread: Thread, post: Post, url: str) -> SeenPost:
    network, account = thread.account.network.title(), thread.account
    try:
        client = client_for(account)
        remote_id = client.id_at(url)
        if remote_id is None:
            raise NotThere(f"This is not the address of a post on {network}.")
        seen = look_up_post(thread, post, remote_id, client)
    except (NetworkError, NoDoor) as error:
        raise NotThere(f"{network} could not be asked: {error}") from error
    if seen is None:
        raise NotThere(f"{network} shows no post of @{account.handle} at this address.")
    _in_place(post, seen)
    return seen


def _in_place(post: Post, seen: SeenPost) -> None:
    if not _stands_there(post, seen):
        place = f"answers post {post.reply_to.position}" if post.reply_to else "begins a thread"
        raise NotThere(f"That post is ours, but it is not the one that {place}.")
    known = Post.objects.filter(remote_id=seen.remote_id, thread__account=post.thread.account_id)
    if known.exists():
        raise NotThere("That post is known already: it is another one of ours.")


def _stands_there(post: Post, seen: SeenPost) -> bool:
    """Whether it is in the post's place; where the network does not say, whether it has its words."""
    if seen.unplaced and seen.reply_to is None and (post.reply_to or seen.below):
        return same_post(seen, _last_call(post).body["text"])
    return seen.reply_to == (post.reply_to.remote_id if post.reply_to else None)


def _last_call(post: Post) -> Call:
    return post.calls.filter(kind=Call.Kind.POST).latest("id")
