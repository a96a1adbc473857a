"""A last look at the account before the first post of a thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from publisher.networks.base import Client, NetworkError, RateLimited
from publisher.networks.x.timeline import same_words
from publisher.post.fence import intent
from publisher.post.receipt import complete, failed
from publisher.post.settle import NeedsEditor
from publisher.thread.models import Call, Thread
from publisher.thread.now import now
from publisher.thread.seal import SealedPost
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

Answer = TypeVar("Answer")


def preflight(thread: Thread, root: SealedPost, client: Client) -> None:
    """See that the account is the one approved and can take the whole thread; note its newest post.

    That post's id is the anchor of the root's read-back. Raises NeedsEditor where the words are
    there already or the account is another, NetworkError where it cannot be read or has to wait.
    """
    _budget(thread)
    owner = _read(thread, "whose account it is", client.identity)
    if owner.user_id != thread.account.remote_user_id:
        raise NeedsEditor(f"The token of {thread.account} belongs to @{owner.handle}.")
    recent = _read(thread, "the last days", client.recent)
    twin = next((seen for seen in recent if same_words(seen.text, root.text)), None)
    if twin and not _told_to_go_on(thread):
        raise NeedsEditor(f"These words were posted on this account in the last days: {twin.url}")
    newest = recent[0].remote_id if recent else _read(thread, "the newest post", client.newest)
    thread.anchor = newest or ""
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(anchor=thread.anchor)


def _read(thread: Thread, what: str, ask: Callable[[], Answer]) -> Answer:
    call = intent(thread, Call.Kind.READ, {"before the first post": what})
    try:
        answer = ask()
    except NetworkError as error:
        failed(call, None, None, error)
        raise
    complete(call, Call.Outcome.DONE)
    return answer


def _budget(thread: Thread) -> None:
    """Raise RateLimited where the account cannot take all posts before its calls are refilled."""
    left, refilled = thread.account.budget_left, thread.account.budget_resets_at
    wanted = thread.posts.filter(state=PostState.WAITING).count()
    if left is None or refilled is None or left >= wanted:
        return
    wait = (refilled - now()).total_seconds()
    if wait > 0:
        raise RateLimited(
            f"The account may post {left} times, and {wanted} are wanted.", after=wait
        )


def _told_to_go_on(thread: Thread) -> bool:
    """Whether an editor has looked at this thread before its first post and sent it on."""
    return thread.moves.filter(subject="thread", before=T.NEEDS_EDITOR, after=T.SENDING).exists()
