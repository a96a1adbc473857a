"""One change of state: a guarded UPDATE and a row that tells it, in one transaction.

Overtaken    somebody else changed it first; nothing was done
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from publisher.thread.clock import now
from publisher.thread.models import Account, Move, Newsroom, Person, Post, Thread
from publisher.thread.states import PostState, ThreadState, check_post, check_thread

#: What a move of subject "worker" says where one went on after another had ended.
TAKEN_OVER = "took it over"
#: What a move of subject "check" says of words somebody looked at; `before` is their key.
RIGHT, CHECK = "right as it is", "to check again"
#: What a move is about that turned the rule that a second person approves on ("yes") or off ("no").
TWO_PEOPLE = "two people"
#: What such a move says where the rule is on, and all but one who may approve are gone.
ALONE = "alone"
#: What a move is about that lifted or moved an embargo; `before` and `after` are the instants.
EMBARGO = "embargo"
#: What a move is about that notes who read the embargo lines of a source, of which `before` is the key.
EMBARGO_LINE = "embargo line"
#: Why a thread goes back to review for a moment, when only its time is changed.
ANOTHER_TIME = "another time"
#: Why an approval is taken back when the embargo is lifted or moved.
EMBARGO_CHANGED = "embargo changed"


class Overtaken(Exception):
    """Somebody else changed this first. Look again."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def move_thread(
    thread: Thread,
    after: ThreadState,
    *,
    who: Person | None = None,
    why: str = "",
    guard: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Move a thread from the state it was read in. `guard` are further conditions of the UPDATE.

    Raises ForbiddenMove, or Overtaken when the row is no longer as it was read.
    """
    before = ThreadState(thread.state)
    check_thread(before, after)
    with transaction.atomic():
        rows = Thread.objects.filter(pk=thread.pk, state=before, **(guard or {}))
        if rows.update(state=after, changed_at=now(), **changes) != 1:
            raise Overtaken
        told = {"thread": thread, "who": who, "why": why, "rev": changes.get("rev", thread.rev)}
        record_move(thread.article.newsroom, "thread", before, after, **told)
    for name, value in {"state": after, **changes}.items():
        setattr(thread, name, value)


def move_post(
    post: Post, after: PostState, *, why: str = "", who: Person | None = None, **changes: Any
) -> None:
    """Move a post from the state it was read in. Raises ForbiddenMove or Overtaken."""
    before = PostState(post.state)
    check_post(before, after)
    with transaction.atomic():
        rows = Post.objects.filter(pk=post.pk, state=before)
        if rows.update(state=after, **changes) != 1:
            raise Overtaken
        newsroom = post.thread.article.newsroom
        record_move(
            newsroom, "post", before, after, thread=post.thread, post=post, who=who, why=why
        )
    for name, value in {"state": after, **changes}.items():
        setattr(post, name, value)


def record_move(
    newsroom: Newsroom,
    subject: str,
    before: str,
    after: str,
    *,
    thread: Thread | None = None,
    post: Post | None = None,
    account: Account | None = None,
    who: Person | None = None,
    why: str = "",
    rev: int | None = None,
) -> Move:
    """Leave a row of what changed; `rev` is the thread's version unless it is given."""
    return Move.objects.create(
        newsroom=newsroom,
        subject=subject,
        thread=thread,
        post=post,
        account=account,
        who=who,
        at=now(),
        before=before,
        after=after,
        why=why,
        rev=thread.rev if thread and rev is None else rev,
    )
