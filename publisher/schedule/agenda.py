"""What accounts have ahead of them: their posting times, and the threads that hold a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TimeField,
    Value,
    When,
)

from publisher.accounts.models import Account
from publisher.schedule.slots import Weekly
from publisher.thread.models import Post, Slot, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

#: What holds its slot. A thread that is missed, cancelled or out of approval gives it back.
HOLDING = (T.SCHEDULED, T.SENDING)


@dataclass(frozen=True, slots=True)
class Held:
    """A thread with a time: it is `due`, and leaves at `start`; `waiting` are its posts not begun."""

    thread: int
    due: datetime | None
    start: datetime | None
    going: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """One account's: its own slots, or where it has none the newsroom's."""

    own: list[Weekly] = field(default_factory=list)
    house: list[Weekly] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    @property
    def slots(self) -> list[Weekly]:
        return self.own or self.house

    def starts(self, but: int | None) -> Iterator[datetime]:
        """When each thread leaves, but for one."""
        return (each.start for each in self.held if each.start and each.thread != but)

    def between(self, after: datetime, before: datetime, but: int | None) -> list[Held]:
        """The other threads that are to begin within this time."""
        others = (each for each in self.held if each.thread != but and not each.going)
        return [each for each in others if each.start and after < each.start <= before]

    def promised(self, before: datetime, but: int | None) -> int:
        """How many posts of the account's other threads are to go out before this instant."""
        others = (each for each in self.held if each.thread != but)
        return sum(e.waiting for e in others if e.going or (e.start and e.start < before))


def agendas(accounts: Collection[Account], before: datetime) -> dict[int, Agenda]:
    """By account of one newsroom, in one query; of what is due before this instant posts are counted."""
    house: list[Weekly] = []
    found = {account.pk: Agenda(house=house) for account in accounts}
    # Two kinds of row, of which each leaves the other's columns empty.
    rows = _slots(accounts).union(_threads(accounts, before), all=True)
    for account, weekday, wall, thread, *more in rows:
        if thread:
            found[account].held.append(_held(thread, *more))
        else:
            kept = found[account].own if account else house
            kept.append(Weekly(weekday, wall))
    return found


def _held(
    thread: int, state: str, due: datetime | None, not_before: datetime | None, waiting: int | None
) -> Held:
    # An embargo moves a thread to its own end, whatever slot it was given.
    start = max(filter(None, (due, not_before))) if due else None
    return Held(thread, due, start, state == T.SENDING, waiting or 0)


def _slots(accounts: Collection[Account]) -> QuerySet[Slot, Any]:
    houses = {account.newsroom_id for account in accounts}
    rows = Slot.objects.filter(newsroom_id__in=houses)
    rows = rows.filter(Q(account__in=accounts) | Q(account__isnull=True))
    no, never = Value(None, IntegerField()), Value(None, DateTimeField())
    return rows.order_by().values_list(
        "account_id", "weekday", "wall", no, Value(""), never, never, no
    )


def _threads(accounts: Collection[Account], before: datetime) -> QuerySet[Thread, Any]:
    soon = Q(state=T.SENDING) | Q(due_at__lt=before)
    rows = Thread.objects.filter(account__in=accounts, state__in=HOLDING).order_by()
    no, never = Value(None, IntegerField()), Value(None, TimeField())
    return rows.values_list(
        *("account_id", no, never, "id", "state", "due_at", "not_before"),
        Case(When(soon, then=_waiting()), default=Value(0)),
    )


def _waiting() -> Subquery:
    posts = Post.objects.filter(thread=OuterRef("pk"), state=PostState.WAITING).order_by()
    return Subquery(posts.values("thread").annotate(number=Count("pk")).values("number"))
