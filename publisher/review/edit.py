"""Change the words of a post. Every change is a new version, so an approval is undone by it."""

from __future__ import annotations

import copy
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.errors import Closed, EmptyPost, NoSuchPost, Stale, TooLong
from publisher.review.rights import allow
from publisher.thread.models import Revision, Thread
from publisher.thread.moves import move, tell
from publisher.thread.now import now
from publisher.thread.states import ThreadState as T
from publisher.thread.words import limits_of, numbered, warnings_of

EDITABLE = frozenset({T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.SCHEDULED, T.MISSED})
#: As much as a Move keeps of what something became, in characters.
AFTER = 40


def edit_post(thread: Thread, *, rev: int, position: int, body: str, who: Person) -> Revision:
    """Save new words for one post as the next version.

    Raises NotAllowed, Stale, Closed, NoSuchPost, EmptyPost or TooLong; then nothing is saved.
    """
    newsroom = thread.account.newsroom
    allow(who, newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    if not 1 <= position <= len(newest.content["posts"]):
        raise NoSuchPost(position)
    # PostgreSQL keeps no NUL, and no network takes one.
    words = body.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise EmptyPost(position)
    content = _with(newest.content, position, words, limits_of(thread))
    return save(thread, newest, content, who=who, why=f"Post {position} changed")


def newest_of(thread: Thread, rev: int, act: str = "changed") -> Revision:
    """The version being looked at. Raises Stale when there is a newer one, Closed when too late."""
    thread.refresh_from_db()
    newest = thread.revisions.select_related("made_by").filter(rev=thread.rev).first()
    if newest and thread.rev != rev:
        raise Stale(newest)
    if newest is None or thread.state not in EDITABLE:
        raise Closed(thread.state, act)
    return newest


def save(
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
        _back_to_review(thread, who, why, revision.rev)
    return revision


def _back_to_review(thread: Thread, who: Person, why: str, rev: int) -> None:
    undone: dict[str, Any] = {
        "approved": None,
        "wake_at": None,
        "prepared_at": None,
        "lease_until": None,
        # A new epoch fences out a worker that is preparing the version just replaced.
        "epoch": thread.epoch + 1,
        "rev": rev,
    }
    if thread.state != T.IN_REVIEW:
        move(thread, T.IN_REVIEW, who=who, why=why, **undone)
        return
    Thread.objects.filter(pk=thread.pk).update(changed_at=now(), **undone)
    thread.refresh_from_db()
    tell(thread.account.newsroom, "version", "", why[:AFTER], thread=thread, who=who)


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
