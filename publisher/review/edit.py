"""Change the words of a post. Every change is a new version, so an approval is undone by it."""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.errors import Closed, EmptyPost, Stale, TooLong
from publisher.review.rights import allow
from publisher.thread.words import limits_of, numbered, warnings_of
from publisher.thread.models import Revision, Thread
from publisher.thread.moves import Overtaken, move, tell
from publisher.thread.now import now
from publisher.thread.states import ThreadState as T

EDITABLE = frozenset({T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.SCHEDULED, T.MISSED})


def edit_post(thread: Thread, *, rev: int, position: int, body: str, who: Person) -> Revision:
    """Save new words for one post as the next version.

    Raises NotAllowed, Stale, Closed, EmptyPost or TooLong; then nothing is saved.
    """
    newsroom = thread.account.newsroom
    allow(who, newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    words = body.replace("\r\n", "\n").strip()
    if not words:
        raise EmptyPost(position)
    content = _with(newest.content, position, words, limits_of(thread))
    return save(thread, newest, content, who=who, why=f"Post {position} changed")


def newest_of(thread: Thread, rev: int) -> Revision:
    """The version being looked at. Raises Stale when there is a newer one, Closed when too late."""
    thread.refresh_from_db()
    newest = thread.revisions.select_related("made_by").get(rev=thread.rev)
    if thread.rev != rev:
        raise Stale(newest)
    if thread.state not in EDITABLE:
        raise Closed(thread.state, "changed")
    return newest


def save(
    thread: Thread, newest: Revision, content: dict[str, Any], *, who: Person, why: str
) -> Revision:
    """Write the next version and put the thread back in review. Raises Stale when overtaken."""
    with transaction.atomic():
        revision = _append(thread, newest, content, who, why)
        before = T(thread.state)
        undone = {"rev": revision.rev, "approved": None, "wake_at": None, "prepared_at": None}
        try:
            _back_to_review(thread, newest.rev, who, why, undone)
        except Overtaken as error:
            raise Stale(newest) from error
        if before is T.IN_REVIEW:
            tell(thread.account.newsroom, "version", "", why, thread=thread, who=who)
    return revision


def _append(
    thread: Thread, newest: Revision, content: dict[str, Any], who: Person, why: str
) -> Revision:
    # Taking the row first makes the second of two savers wait, and then find a newer version.
    Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    taken = thread.revisions.filter(rev=newest.rev + 1).select_related("made_by").first()
    if taken:
        raise Stale(taken)
    return Revision.objects.create(
        thread=thread, rev=newest.rev + 1, content=content, made_by=who, why=why
    )


def _back_to_review(
    thread: Thread, rev: int, who: Person, why: str, undone: dict[str, Any]
) -> None:
    if T(thread.state) is not T.IN_REVIEW:
        # A new epoch fences out a worker that is preparing the version just replaced.
        epoch = thread.epoch + 1
        move(thread, T.IN_REVIEW, who=who, why=why, guard={"rev": rev}, epoch=epoch, **undone)
        return
    rows = Thread.objects.filter(pk=thread.pk, rev=rev, state=T.IN_REVIEW)
    if rows.update(changed_at=now(), **undone) != 1:
        raise Overtaken
    thread.refresh_from_db()


def _with(content: dict[str, Any], position: int, body: str, limits: Limits) -> dict[str, Any]:
    changed = copy.deepcopy(content)
    posts = changed["posts"]
    posts[position - 1]["body"] = body
    texts = numbered([post["body"] for post in posts], changed["numbering"], limits)
    for n, (post, text) in enumerate(zip(posts, texts, strict=True), 1):
        post.update(text=text, weight=limits.measure(text))
        if post["weight"] > limits.limit:
            raise TooLong(n, post["weight"] - limits.limit)
    posts[position - 1]["warnings"] = warnings_of(body, limits)
    return changed
