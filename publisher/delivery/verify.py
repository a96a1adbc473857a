"""One read of all posts of a thread that is out: are they there, chained, with their alt texts?

It sends nothing, takes no lane, and waits for no pause. Whatever it finds or cannot read, the
thread stays as it is: an editor reads what was found, and decides.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction

from publisher.delivery.claim import claim_to_prove, lock_claim
from publisher.delivery.clients import client_for
from publisher.delivery.errors import NoDoor, NotClaimed, Stopped
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import write_intent
from publisher.delivery.receipt import complete_call, keep_trying, outcome_of, retry_time_of
from publisher.networks.base import Client, NetworkError, RateLimited, SeenPost
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_post, record_move
from publisher.thread.verification import (
    FLAWED,
    UNREAD,
    WHOLE,
    Flaw,
    Proof,
    SentPost,
    find_discrepancies,
)

log = structlog.get_logger()
#: Where a thread is out and read back.
OUT = frozenset({T.POSTED, T.CLOSED_OUT})
#: Seconds until it is read again, once for each time it could not be; then that is said.
WAITS = (60, 300, 900, 3600)
#: So often it is taken up in all; workers may die over it, and posts be shown now and then.
LOOKS = 10
NO_END = "it was tried again and again, and came to no end."
GONE = "It is not there any more: somebody deleted it by hand."


def verify_thread(thread: Thread) -> None:
    """Read all of it back, or say why not and when again."""
    try:
        claim_to_prove(thread)
        _read_back(thread)
    except (NotClaimed, Stopped, Overtaken):
        log.debug("not read back", thread=thread.pk)


def _read_back(thread: Thread) -> None:
    if thread.failures > LOOKS:
        _conclude(thread, Proof(said=NO_END), UNREAD, ())
        return
    rows = thread.posts.select_related("reply_to", "thread__article__newsroom")
    posts = list(rows.filter(state=PostState.POSTED).order_by("position"))
    try:
        seen = _read(thread, posts, client_for(thread.account)) if posts else {}
    except NoDoor as error:
        _put_off(thread, str(error), None)
    except NetworkError as error:
        _put_off(
            thread, error.said, retry_time_of(error) if isinstance(error, RateLimited) else None
        )
    else:
        _judge(thread, posts, seen)


def _read(thread: Thread, posts: list[Post], client: Client) -> dict[str, SeenPost]:
    ids = [post.remote_id for post in posts]
    call = write_intent(thread, Call.Kind.READ, {"reading back": ids})
    reach_failpoint("prove.before_read")
    try:
        seen = client.read(ids)
    except NetworkError as error:
        # Not as a failed post: an account whose reads are used up can still send.
        outcome, more = outcome_of(error), {"status": error.status, "said": error.said}
        keep_trying(lambda: complete_call(call, outcome, **more))
        raise
    reach_failpoint("prove.after_read")
    keep_trying(
        lambda: complete_call(call, Call.Outcome.DONE, said=f"{len(seen)} of {len(ids)} there")
    )
    return seen


def _put_off(thread: Thread, said: str, after: datetime | None) -> None:
    """Read again a while later; after some times say that it could not be read."""
    proof = Proof(missing=Proof.of(thread.proof).missing, said=said)
    if thread.failures > len(WAITS):
        _conclude(thread, proof, UNREAD, ())
        return
    wake = after or now() + timedelta(seconds=WAITS[thread.failures - 1])
    _let_go(thread, proof=proof.json, wake_at=wake)


def _judge(thread: Thread, posts: list[Post], seen: dict[str, SeenPost]) -> None:
    """Believe an absence only when it is seen twice: what a network shows lags behind."""
    found = find_discrepancies([_sent(thread, post) for post in posts], seen)
    missing = {finding.position for finding in found if finding.flaw == Flaw.GONE}
    if missing - set(Proof.of(thread.proof).missing):
        again = now() + timedelta(seconds=settings.SECOND_LOOK)
        _let_go(thread, proof=Proof(missing=tuple(sorted(missing))).json, wake_at=again)
        return
    pictures = sum(len(each.alts) for each in seen.values())
    proof = Proof(len(posts), tuple(found), pictures=pictures)
    gone = [post for post in posts if post.position in missing]
    _conclude(thread, proof, FLAWED if found else WHOLE, gone)


def _sent(thread: Thread, post: Post) -> SentPost:
    parent = post.reply_to
    sealed = thread.approved.seal["posts"] if thread.approved and thread.approved.seal else ()
    pictures = next((len(s["pictures"]) for s in sealed if s["position"] == post.position), 0)
    return SentPost(
        position=post.position,
        remote_id=post.remote_id,
        reply_to=parent.remote_id if parent else None,
        answers=parent.position if parent else None,
        pictures=pictures,
    )


def _conclude(thread: Thread, proof: Proof, after: str, gone: list[Post] | tuple[()]) -> None:
    room, why = thread.article.newsroom, proof.words(thread.account.network.title())
    with transaction.atomic():
        lock_claim(thread)
        for post in gone:
            move_post(post, PostState.REMOVED, why=GONE)
        record_move(room, "proof", "", after, thread=thread, why=why)
        done: dict[str, Any] = {"proof": proof.json, "proved_at": now(), "failures": 0}
        _let_go(thread, wake_at=None, **done)
        reach_failpoint("prove.before_commit")
    log.info("read back", thread=thread.pk, epoch=thread.epoch, found=after)


def _let_go(thread: Thread, **changes: Any) -> None:
    # A new epoch: who read the row while this was under way does not read the network once more.
    rows = Thread.objects.filter(pk=thread.pk, epoch=thread.epoch)
    rows.update(lease_until=None, epoch=thread.epoch + 1, **changes)
