"""End a begun thread with a post that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.explainer.heuristics import has_content
from publisher.explainer.quoting import quote_words
from publisher.followup.continue_thread import require_no_tail_refusals, seal_revision
from publisher.followup.edit_remaining import copy_newest_content
from publisher.followup.errors import AllOut, EmptyTailPost, NothingOut, TailTooLong, WrongState
from publisher.followup.guards import (
    BEGUN,
    CHANGEABLE,
    lock_for_decision,
    record_decision,
    require_connected_account,
    require_permission,
    require_second_person,
    require_thread_settled,
)
from publisher.networks.limits import Limits
from publisher.networks.links import find_links
from publisher.networks.text_match import take_links_off
from publisher.split.numbering import strip_number
from publisher.thread.clock import now
from publisher.thread.counting import limits_of
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.replies import is_unnumbered
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_post, move_thread, record_move

CLOSED = "closed out"
NEW_WORDS = "Here a second person approves new words: close out with the words proposed."


def close_out(thread: Thread, *, who: Person, epoch: int, text: str | None = None) -> None:
    """Give up what is not out, and send one last post: `text`, or the words of `closing_words`.

    Raises NothingOut, AllOut, NoAccount, Undecided, EmptyTailPost, TailTooLong, OwnWork, WouldRefuse, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=epoch, among=BEGUN, act=CLOSED):
        if thread.goal == Goal.GONE:
            raise WrongState("taken down", CLOSED)
        require_connected_account(thread)
        require_thread_settled(thread)
        if thread.ended_at:
            # It was out before: what goes now is only a reply to one of its posts.
            raise AllOut
        last = _last_out(thread)
        proposed = closing_words(thread)
        words = _words(thread, proposed if text is None else text)
        content = _given_up(thread, who)
        _append(thread, content, words, last, who, own=words != proposed)
        before = thread.goal
        if thread.state == T.NEEDS_EDITOR:
            move_thread(thread, T.SENDING, who=who, why="To be closed out.")
        record_move(thread.account.newsroom, "goal", before, Goal.CLOSED, thread=thread, who=who)
        record_decision(thread, goal=Goal.CLOSED, wake_at=now(), failures=0, why="")


def closing_words(thread: Thread) -> str:
    """What is proposed as the last post: it names the thread and how far it got."""
    return told_at(thread, thread.revisions.get(rev=thread.rev).content, thread.posts.all())


def told_at(thread: Thread, content: Mapping[str, Any], posts: Iterable[Post]) -> str:
    """The same, of its newest version and its posts as they were read.

    It says nothing of the article that its approved posts do not say: nobody else has read that.
    """
    approved = _approved_texts(thread)
    numbered = {n for n, post in enumerate(content["posts"], 1) if not is_unnumbered(post)}
    out = sum(each.state == PostState.POSTED and each.position in numbered for each in posts)
    rest = f"stops here, at {out} of {len(numbered)}."
    if thread.article.link and _is_linked(thread.article.link, approved):
        rest += f" The whole story: {thread.article.link}"
    return _fitting(_name_of(approved), rest, limits_of(thread))


def _approved_texts(thread: Thread) -> list[str]:
    """The posts of the version approved last: a changed tail has none until it is approved itself."""
    sealed = thread.approved or (
        thread.revisions.filter(sealed_at__isnull=False).only("seal").order_by("-rev").first()
    )
    return [post["text"] for post in sealed.seal["posts"]] if sealed and sealed.seal else []


def _name_of(approved: Sequence[str]) -> str:
    """The first line of its first post, without links."""
    line = strip_number(approved[0]).strip().partition("\n")[0] if approved else ""
    return " ".join(take_links_off(line).split())


def _is_linked(link: str, texts: Iterable[str]) -> bool:
    return any(
        link == text[found.start : found.end] for text in texts for found in find_links(text)
    )


def _fitting(headline: str, rest: str, limits: Limits) -> str:
    words = headline.split()
    for kept in range(len(words), 0, -1):
        named = " ".join(words[:kept]) + ("" if kept == len(words) else " …")
        text = f"Our thread {quote_words(named)} {rest}"
        if limits.measure(text) <= limits.limit:
            return text
    return f"Our thread {rest}"


def _words(thread: Thread, text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not has_content(words):
        raise EmptyTailPost
    over = limits_of(thread).measure(words) - limits_of(thread).limit
    if over > 0:
        raise TailTooLong(over)
    return words


def _last_out(thread: Thread) -> Post:
    last = thread.posts.filter(state=PostState.POSTED).order_by("-position").first()
    if last is None:
        raise NothingOut
    return last


def _given_up(thread: Thread, who: Person) -> dict[str, Any]:
    content = copy_newest_content(thread)
    for post in thread.posts.filter(state__in=CHANGEABLE):
        move_post(post, PostState.DROPPED, who=who, why="The thread is closed out.")
    for post in thread.posts.exclude(state=PostState.POSTED):
        content["posts"][post.position - 1]["dropped"] = True
    return content


def _append(
    thread: Thread, content: dict[str, Any], words: str, last: Post, who: Person, *, own: bool
) -> None:
    weight = limits_of(thread).measure(words)
    closing = {"body": words, "text": words, "weight": weight, "cards": [], "warnings": []}
    content["posts"].append({**closing, "reply_to": last.position, "closing": True})
    rev, position = thread.rev + 1, len(content["posts"])
    revision = Revision.objects.create(
        thread=thread, rev=rev, content=content, made_by=who, why="A post to close it out"
    )
    # The words proposed are the house's and those approved before: nobody had a new hand in them.
    if own:
        require_second_person(who, thread, revision, among=[position], why=NEW_WORDS)
    # The words proposed are alike on every account of the house: that only one may say them stops no ending.
    require_no_tail_refusals(thread, content, {position}, but="second account")
    Post.objects.create(thread=thread, position=position, reply_to=last)
    seal_revision(thread, revision, who)
    Thread.objects.filter(pk=thread.pk).update(rev=rev)
    thread.rev = rev
