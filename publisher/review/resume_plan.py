"""What an editor is asked before a pause is lifted: each thread that stands half way or got late.

LateError           nothing was resumed; the sentence says why
├── Lifted          somebody lifted the pause already
├── OthersLate      what is late is no longer what the page asked about
└── NotSo           one of the decisions cannot be carried out
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.explainer.quoting import quote_words
from publisher.review.errors import DeskError
from publisher.review.permissions import require_permission
from publisher.review.reschedule import reschedule_thread
from publisher.review.terms import Terms
from publisher.schedule.local_time import TimeError
from publisher.schedule.pause import Scope, lock_accounts, pause, resume, threads_in
from publisher.thread.clock import now
from publisher.thread.models import Move, Pause, Post, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread
from publisher.web.here import page_digest
from publisher.web.lamps import Lamp, count_posts_out

#: So many threads of a kind are asked about; those beyond are left for later.
ASKED = 30
LEFT = "Left for later when the pause was lifted."
LAPSED = "The approval has lapsed"

Way = Literal["go", "time", "leave"]


class LateError(Exception):
    """Nothing was resumed."""


class Lifted(LateError):
    def __init__(self) -> None:
        super().__init__("This pause was lifted already.")


class OthersLate(LateError):
    def __init__(self) -> None:
        super().__init__(
            "Something changed while you were reading, and nothing was resumed: look at what is "
            "asked now, and press again."
        )


class NotSo(LateError):
    def __init__(self, question: Question, why: str) -> None:
        super().__init__(f"{quote_words(str(question.thread.article))}: {why} Nothing was resumed.")
        self.name = question.name
        self.why = why


@dataclass(frozen=True, slots=True)
class Question:
    """A thread that would go on, or was to have gone, while a pause stood."""

    kind: Literal["half", "late", "missed"]
    thread: Thread
    lamps: tuple[Lamp, ...] = ()

    @property
    def name(self) -> str:
        return self.thread.public_id

    @property
    def drawn(self) -> str:
        """A print of what was asked: the same print, the same question."""
        row = self.thread
        return page_digest(self.kind, row.state, row.rev, row.due_at, self.lamps)

    @property
    def out(self) -> int:
        return count_posts_out(self.lamps)

    @property
    def next(self) -> int:
        """The first post that is not out."""
        waits = (each.position for each in self.lamps if each.state != PostState.POSTED)
        return next(waits, len(self.lamps))


@dataclass(frozen=True, slots=True)
class Decision:
    """What shall become of one thread; `terms` where it is given a time."""

    way: Way
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class ResumePlan:
    """All that is asked before a pause is lifted; `left` is late too, and is left without asking."""

    questions: tuple[Question, ...]
    left: tuple[Thread, ...]
    lapsed: tuple[Thread, ...]

    @property
    def drawn(self) -> dict[str, str]:
        return {question.name: question.drawn for question in self.questions}


def build_resume_plan(row: Pause, moment: datetime) -> ResumePlan:
    """What lifting this pause would set going, and what it made late, in five queries."""
    threads = threads_in(row).select_related("article", "account__newsroom", "approved")
    threads = threads.defer("article__source", "account__sealed", "approved__content")
    half = list(threads.filter(state=T.SENDING).order_by("account_id", "id"))
    due = threads.filter(state=T.SCHEDULED, starts_at__lte=moment).order_by("starts_at", "id")
    late = list(due)
    missed = threads.filter(state=T.MISSED, changed_at__gte=row.at).order_by("starts_at", "id")
    lamps = _lamps(half)
    questions = (
        *(Question("half", each, lamps.get(each.pk, ())) for each in half),
        *(Question("late", each) for each in late[:ASKED]),
        *(Question("missed", each) for each in missed[:ASKED]),
    )
    return ResumePlan(questions, tuple(late[ASKED:]), _lapsed(row))


def resume_with(
    row: Pause, *, drawn: Mapping[str, str], decisions: Mapping[str, Decision], who: Person
) -> None:
    """Carry out each decision and lift the pause, or do nothing at all.

    `drawn` are the prints of the questions that were asked, by thread. Raises a LateError.
    """
    require_permission(who, row.newsroom, Act.RESUME)
    with transaction.atomic():
        # In their one order, before any thread: so do a sender and a pause.
        lock_accounts(row.newsroom, row.account)
        if not Pause.objects.select_for_update().filter(pk=row.pk, lifted_at=None).exists():
            raise Lifted
        moment = now()
        found = build_resume_plan(row, moment)
        if found.drawn != drawn:
            raise OthersLate
        for question in found.questions:
            _decide(question, decisions.get(question.name, Decision("leave")), who, moment)
        for thread in found.left:
            _leave(thread, who)
        resume(row, who=who)


def _decide(question: Question, decision: Decision, who: Person, moment: datetime) -> None:
    try:
        if question.kind == "half":
            _half(question.thread, decision, who)
        elif decision.way == "time" and decision.terms:
            _retime(question.thread, who, decision.terms)
        elif decision.way == "go" and not _goes_by_itself(question.thread, moment):
            _retime(question.thread, who, Terms(now=True))
        elif decision.way == "leave" and question.kind == "late":
            _leave(question.thread, who)
    except (DeskError, TimeError, Overtaken) as error:
        raise NotSo(question, str(error)) from error


def _half(thread: Thread, decision: Decision, who: Person) -> None:
    """It goes on by itself, or stands still by a pause of its own: the posts that are out stay."""
    if decision.way != "go":
        pause(thread.account.newsroom, who=who, why=LEFT, scope=Scope.THREAD, thread=thread)


def _retime(thread: Thread, who: Person, terms: Terms) -> None:
    # But for its time it keeps the conditions it has.
    again = Terms(
        not_before=thread.not_before, breaking=thread.breaking, late_after=thread.late_after
    )
    again.update(terms)
    reschedule_thread(thread, rev=thread.rev, epoch=thread.epoch, who=who, **again)


def _goes_by_itself(thread: Thread, moment: datetime) -> bool:
    """Whether what was approved still holds: it is not too late for it, nor for its approval."""
    last = _start(thread, moment) + timedelta(seconds=thread.late_after)
    holds = thread.approved_until is None or thread.approved_until > moment
    return thread.state == T.SCHEDULED and moment <= last and holds


def _leave(thread: Thread, who: Person) -> None:
    """As if it had been missed: it is never sent late by itself, and waits for an editor."""
    # A new epoch fences out a worker that is still handing over its pictures.
    changes = {"epoch": thread.epoch + 1, "lease_until": None, "prepared_at": None, "wake_at": None}
    guard = {"epoch": thread.epoch, "begun_at": None}
    move_thread(thread, T.MISSED, who=who, why=LEFT, guard=guard, **changes)


def _start(thread: Thread, moment: datetime) -> datetime:
    return max(filter(None, (thread.due_at, thread.not_before)), default=moment)


def _lamps(threads: Iterable[Thread]) -> dict[int, tuple[Lamp, ...]]:
    lit: dict[int, tuple[Lamp, ...]] = {}
    for post in Post.objects.filter(thread__in=list(threads)).order_by("thread", "position"):
        lamp = Lamp(post.position, post.state)
        lit[post.thread_id] = (*lit.get(post.thread_id, ()), lamp)
    return lit


def _lapsed(row: Pause) -> tuple[Thread, ...]:
    """The threads whose approval lapsed while the pause stood, and that wait for another."""
    moves = Move.objects.filter(newsroom=row.newsroom, at__gte=row.at, subject="thread")
    lapsed = moves.filter(after=T.IN_REVIEW, why__startswith=LAPSED).values("thread_id")
    held = threads_in(row).filter(pk__in=lapsed, state=T.IN_REVIEW)
    return tuple(held.select_related("article").defer("article__source").order_by("id")[:ASKED])
