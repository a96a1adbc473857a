"""All that the page of a begun thread shows, read from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from publisher.accounts.policy import bound_until
from publisher.delivery.claim import OPEN
from publisher.delivery.verify import OUT
from publisher.followup.close_out import told_at
from publisher.followup.continue_thread import is_newest_approved
from publisher.followup.guards import BEGUN, CHANGEABLE
from publisher.followup.reply import Proposal, Weight, find_proposal_in, measure_reply
from publisher.followup.take_down import REMOVABLE
from publisher.thread.agreeing import Clash
from publisher.thread.approvers import ReadRows, find_barred_approvers, whom_to_ask
from publisher.thread.card_questions import find_unanswered_clashes
from publisher.thread.hands import NONE, People
from publisher.thread.models import Call, Move, Post, Revision, Thread
from publisher.thread.replies import ReplyKind, in_place
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import EMBARGO
from publisher.web.chronicle import HistoryEntry, condense_history, list_history, moves_of
from publisher.web.lamps import Lamp, count_posts_out, describe_lamps
from publisher.web.seat import Seat
from publisher.web.verification_view import ReadBack

LINES = 200


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One post on the track: its words, its lamp, and whether it can still be changed or answered."""

    lamp: Lamp
    text: str
    body: str
    cards: Sequence[Mapping[str, Any]]
    changeable: bool
    answers: int = 0
    answerable: bool = False
    asked: Sequence[Clash] = ()
    differs: Sequence[str] = ()


@dataclass(frozen=True)
class ThreadStatus:
    """Where a begun thread stands, and what may be decided about it by whoever reads it at `seat`.

    The thread was read with the column of `half_way`.
    """

    thread: Thread
    seat: Seat

    @cached_property
    def posts(self) -> list[Post]:
        sent = Call.objects.filter(post=OuterRef("pk"), kind=Call.Kind.POST).order_by("-id")
        rows = self.thread.posts.select_related("reply_to").order_by("position")
        return list(rows.annotate(settles=Subquery(sent.values("settle_at")[:1])))

    @cached_property
    def _versions(self) -> list[Revision]:
        """The newest, and where whoever reads it may be barred all before it: it is read off them."""
        rows = self.thread.revisions.select_related("made_by").defer("seal")
        which = "rev__lte" if self._doubtful else "rev"
        return list(rows.filter(**{which: self.thread.rev}).order_by("rev"))

    @property
    def revision(self) -> Revision:
        return self._versions[-1]

    @cached_property
    def _moves(self) -> list[Move]:
        return moves_of(self.thread)

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = self.revision.content
        return found

    @property
    def lamps(self) -> tuple[Lamp, ...]:
        return tuple(Lamp(p.position, p.state, p.url, p.said, p.posted_at) for p in self.posts)

    @property
    def summary(self) -> str:
        return describe_lamps(self.lamps)

    @property
    def out(self) -> int:
        return count_posts_out(self.lamps)

    @property
    def network(self) -> str:
        return self.thread.account.network.title()

    @property
    def track(self) -> list[TrackStep]:
        """Each post of the newest version beside its lamp."""
        posts, lit = self.content["posts"], {lamp.position: lamp for lamp in self.lamps}
        return [self._step(posts[n - 1], lit[n]) for n in in_place(posts) if n in lit]

    def _step(self, post: Mapping[str, Any], lamp: Lamp) -> TrackStep:
        return TrackStep(
            lamp,
            post["text"],
            post["body"],
            post["cards"],
            changeable=self.open_to_change and lamp.state in CHANGEABLE,
            answers=post["reply_to"] if post.get("aside") else 0,
            answerable=self.out_already and lamp.state == PostState.POSTED,
            asked=[
                c for c in self.asked if c.position == lamp.position and lamp.state in CHANGEABLE
            ],
            differs=[
                c.sentence
                for c in self.asked
                if c.position == lamp.position and count_posts_out([lamp])
            ],
        )

    @cached_property
    def asked(self) -> list[Clash]:
        """The cards that say something else than the thread, while it may still be changed."""
        if not self.open_to_change:
            return []
        return find_unanswered_clashes(self.thread, self.content, moves=self._moves)

    @property
    def to_answer(self) -> list[int]:
        """The posts whose cards have to be answered for before the rest is approved."""
        return sorted({clash.position for step in self.track for clash in step.asked})

    @property
    def out_already(self) -> bool:
        """Whether it is out and stays so: its posts can be corrected."""
        return self.thread.state in OUT and self.thread.goal != Goal.GONE

    @cached_property
    def proposal(self) -> Proposal | None:
        """The reply that waits for an editor."""
        return find_proposal_in(self.thread, self.revision, self.posts)

    @cached_property
    def weight(self) -> Weight:
        """Of the reply that waits, or of one not written yet."""
        waits = self.proposal
        kind, words = (waits.kind, waits.text) if waits else (ReplyKind.CORRECTION, "")
        return measure_reply(self.thread, kind, words, beside=len(self.posts))

    @property
    def wants_two(self) -> bool:
        return self.seat.wants_two

    @cached_property
    def own(self) -> bool:
        """Whether who reads this worked on what waits, so that somebody else has to approve it."""
        return self.seat.person.pk in self._barred

    @property
    def ask(self) -> str:
        """Who could be asked to approve it instead."""
        return whom_to_ask(self.seat.newsroom, self._barred, self.seat.editors)

    @property
    def _doubtful(self) -> bool:
        if self.approval_holds or not getattr(self.thread, "worked", True):
            return False
        return bound_until(self.seat.newsroom, self.seat.approving) is not None

    @cached_property
    def _barred(self) -> People:
        if not self._doubtful:
            return NONE
        self.revision.thread = self.thread
        moves = (m for m in self._moves if m.who_id and m.subject in {"thread", EMBARGO})
        read = ReadRows(self._versions, moves, self.posts)
        return find_barred_approvers(
            self.revision, self.seat.newsroom, approving=self.seat.approving, given=read
        )

    @property
    def said(self) -> list[Lamp]:
        """The posts of which the network said something, in its own words."""
        return [lamp for lamp in self.lamps if lamp.said and lamp.look != "out"]

    @property
    def stopped(self) -> bool:
        return self.thread.state == T.NEEDS_EDITOR

    @property
    def going_down(self) -> bool:
        return self.thread.goal == Goal.GONE and self.thread.wake_at is not None

    @property
    def open_to_change(self) -> bool:
        return self.thread.state in BEGUN and self.thread.goal != Goal.GONE

    @cached_property
    def question(self) -> Post | None:
        """The first post of which nobody knows whether it is there; asked of a stopped thread."""
        unclear = [post for post in self.posts if post.state in OPEN]
        return unclear[0] if unclear and self.stopped and not self.going_down else None

    @property
    def asked_again_at(self) -> datetime | None:
        """Until when the network may still be taking the post in question."""
        if self.question is None:
            return None
        return getattr(self.question, "settles", None)

    @property
    def refused(self) -> Post | None:
        return next((post for post in self.posts if post.state == PostState.REFUSED), None)

    @property
    def held_up(self) -> str:
        """What has to be decided before the thread can go on, or nothing."""
        if self.question:
            return f"Continue and Close out open once you have answered for post {self.question.position}."
        if self.refused:
            return f"Continue opens once post {self.refused.position} is changed, sent as it is, or dropped."
        return ""

    @property
    def waiting(self) -> list[int]:
        return [post.position for post in self.posts if post.state == PostState.WAITING]

    @property
    def rest(self) -> str:
        """What continuing sends: "Sends posts 4 to 7"."""
        if self.question and self.question.position < len(self.posts):
            n, last = self.question.position, len(self.posts)
            return f"Sends posts {n} to {last}, without {n} if it is there."
        if not self.waiting:
            return "Nothing waits: the thread counts as out."
        first, last = self.waiting[0], self.waiting[-1]
        return f"Sends post {first}." if first == last else f"Sends posts {first} to {last}."

    @property
    def approval_holds(self) -> bool:
        return is_newest_approved(self.thread)

    @property
    def closable(self) -> bool:
        return self.out > 0 and not self.question and not self.thread.ended_at

    @property
    def closing(self) -> str:
        return told_at(self.thread, self.content, self.posts)

    @property
    def removable(self) -> bool:
        """Whether there is anything to take down."""
        may_be_out = bool(self.out) or any(post.state in OPEN for post in self.posts)
        return self.thread.state in REMOVABLE and may_be_out and not self.going_down

    @property
    def deletes(self) -> str:
        """What taking down does: "Deletes 3, 2, 1, in this order, and post 4 if it turns up."."""
        up = [str(lamp.position) for lamp in reversed(self.lamps) if count_posts_out([lamp])]
        unclear = [str(post.position) for post in self.posts if post.state in OPEN]
        also = f"post {' and '.join(unclear)} if it turns up" if unclear else ""
        named = f"{', '.join(up)}{', in this order' if len(up) > 1 else ''}" if up else ""
        return f"Deletes {', and '.join(part for part in (named, also) if part)}."

    @cached_property
    def back(self) -> ReadBack:
        return ReadBack(self.thread, self.posts)

    @property
    def others(self) -> int:
        """How many more threads of the account stand half way."""
        return vars(self.thread)["half_way"] or 0

    @property
    def history(self) -> list[HistoryEntry]:
        return condense_history(list_history(self.thread, self._moves))[-LINES:]


def half_way() -> dict[str, Subquery]:
    """How many more threads of its account stand half way, as a column of threads."""
    rows = Thread.objects.filter(account=OuterRef("account"), state=T.NEEDS_EDITOR)
    others = rows.exclude(goal=Goal.GONE).exclude(pk=OuterRef("pk")).order_by()
    counted = others.values("account").annotate(number=Count("pk"))
    return {"half_way": Subquery(counted.values("number"))}
