"""Change what is not out yet of a begun thread. It stops for that, and the tail is approved again."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.claim import wake_next
from publisher.explainer.heuristics import has_content
from publisher.followup.errors import (
    Changed,
    EmptyTailPost,
    NotWaiting,
    TailTooLong,
    TooManyTailCards,
    WrongState,
)
from publisher.followup.guards import (
    BEGUN,
    CHANGEABLE,
    lock_for_decision,
    post_at,
    record_decision,
    require_permission,
)
from publisher.networks.limits import Limits
from publisher.thread.card_specs import spread_pictures
from publisher.thread.counting import limits_of, number_bodies, warnings_of
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.opening import open_content
from publisher.thread.redrawing import in_step
from publisher.thread.replies import is_unnumbered, label_reply
from publisher.thread.source_ledger import ledger_of
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_post, move_thread, record_move
from publisher.web.lamps import LOOKS

CHANGED = "changed any more"


def mend_post(thread: Thread, position: int, *, body: str, rev: int, who: Person) -> None:
    """New words for a waiting or refused post; the total behind the stroke stays as it was.

    A refused post with the words it had only waits for another try. Raises EmptyTailPost, TailTooLong,
    NotWaiting, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.EDIT)
    words = body.replace("\r\n", "\n").replace("\0", "").strip()
    if not has_content(words):
        raise EmptyTailPost
    with lock_for_decision(thread, epoch=None, among=BEGUN, act=CHANGED):
        content, post = _open(thread, position, rev)
        if content["posts"][position - 1]["body"] != words:
            content = _say(thread, content, position, words)
            save_tail_revision(thread, content, who, f"Post {position} changed")
        if post.state == PostState.REFUSED:
            move_post(post, PostState.WAITING, who=who, why="It may go again.", said="")
    wake_next(thread.account_id)


def drop_post(thread: Thread, position: int, *, rev: int, who: Person) -> None:
    """Leave a waiting or refused post out; the one after it answers the one before it.

    Raises NotWaiting, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.EDIT)
    with lock_for_decision(thread, epoch=None, among=BEGUN, act=CHANGED):
        content, post = _open(thread, position, rev)
        _leave_out(content, post)
        move_post(post, PostState.DROPPED, who=who)
        content = with_cards(thread, content)
        save_tail_revision(thread, content, who, f"Post {position} dropped")
    wake_next(thread.account_id)


def copy_newest_content(thread: Thread) -> dict[str, Any]:
    """A copy of the newest version's content, to be changed."""
    return copy.deepcopy(thread.revisions.get(rev=thread.rev).content)


def _open(thread: Thread, position: int, rev: int) -> tuple[dict[str, Any], Post]:
    if thread.goal == Goal.GONE:
        raise WrongState("taken down", CHANGED)
    if thread.rev != rev:
        raise Changed
    post = post_at(thread, position, list(PostState))
    if post.state not in CHANGEABLE:
        raise NotWaiting(position, LOOKS[PostState(post.state)][1])
    return copy_newest_content(thread), post


def _leave_out(content: dict[str, Any], post: Post) -> None:
    """Take a post out of what will be sealed, and hang what answers it on its parent."""
    content["posts"][post.position - 1]["dropped"] = True
    for reply in Post.objects.filter(reply_to=post):
        content["posts"][reply.position - 1]["reply_to"] = (
            post.reply_to.position if post.reply_to else None
        )
    Post.objects.filter(reply_to=post).update(reply_to=post.reply_to)


def _say(thread: Thread, content: dict[str, Any], position: int, words: str) -> dict[str, Any]:
    before = open_content(content)
    limits, posts = limits_of(thread), content["posts"]
    post = posts[position - 1]
    if post.get("aside"):
        words = label_reply(post["aside"], words)
    post["body"] = words
    if not is_unnumbered(post):
        bodies = [each["body"] for each in posts if not is_unnumbered(each)]
        words = number_bodies(bodies, content["numbering"], limits)[position - 1]
    weight = limits.measure(words)
    if weight > limits.limit:
        raise TailTooLong(weight - limits.limit)
    about_cards = [each for each in post["warnings"] if each["kind"] == "card"]
    warnings = [*warnings_of(post["body"], limits), *about_cards]
    post |= {"text": words, "weight": weight, "warnings": warnings}
    return with_cards(thread, content, before)


def with_cards(
    thread: Thread, content: dict[str, Any], before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The content with the cards of posts that are not out drawn as their posts say now."""
    not_out = thread.posts.filter(state__in=CHANGEABLE).values_list("position", flat=True)
    if not (waiting := list(not_out)):
        return content
    now = open_content(content)
    return place_pictures(in_step(thread, now, before, waiting), now, waiting, limits_of(thread))


def place_pictures(
    after: dict[str, Any], before: dict[str, Any], among: Collection[int], limits: Limits
) -> dict[str, Any]:
    """The content with its pictures at their posts; those of posts that are out stay as they are."""
    was, now = (_spread(each, limits) for each in (before, after))
    posts = [
        post | {"cards": now[n - 1]} if n in among and now[n - 1] != was[n - 1] else post
        for n, post in enumerate(after["posts"], 1)
    ]
    return after | {"posts": posts, "ledger": ledger_of(after["ledger"], posts)}


def _spread(content: dict[str, Any], limits: Limits) -> list[list[Any]]:
    shown = [
        [picture for spec in post["specs"] if not spec.get("dropped") for picture in spec["drawn"]]
        for post in content["posts"]
    ]
    pictures, homeless = spread_pictures(shown, limits.pictures)
    if homeless:
        raise TooManyTailCards(limits.pictures)
    return pictures


def save_tail_revision(thread: Thread, content: dict[str, Any], who: Person, why: str) -> None:
    """Write the next version of a held thread; it stops until that is approved."""
    rev = thread.rev + 1
    Revision.objects.create(thread=thread, rev=rev, content=content, made_by=who, why=why)
    undone: dict[str, Any] = {"rev": rev, "approved": None, "wake_at": None, "lane": None}
    if thread.state == T.NEEDS_EDITOR:
        record_decision(thread, **undone)
        record_move(thread.account.newsroom, "version", "", why, thread=thread, who=who)
        return
    why = f"{why}: the rest needs a new approval."
    move_thread(thread, T.NEEDS_EDITOR, who=who, why=why, rev=rev)
    record_decision(thread, why=why, **undone)
