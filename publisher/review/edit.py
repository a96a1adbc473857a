"""Change the words of a post. Every change is a new version, so an approval is undone by it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.errors import Closed, DeskError, Stale
from publisher.review.permissions import require_permission
from publisher.review.shape.errors import Unchanged
from publisher.review.shape.opened_content import (
    Content,
    Follow,
    Shape,
    apply_shape,
    open_content,
    settle_content,
)
from publisher.review.shape.post_shapes import reword_post
from publisher.thread.clock import now
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.thread.redrawing import in_step
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread, record_move

EDITABLE = frozenset({T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.SCHEDULED, T.MISSED})
#: As much as a Move keeps of what something became, in characters.
AFTER = 40


def edit_post(thread: Thread, *, rev: int, position: int, body: str, who: Person) -> Revision:
    """Save new words for one post as the next version.

    Raises NotAllowed, Stale, Closed, NoSuchPost, EmptyPost, TooLong or Unchanged.
    """

    def shape(content: Content, limits: Limits) -> Content:
        return reword_post(content, position, body, limits)

    return apply_change(thread, rev=rev, shape=shape, who=who, why=f"Post {position} changed")


def apply_change(thread: Thread, *, rev: int, shape: Shape, who: Person, why: str) -> Revision:
    """Save what an act makes of the version that was read. Pressed twice it is done once.

    Raises NotAllowed, Stale, Closed, Unchanged and what the act raises; then nothing is saved.
    """
    require_permission(who, thread.account.newsroom, Act.EDIT)
    limits, follow = limits_of(thread), follow_of(thread)
    try:
        newest = newest_of(thread, rev)
    except Stale as stale:
        if stale.newest.made_by == who and _is_it(thread, stale.newest, rev, shape):
            return stale.newest
        raise
    content = apply_shape(newest.content, shape, limits, follow)
    if content == settle_content(open_content(newest.content), limits):
        raise Unchanged
    return save_revision(thread, newest, content, who=who, why=why)


def _is_it(thread: Thread, newest: Revision, rev: int, shape: Shape) -> bool:
    """Whether the newest version is what this act makes of the one before: a second press."""
    read = thread.revisions.filter(rev=rev, rev__gte=newest.rev - 1).first()
    limits, follow = limits_of(thread), follow_of(thread)
    try:
        return bool(read and apply_shape(read.content, shape, limits, follow) == newest.content)
    except DeskError:
        return False


def follow_of(thread: Thread) -> Follow:
    """What draws the cards of this thread that follow changed words."""

    def follow(before: Content, after: Content) -> Content:
        return in_step(thread, after, before)

    return follow


def newest_of(thread: Thread, rev: int, act: str = "changed") -> Revision:
    """The version being looked at. Raises Stale when there is a newer one, Closed when too late."""
    thread.refresh_from_db()
    newest = thread.revisions.select_related("made_by").filter(rev=thread.rev).first()
    if newest and thread.rev != rev:
        raise Stale(newest)
    if newest is None or thread.state not in EDITABLE:
        raise Closed(thread.state, act)
    return newest


def save_revision(
    thread: Thread, newest: Revision, content: dict[str, Any], *, who: Person, why: str
) -> Revision:
    """Write the next version and put the thread back in review. Raises Stale or Closed."""
    with transaction.atomic():
        # Whoever holds the row is first: a second saver, or a worker, finds what is done here.
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        newest_of(thread, newest.rev)
        revision = Revision.objects.create(
            thread=thread, rev=newest.rev + 1, content=content, made_by=who, why=why
        )
        _back_to_review(thread, who, revision)
    return revision


def _back_to_review(thread: Thread, who: Person, revision: Revision) -> None:
    why = revision.why
    undone: dict[str, Any] = {
        "approved": None,
        "wake_at": None,
        "prepared_at": None,
        "lease_until": None,
        # A new epoch fences out a worker that is preparing the version just replaced.
        "epoch": thread.epoch + 1,
        "rev": revision.rev,
        # Who may reply is sealed from the thread's row; a version says it as well.
        "replies": revision.content.get("replies", thread.replies),
    }
    if thread.state != T.IN_REVIEW:
        move_thread(thread, T.IN_REVIEW, who=who, why=why, **undone)
        return
    Thread.objects.filter(pk=thread.pk).update(changed_at=now(), **undone)
    thread.refresh_from_db()
    record_move(thread.account.newsroom, "version", "", why[:AFTER], thread=thread, who=who)
