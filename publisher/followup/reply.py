"""A reply to a post that is out: its correction, or what has happened since.

It is proposed as a new version of the thread, and goes out once an editor has approved that: by the
same steps as every post. Until then the version approved before stays the one that counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.verify import OUT
from publisher.followup.continue_thread import require_no_tail_refusals, seal_revision
from publisher.followup.edit_remaining import copy_newest_content
from publisher.followup.errors import Changed, EmptyTailPost, NotOut, TailTooLong, WrongState
from publisher.followup.guards import (
    lock_for_decision,
    record_decision,
    require_connected_account,
    require_permission,
    require_second_person,
)
from publisher.networks.prices import Cost
from publisher.schedule.cost import cost_of_reply
from publisher.thread.clock import now
from publisher.thread.counting import limits_of, warnings_of
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.replies import GIVEN_UP, NAMES, PROPOSED, ReplyKind, label_reply
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread, record_move

CORRECTED = "corrected"
_WHY = {ReplyKind.CORRECTION: "Correction of post {n}", ReplyKind.UPDATE: "Update to post {n}"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reply that waits for an editor: of version `rev`, to the post at `answers`."""

    rev: int
    position: int
    answers: int
    kind: str
    text: str
    by: Person | None


@dataclass(frozen=True, slots=True)
class Weight:
    """How long a reply is, in the network's measure, and what it costs with the read after it."""

    kind: str
    weight: int
    limit: int
    cost: Cost

    @property
    def over(self) -> int:
        return max(0, self.weight - self.limit)

    @property
    def name(self) -> str:
        """What stands in front of it."""
        return NAMES[self.kind]


def propose_reply(
    thread: Thread, position: int, *, kind: str, words: str, rev: int, who: Person
) -> Revision:
    """Write a reply to the post at `position`, as the next version; nothing is sent.

    Pressed twice it stays one. Raises EmptyTailPost, TailTooLong, NotOut, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.EDIT)
    text = _text(thread, kind, words)
    with lock_for_decision(thread, epoch=None, among=OUT, act=CORRECTED):
        standing = find_proposal(thread)
        if standing and (standing.answers, standing.text, standing.by) == (position, text, who):
            return thread.revisions.get(rev=thread.rev)
        if thread.rev != rev or standing:
            raise Changed
        _answerable(thread, position)
        content = copy_newest_content(thread)
        content["posts"].append(_post(thread, position, kind, text))
        why = _WHY[ReplyKind(kind)].format(n=position)
        return _next(thread, content, who, PROPOSED, why)


def send_reply(thread: Thread, *, rev: int, who: Person) -> None:
    """Approve the reply that waits, as it was read in version `rev`, and let it go out.

    Raises OwnWork, NotOut, WouldRefuse, NoAccount, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=None, among=OUT, act=CORRECTED):
        require_connected_account(thread)
        waits = _waiting(thread, rev)
        parent = _answerable(thread, waits.answers)
        revision = thread.revisions.get(rev=rev)
        require_second_person(who, thread, revision)
        require_no_tail_refusals(thread, revision.content, {waits.position})
        Post.objects.create(thread=thread, position=waits.position, reply_to=parent)
        seal_revision(thread, revision, who)
        move_thread(
            thread, T.SENDING, who=who, why=_WHY[ReplyKind(waits.kind)].format(n=waits.answers)
        )
        anew: dict[str, Any] = {"failures": 0, "why": "", "proved_at": None, "proof": None}
        record_decision(thread, wake_at=now(), **anew)


def drop_reply(thread: Thread, *, rev: int, who: Person) -> None:
    """Give the proposal up: the next version is the approved one again. Raises as `propose_reply` does."""
    require_permission(who, thread, Act.EDIT)
    with lock_for_decision(thread, epoch=None, among=OUT, act=CORRECTED):
        _waiting(thread, rev)
        approved = thread.approved
        if approved is None:
            raise Changed
        revision = _next(thread, approved.content, who, GIVEN_UP, "Correction dropped")
        # The same posts under the same seal: who approved them has approved these.
        for name in ("seal", "seal_hash", "sealed_by", "sealed_at"):
            setattr(revision, name, getattr(approved, name))
        revision.save(update_fields=["seal", "seal_hash", "sealed_by", "sealed_at"])
        Thread.objects.filter(pk=thread.pk).update(approved=revision)
        thread.approved = revision


def find_proposal(thread: Thread) -> Proposal | None:
    """The reply that waits for an editor, if one does."""
    if thread.state not in OUT or thread.approved is None or thread.approved.rev == thread.rev:
        return None
    revision = thread.revisions.select_related("made_by").get(rev=thread.rev)
    return find_proposal_in(thread, revision, list(thread.posts.all()))


def find_proposal_in(thread: Thread, revision: Revision, posts: Sequence[Post]) -> Proposal | None:
    """The same, of its newest version and its posts as they were read."""
    if thread.state not in OUT or thread.approved is None or thread.approved.rev == thread.rev:
        return None
    position, post = len(revision.content["posts"]), revision.content["posts"][-1]
    if not post.get("aside") or any(each.position == position for each in posts):
        return None
    by = revision.made_by
    return Proposal(revision.rev, position, post["reply_to"], post["aside"], post["text"], by)


def measure_reply(thread: Thread, kind: str, words: str, *, beside: int | None = None) -> Weight:
    """How long the reply would be as the network counts, and what sending it costs.

    It is read back with the posts `beside` it: all of the thread's.
    """
    limits, text = limits_of(thread), label_reply(ReplyKind(kind), words) or NAMES[ReplyKind(kind)]
    out = thread.posts.count() if beside is None else beside
    cost = cost_of_reply(thread.account, text, out=out)
    return Weight(kind, limits.measure(text), limits.limit, cost)


def _text(thread: Thread, kind: str, words: str) -> str:
    text = label_reply(ReplyKind(kind), words.replace("\r\n", "\n").replace("\0", ""))
    if not text:
        raise EmptyTailPost
    over = measure_reply(thread, kind, text).over
    if over:
        raise TailTooLong(over)
    return text


def _answerable(thread: Thread, position: int) -> Post:
    if thread.goal == Goal.GONE:
        raise WrongState("taken down", CORRECTED)
    post = thread.posts.filter(position=position, state=PostState.POSTED).first()
    if post is None:
        raise NotOut(position)
    return post


def _waiting(thread: Thread, rev: int) -> Proposal:
    waits = find_proposal(thread)
    if waits is None or waits.rev != rev:
        raise Changed
    return waits


def _post(thread: Thread, position: int, kind: str, text: str) -> dict[str, Any]:
    limits = limits_of(thread)
    plain = {"body": text, "text": text, "weight": limits.measure(text), "cards": []}
    return {**plain, "warnings": warnings_of(text, limits), "reply_to": position, "aside": kind}


def _next(thread: Thread, content: dict[str, Any], who: Person, after: str, why: str) -> Revision:
    rev = thread.rev + 1
    revision = Revision.objects.create(
        thread=thread, rev=rev, content=content, made_by=who, why=why
    )
    Thread.objects.filter(pk=thread.pk).update(rev=rev)
    thread.rev = rev
    record_move(thread.account.newsroom, "reply", "", after, thread=thread, who=who, why=why)
    return revision
