"""A last look at the account before the first post of a thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import TypeVar

from django.db.models import QuerySet

from publisher.delivery.catch_up import first_approved, preceding_post_id, second_look
from publisher.delivery.errors import SureRefusal
from publisher.delivery.failpoints import reach_failpoint
from publisher.delivery.fence import mind_clock, write_intent
from publisher.delivery.receipt import complete_call, record_failure
from publisher.delivery.reconcile import NeedsEditor
from publisher.delivery.refusal_checks import find_refusals, near_by, of_seal
from publisher.delivery.rollback_guard import FOLLOWED
from publisher.networks.base import (
    Client,
    NetworkError,
    RateLimited,
    SeenPost,
    SoughtPost,
    There,
    TryLater,
    Unclear,
)
from publisher.networks.text_match import same_links, says_again
from publisher.schedule.budget import find_shortfall
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread, Upload
from publisher.thread.seal import BrokenSeal, SealedPost, open_seal
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

Answer = TypeVar("Answer")
#: As far back as a network is asked for what an account posted of late.
RECENT = timedelta(days=7)
_DAYS = "the last days"


def preflight(thread: Thread, posts: Sequence[SealedPost], client: Client) -> None:
    """See that the account is the one approved and can take the whole thread; note its newest post.

    That post's id is the anchor of the root's read-back. Raises SureRefusal where a post is sure to
    be refused, NeedsEditor where the words of one are there already or the account is another, and
    NetworkError where it cannot be read or has to wait.
    """
    FOLLOWED.start()
    told = _told_to_go_on(thread)
    if not told:
        _see_refusals(thread, posts)
    see_budget(thread, _waiting(thread).count())
    owner = _read(thread, "whose account it is", client.identity)
    if owner.user_id != thread.account.remote_user_id:
        raise NeedsEditor(f"The token of {thread.account} belongs to @{owner.handle}.")
    # Its answer told the network's time: what has to wait for that need not be paid for.
    mind_clock(thread, now())
    recent = _read(thread, _DAYS, client.recent)
    newest = recent[0].remote_id if recent else _read(thread, "the newest post", client.newest)
    # What an editor looked at ends with the newest post that stood there when she was asked.
    looked_at = thread.anchor if told else ""
    since = takewhile(lambda seen: seen.remote_id != looked_at, recent)
    try:
        _see_twins(posts, list(since))
        _see_before(thread, posts[0], client, looked_at)
    except NeedsEditor:
        _anchor(thread, newest)
        raise
    _see_again(thread, posts[0])
    _anchor(thread, newest)


def _anchor(thread: Thread, newest: str | None) -> None:
    thread.anchor = newest or ""
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(anchor=thread.anchor)


def _see_refusals(thread: Thread, posts: Sequence[SealedPost]) -> None:
    """Stop before the first post where the network is sure to refuse any of them."""
    moment = now()
    near = near_by([thread.account], (post.text for post in posts), moment).before(thread, moment)
    found = find_refusals(thread, of_seal(posts), moment, near)
    if found:
        raise SureRefusal(" ".join(f"Post {each.position}: {each.why}" for each in found))


def _see_twins(posts: Sequence[SealedPost], recent: Sequence[SeenPost]) -> None:
    for post in posts:
        twin = next((seen for seen in recent if _is_twin(seen, post)), None)
        if twin:
            which = "These words" if post.reply_to is None else f"The words of post {post.position}"
            raise NeedsEditor(f"{which} were posted on this account in the last days: {twin.url}")


def _is_twin(seen: SeenPost, post: SealedPost) -> bool:
    # Where the network does not say where links lead, only the root's words are taken for the same.
    known = post.reply_to is None or same_links(seen, post.text) is not None
    return known and says_again(seen, post.text)


def _see_before(thread: Thread, root: SealedPost, client: Client, looked_at: str) -> None:
    """Look beyond the last days, where this process cannot know that it is not out since longer."""
    approved = first_approved(thread, root.position)
    if approved > now() - RECENT or approved >= FOLLOWED.start():
        return
    since = looked_at or preceding_post_id(thread, thread.posts.get(position=root.position))
    wanted = SoughtPost(text=root.text, since=since)
    found = _read(thread, "what was sent since it was approved", lambda: client.find(wanted))
    if isinstance(found, There):
        raise NeedsEditor(f"These words were posted on this account before: {found.seen.url}")
    if isinstance(found, Unclear):
        raise NeedsEditor(f"These words may have been posted on this account before: {found.why}")


def _see_again(thread: Thread, root: SealedPost) -> None:
    """Wait and read once more where this process cannot know what went out just before it began."""
    account = thread.account_id
    start = FOLLOWED.start()
    if account in FOLLOWED.accounts or first_approved(thread, root.position) >= start:
        return
    reads = Call.objects.filter(account=account, body=_asking(_DAYS))
    again = second_look(reads)
    if again:
        wait = max(0.0, (again - now()).total_seconds())
        raise TryLater("The account is read once more before the first post.", after=wait)
    FOLLOWED.accounts.add(account)


def _read(thread: Thread, what: str, ask: Callable[[], Answer]) -> Answer:
    call = write_intent(thread, Call.Kind.READ, _asking(what))
    try:
        answer = ask()
    except NetworkError as error:
        record_failure(call, None, None, error)
        raise
    reach_failpoint("preflight.after_read")
    complete_call(call, Call.Outcome.DONE)
    return answer


def _asking(what: str) -> dict[str, str]:
    return {"before the first post": what}


def see_budget(thread: Thread, posts: int) -> None:
    """Raise RateLimited where the account cannot take so many posts and the pictures still to go."""
    pictures = _not_handed_over(thread)
    short = find_shortfall(thread.account, posts, uploads=pictures, alts=pictures)
    if short:
        raise RateLimited(short.words, after=max(1.0, (short.until - now()).total_seconds()))


def _waiting(thread: Thread) -> QuerySet[Post]:
    return thread.posts.filter(state=PostState.WAITING)


def _not_handed_over(thread: Thread) -> int:
    if thread.approved is None:
        raise BrokenSeal
    waiting = set(_waiting(thread).values_list("position", flat=True))
    sealed = open_seal(thread.approved, thread.account)
    wanted = sum(len(post.pictures) for post in sealed if post.position in waiting)
    there = Upload.objects.filter(post__in=_waiting(thread), expires_at__gt=now())
    return max(0, wanted - there.filter(alt_done_at__isnull=False).count())


def _told_to_go_on(thread: Thread) -> bool:
    """Whether an editor has looked at this thread before its first post and sent it on, last of all."""
    asked = thread.moves.filter(subject="thread", before=T.NEEDS_EDITOR).order_by("id").last()
    return asked is not None and asked.after == T.SENDING
