"""One step of one thread: prepare it, send one post, or settle one. Then let it go."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Max, Q

from publisher.delivery.catch_up import catch_up
from publisher.delivery.claim import (
    OPEN,
    claim_to_prepare,
    claim_to_send,
    claim_to_settle,
    release_claim,
    yield_lane,
)
from publisher.delivery.clients import can_open_account, client_for
from publisher.delivery.delete_posts import remove_next
from publisher.delivery.errors import NoDoor, NotClaimed, Stopped, SureRefusal
from publisher.delivery.expiry import expire_if_late
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.outcomes import finish_thread, hand_over, retry_later
from publisher.delivery.preflight import preflight, see_budget
from publisher.delivery.receipt import retry_time_of
from publisher.delivery.reconcile import NeedsEditor, settle
from publisher.delivery.send import send_post
from publisher.delivery.upload_media import media_ids, upload_pictures
from publisher.delivery.verify import OUT, verify_thread
from publisher.networks.base import (
    AccountRefused,
    Client,
    NetworkError,
    OutcomeUnknown,
    TooLate,
    TryLater,
)
from publisher.schedule.heartbeats import others_can
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.seal import BrokenSeal, SealedPost, open_seal
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import TAKEN_OVER, Overtaken, record_move

log = structlog.get_logger()
#: After a moment that passed, the next.
SOON = timedelta(seconds=1)
#: How soon a thread is hinted at again that this host cannot send.
LEFT = timedelta(seconds=0.5)
#: So many workers may die over one thread in a row.
DEATHS = 10


def deliver(thread_id: int) -> None:
    """Take this thread one step further, if it may go and nobody else has it."""
    rows = Thread.objects.select_related("account__newsroom", "article__newsroom", "approved")
    live = Q(goal__in=(Goal.OUT, Goal.CLOSED), state__in=(T.APPROVED, T.SCHEDULED, T.SENDING))
    going = Q(goal=Goal.GONE, wake_at__isnull=False)
    out = Q(state__in=OUT, wake_at__isnull=False)
    thread = rows.filter(live | going | out, pk=thread_id).first()
    if thread and not can_open_account(thread.account) and others_can():
        _leave(thread)
    elif thread and thread.goal == Goal.GONE:
        remove_next(thread)
    elif thread and thread.state in OUT:
        verify_thread(thread)
    elif thread:
        _take_further(thread)


def _leave(thread: Thread) -> None:
    """This host has other secrets than the account was connected with: somebody else takes it."""
    log.warning("left to a worker with the right secrets", thread=thread.pk)
    soon = now() + LEFT
    Thread.objects.filter(pk=thread.pk, wake_at__gt=soon).update(wake_at=soon)


def _take_further(thread: Thread) -> None:
    left_over = bool(thread.lease_until and thread.lease_until <= now())
    if expire_if_late(thread):
        return
    try:
        _claim(thread)
        if left_over:
            why = "The worker that had it ended."
            record_move(thread.account.newsroom, "worker", "", TAKEN_OVER, thread=thread, why=why)
        _step(thread)
    except NotClaimed:
        log.debug("not claimed", thread=thread.pk)
        yield_lane(thread)
    except Overtaken:
        log.debug("overtaken", thread=thread.pk)


def _claim(thread: Thread) -> None:
    if thread.state == T.SCHEDULED and thread.prepared_at is None:
        claim_to_prepare(thread)
    elif thread.posts.filter(state__in=OPEN).exists():
        claim_to_settle(thread)
    else:
        claim_to_send(thread)
    reach_failpoint("deliver.after_claim")
    log.info("claimed", thread=thread.pk, epoch=thread.epoch, state=str(thread.state))


def _step(thread: Thread) -> None:
    try:
        wake = _act(thread)
    except Stopped as stop:
        retry_later(thread, str(stop), _again())
    except TooLate as late:
        # Only this machine was slow, and nothing left: nobody has to be waited for.
        retry_later(thread, str(late), now() + SOON)
    except NeedsEditor as reason:
        sending = thread.state == T.SENDING
        hand_over(thread, T.NEEDS_EDITOR if sending else T.IN_REVIEW, str(reason))
    except (NoDoor, BrokenSeal, SureRefusal) as reason:
        hand_over(thread, _desk(thread), str(reason))
    except TryLater as error:
        retry_later(thread, error.said, retry_time_of(error))
    except (AccountRefused, OutcomeUnknown) as error:
        # The account was paused with the receipt; or it was an upload, which may be repeated.
        retry_later(thread, error.said, _again())
    except NetworkError as error:
        hand_over(thread, _desk(thread), error.words)
    else:
        release_claim(thread, wake)


def _again() -> datetime:
    return now() + timedelta(seconds=settings.TRY_AGAIN)


def _desk(thread: Thread) -> T:
    """Where an editor finds a thread that cannot go on: in review, while nothing of it is out."""
    return T.NEEDS_EDITOR if thread.begun_at else T.IN_REVIEW


def _act(thread: Thread) -> datetime | None:
    if thread.failures > DEATHS:
        raise NeedsEditor("The publisher broke off over this thread again and again.")
    client = client_for(thread.account)
    return _prepare(thread, client) if thread.state == T.SCHEDULED else _go_on(thread, client)


def _prepare(thread: Thread, client: Client) -> datetime | None:
    see_budget(thread, posts=0)
    upload_pictures(thread, client)
    moment = now()
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(prepared_at=moment)
    return max(filter(None, (thread.due_at, thread.not_before, moment)))


def _go_on(thread: Thread, client: Client) -> datetime | None:
    if thread.approved is None:
        raise BrokenSeal
    sealed = {post.position: post for post in open_seal(thread.approved, thread.account)}
    post = _next(thread)
    if post is None:
        finish_thread(thread)
        return None
    if post.state in OPEN:
        return settle(thread, post, client) or now()
    if post.state != PostState.WAITING:
        raise NeedsEditor(f"Post {post.position} is {post.state}: say how the thread goes on.")
    return _send(thread, post, sealed, client)


def _send(
    thread: Thread, post: Post, posts: dict[int, SealedPost], client: Client
) -> datetime | None:
    pause = _after_gap(thread)
    if pause > now():
        return pause
    sealed = posts[post.position]
    if thread.begun_at is None:
        preflight(thread, list(posts.values()), client)
    elif again := catch_up(thread, post, sealed.text, client):
        return again
    if media_ids(post, sealed) is None:
        upload_pictures(thread, client)
    wake = send_post(thread, post, sealed)
    if _next(thread) is None:
        finish_thread(thread)
        return None
    return wake


def _after_gap(thread: Thread) -> datetime:
    """When the next post may go, however many hints come: an editor needs the time to press stop."""
    newest: datetime | None = thread.posts.aggregate(at=Max("posted_at"))["at"]
    return newest + timedelta(seconds=thread.account.gap) if newest else now()


def _next(thread: Thread) -> Post | None:
    done = (PostState.POSTED, PostState.DROPPED, PostState.REMOVED)
    rows = thread.posts.select_related("reply_to", "thread__account", "thread__article__newsroom")
    return rows.exclude(state__in=done).order_by("position").first()
