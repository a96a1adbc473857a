"""Send the rest of a stopped thread."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.refusal_checks import find_refusals, of_content
from publisher.followup.errors import (
    Changed,
    NoParent,
    TailCardDiffers,
    TailRefused,
    Undecided,
    WrongState,
)
from publisher.followup.guards import (
    CHANGEABLE,
    STOPPED,
    lock_for_decision,
    record_decision,
    require_connected_account,
    require_permission,
    require_posts_settled,
    require_second_person,
)
from publisher.thread.card_questions import describe_refusal, find_unanswered_clashes
from publisher.thread.clock import now
from publisher.thread.duplicate_posts import note_words
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.seal import hash_of, seal_of
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread

CONTINUED = "continued"
_GONE = frozenset({PostState.REMOVED, PostState.REMOVING, PostState.DROPPED})


def go_on(thread: Thread, *, rev: int, who: Person, epoch: int) -> None:
    """Wake the thread to send what waits, as approved. A changed tail is approved by this: `rev`.

    Raises Undecided, NoParent, TailRefused, NoAccount, OwnWork, TailCardDiffers, NotAllowed, Changed or
    WrongState.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=epoch, among=STOPPED, act=CONTINUED):
        if thread.goal == Goal.GONE:
            raise WrongState("taken down", CONTINUED)
        if thread.rev != rev:
            raise Changed
        require_connected_account(thread)
        require_continuable(thread)
        waiting = thread.posts.filter(state=PostState.WAITING).values_list("position", flat=True)
        require_no_tail_refusals(thread, thread.revisions.get(rev=rev).content, set(waiting))
        if not is_newest_approved(thread):
            approve_tail(thread, who)
        move_thread(thread, T.SENDING, who=who)
        record_decision(thread, wake_at=now(), failures=0, why="")


def is_newest_approved(thread: Thread) -> bool:
    """Whether the newest version is the approved one."""
    return thread.approved is not None and thread.approved.rev == thread.rev


def approve_tail(thread: Thread, who: Person) -> None:
    """Seal the newest version for what is not out yet. Raises OwnWork or TailCardDiffers."""
    revision = thread.revisions.get(rev=thread.rev)
    require_second_person(who, thread, revision)
    seal_revision(thread, revision, who)


def seal_revision(thread: Thread, revision: Revision, who: Person) -> None:
    """Make this version the one that may be sent, under the conditions the thread has.

    Raises TailCardDiffers.
    """
    require_matching_tail_cards(thread, revision)
    revision.seal = seal_of(
        revision.content,
        account=thread.account,
        replies=thread.replies,
        not_before=thread.not_before,
        approved_until=thread.approved_until,
    )
    revision.seal_hash = hash_of(revision.seal)
    revision.sealed_by, revision.sealed_at = who, now()
    revision.save(update_fields=["seal", "seal_hash", "sealed_by", "sealed_at"])
    Thread.objects.filter(pk=thread.pk).update(approved=revision)
    thread.approved = revision
    note_words(thread, revision.seal)


def require_no_tail_refusals(
    thread: Thread, content: Mapping[str, Any], positions: Collection[int], *, but: str = ""
) -> None:
    """Raise TailRefused where the network is sure to refuse one of these posts of a version.

    A refusal by the code `but` stops nothing.
    """
    going = [each for each in of_content(content) if each.position in positions]
    found = [each for each in find_refusals(thread, going, now()) if each.sure and each.code != but]
    if found:
        raise TailRefused(found[0].position, found[0].why)


def require_matching_tail_cards(thread: Thread, revision: Revision) -> None:
    """Raise TailCardDiffers where a card that is not out says something else than the thread."""
    if found := find_unanswered_clashes(thread, revision.content, not_out(thread, revision)):
        raise TailCardDiffers(describe_refusal(found))


def not_out(thread: Thread, revision: Revision) -> list[int]:
    """The posts of a version that followers cannot have seen."""
    gone = set(thread.posts.exclude(state__in=CHANGEABLE).values_list("position", flat=True))
    return [n for n in range(1, len(revision.content["posts"]) + 1) if n not in gone]


def require_continuable(thread: Thread) -> None:
    """Raise Undecided or NoParent while something has to be said before it can go on."""
    require_continuable_posts(list(thread.posts.select_related("reply_to").order_by("position")))


def require_continuable_posts(posts: Sequence[Post]) -> None:
    """The same, of all its posts as they were read."""
    require_posts_settled(posts)
    refused = next((post for post in posts if post.state == PostState.REFUSED), None)
    if refused:
        raise Undecided(refused.position, "was refused: change it or drop it first")
    following = next((post for post in posts if post.state == PostState.WAITING), None)
    parent = following.reply_to if following else None
    if following and parent and parent.state in _GONE:
        raise NoParent(following.position, parent.position)
