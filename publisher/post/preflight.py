"""A last look at the account before the first post of a thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db.models import QuerySet

from publisher.networks.alike import same_words
from publisher.networks.base import Client, NetworkError, RateLimited, There, Unclear, Wanted
from publisher.post.catch_up import before, first_approved
from publisher.post.faults import reach
from publisher.post.fence import intent, mind_clock
from publisher.post.memory import FOLLOWED
from publisher.post.receipt import complete, failed
from publisher.post.settle import NeedsEditor
from publisher.schedule.budget import shortfall
from publisher.thread.models import Call, Post, Thread, Upload
from publisher.thread.now import now
from publisher.thread.seal import BrokenSeal, SealedPost, opened
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

Answer = TypeVar("Answer")
#: As far back as a network is asked for what an account posted of late.
RECENT = timedelta(days=7)


def preflight(thread: Thread, root: SealedPost, client: Client) -> None:
    """See that the account is the one approved and can take the whole thread; note its newest post.

    That post's id is the anchor of the root's read-back. Raises NeedsEditor where the words are
    there already or the account is another, NetworkError where it cannot be read or has to wait.
    """
    FOLLOWED.start()
    see_budget(thread, _waiting(thread).count())
    owner = _read(thread, "whose account it is", client.identity)
    if owner.user_id != thread.account.remote_user_id:
        raise NeedsEditor(f"The token of {thread.account} belongs to @{owner.handle}.")
    # Its answer told the network's time: what has to wait for that need not be paid for.
    mind_clock(thread, now())
    recent = _read(thread, "the last days", client.recent)
    twin = next((seen for seen in recent if same_words(seen.text, root.text)), None)
    if twin and not _told_to_go_on(thread):
        raise NeedsEditor(f"These words were posted on this account in the last days: {twin.url}")
    if not twin and not _told_to_go_on(thread):
        _see_before(thread, root, client)
    newest = recent[0].remote_id if recent else _read(thread, "the newest post", client.newest)
    thread.anchor = newest or ""
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(anchor=thread.anchor)


def _see_before(thread: Thread, root: SealedPost, client: Client) -> None:
    """Look beyond the last days, where this process cannot know that it is not out since longer."""
    approved = first_approved(thread, root.position)
    if approved > now() - RECENT or approved >= FOLLOWED.start():
        return
    wanted = Wanted(text=root.text, since=before(thread, thread.posts.get(position=root.position)))
    found = _read(thread, "what was sent since it was approved", lambda: client.find(wanted))
    if isinstance(found, There):
        raise NeedsEditor(f"These words were posted on this account before: {found.seen.url}")
    if isinstance(found, Unclear):
        raise NeedsEditor(f"These words may have been posted on this account before: {found.why}")


def _read(thread: Thread, what: str, ask: Callable[[], Answer]) -> Answer:
    call = intent(thread, Call.Kind.READ, {"before the first post": what})
    try:
        answer = ask()
    except NetworkError as error:
        failed(call, None, None, error)
        raise
    reach("preflight.after_read")
    complete(call, Call.Outcome.DONE)
    return answer


def see_budget(thread: Thread, posts: int) -> None:
    """Raise RateLimited where the account cannot take so many posts and the pictures still to go."""
    pictures = _not_handed_over(thread)
    short = shortfall(thread.account, posts, uploads=pictures, alts=pictures)
    if short:
        raise RateLimited(short.words, after=max(1.0, (short.until - now()).total_seconds()))


def _waiting(thread: Thread) -> QuerySet[Post]:
    return thread.posts.filter(state=PostState.WAITING)


def _not_handed_over(thread: Thread) -> int:
    if thread.approved is None:
        raise BrokenSeal
    waiting = set(_waiting(thread).values_list("position", flat=True))
    sealed = opened(thread.approved, thread.account)
    wanted = sum(len(post.pictures) for post in sealed if post.position in waiting)
    there = Upload.objects.filter(post__in=_waiting(thread), expires_at__gt=now())
    return max(0, wanted - there.filter(alt_done_at__isnull=False).count())


def _told_to_go_on(thread: Thread) -> bool:
    """Whether an editor has looked at this thread before its first post and sent it on."""
    return thread.moves.filter(subject="thread", before=T.NEEDS_EDITOR, after=T.SENDING).exists()
