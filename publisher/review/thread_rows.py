"""The rows behind the pages of some threads of one newsroom: each kind is read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import F, Q

from publisher.accounts.models import Account
from publisher.delivery.refusal_checks import Near, near_of
from publisher.review.check import CheckContext
from publisher.review.checks import newest_words
from publisher.review.embargo_reading import SUBJECT, Lines, embargo_lines_of
from publisher.review.second import barred_here, list_worked_on_threads
from publisher.review.terms import embargo_approved
from publisher.schedule.agenda import Agenda, load_agendas
from publisher.thread.approvers import ReadRows
from publisher.thread.hands import NONE, People
from publisher.thread.models import Call, Move, Post, Revision, Thread
from publisher.thread.states import ThreadState
from publisher.thread.transitions import EMBARGO
from publisher.web.seat import Seat

#: How many versions a page lists.
VERSIONS = 10


@dataclass(frozen=True)
class LoadedRows:
    """What is read of these threads; `asked` are the versions wanted, `most` how many are read of each."""

    threads: Sequence[Thread]
    seat: Seat
    asked: Mapping[int, int] = field(default_factory=dict)
    most: int = VERSIONS + 1

    @cached_property
    def _versions(self) -> dict[int, list[Revision]]:
        newest = Q(rev__gt=F("thread__rev") - self.most)
        approved = [each.approved_id for each in self.threads if each.approved_id]
        # Whose hands are in one is read off all there were.
        wanted = newest | Q(pk__in=approved) | Q(thread__in=self._doubtful)
        for thread, rev in self.asked.items():
            wanted |= Q(thread=thread, rev=rev)
        rows = Revision.objects.filter(wanted, thread__in=self.threads)
        found: dict[int, list[Revision]] = {}
        for row in rows.select_related("made_by", "sealed_by").order_by("-rev"):
            found.setdefault(row.thread_id, []).append(row)
        return found

    def versions(self, thread: Thread) -> list[Revision]:
        """Its newest ones, the newest first."""
        return self._versions.get(thread.pk, [])[: self.most]

    def revision(self, thread: Thread) -> Revision:
        """The version on its page: the one asked for, the approved one or the newest."""
        wanted = self.asked.get(thread.pk) or (
            thread.approved.rev if thread.approved else thread.rev
        )
        read = self._versions[thread.pk]
        listed = next((row for row in read if row.rev == wanted), None)
        return listed or thread.revisions.filter(rev=wanted).first() or read[0]

    def barred(self, thread: Thread) -> People:
        """Who may not approve its newest version, where whoever sits here may be among them."""
        return self._barred.get(thread.pk, NONE)

    @cached_property
    def _barred(self) -> dict[int, People]:
        newest = {thread: rows[0] for thread, rows in self._versions.items()}
        versions = (row for rows in self._versions.values() for row in rows)
        moves = (move for moves in self._moves.values() for move in moves if move.who_id)
        return barred_here(self._doubtful, self.seat, newest, ReadRows(versions, moves))

    @cached_property
    def _doubtful(self) -> list[Thread]:
        return list_worked_on_threads(self.threads, self.seat)

    @cached_property
    def _posts(self) -> dict[int, list[Post]]:
        found: dict[int, list[Post]] = {}
        for post in Post.objects.filter(thread__in=self._begun).order_by("thread", "position"):
            found.setdefault(post.thread_id, []).append(post)
        return found

    @property
    def _begun(self) -> list[Thread]:
        return [each for each in self.threads if each.approved_id or each.begun_at]

    def posts(self, thread: Thread) -> list[Post]:
        """Its posts on their way; none of a thread that nobody has approved."""
        return self._posts.get(thread.pk, []) if self._begun else []

    @cached_property
    def _moves(self) -> dict[int, list[Move]]:
        rows = Move.objects.filter(
            thread__in=self.threads, subject__in=("thread", "check", EMBARGO, SUBJECT)
        )
        found: dict[int, list[Move]] = {}
        for move in rows.select_related("who").order_by("id"):
            found.setdefault(move.thread_id or 0, []).append(move)
        return found

    def last(self, thread: Thread) -> Move | None:
        """What brought it where it stands."""
        moves = reversed(self._moves.get(thread.pk, []))
        return next((move for move in moves if move.subject == "thread"), None)

    def embargo(self, thread: Thread) -> Lines | None:
        """What the source of its version says of an embargo."""
        return embargo_lines_of(self.revision(thread).content, self._moves.get(thread.pk, []))

    def approved_at(self, thread: Thread) -> datetime | None:
        """When it was approved last, if ever."""
        moves = reversed(self._moves.get(thread.pk, []))
        return next((move.at for move in moves if move.after == ThreadState.APPROVED), None)

    def embargo_had(self, thread: Thread) -> datetime | None:
        """The embargo it was approved with last."""
        return embargo_approved(thread, self._moves.get(thread.pk, []))

    @cached_property
    def _agendas(self) -> dict[int, Agenda]:
        before = max(filter(None, (self.seat.now, *(each.due_at for each in self.threads))))
        return load_agendas(self._accounts, before, self.seat.now)

    @property
    def _accounts(self) -> list[Account]:
        return list({each.account_id: each.account for each in self.threads}.values())

    def agenda(self, account: Account) -> Agenda:
        return self._agendas[account.pk]

    @cached_property
    def _texts(self) -> list[str]:
        shown = (self.revision(each) for each in self.threads if each.pk in self._versions)
        return [post["text"] for revision in shown for post in revision.content["posts"]]

    @cached_property
    def _near(self) -> Near:
        return near_of(self.threads, self._texts, self.seat.now)

    @cached_property
    def _alike(self) -> list[Call]:
        """What sent words like these, as far as it is told: the posts are read already."""
        return [
            Call(
                account=post.thread.account,
                thread=post.thread,
                likeness=post.likeness,
                body={"text": vars(post)["sent"] or ""},
                started_at=post.posted_at,
            )
            for post in self._near.alike
            if post.posted_at
        ]

    def beside(self, thread: Thread) -> CheckContext:
        """What its words are checked against."""
        right = newest_words(self._moves.get(thread.pk, []))
        return CheckContext(self.agenda(thread.account), self._alike, right, self._near)
