"""What accounts have ahead of them: their posting times, and the threads that hold a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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
from publisher.networks.catalogue import RATES
from publisher.schedule.card_count import CardCount
from publisher.schedule.slots import Weekly
from publisher.thread.models import Call, Post, Slot, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T

#: What holds its slot. A thread that is missed, cancelled or out of approval gives it back.
HOLDING = (T.SCHEDULED, T.SENDING)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A thread with a time: it is `due`, and leaves at `start`.

    `waiting` are its posts not begun, `pictures` those it has yet to hand over.
    """

    thread: int
    due: datetime | None
    start: datetime | None
    going: bool
    waiting: int
    pictures: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """One account's: its own slots, or where it has none the newsroom's."""

    own: list[Weekly] = field(default_factory=list)
    house: list[Weekly] = field(default_factory=list)
    held: list[AgendaItem] = field(default_factory=list)
    #: By kind when its calls for pictures began, in the longest window of any network; None if not read.
    handed: dict[str, list[datetime]] | None = None

    @property
    def slots(self) -> list[Weekly]:
        return self.own or self.house

    def starts(self, but: int | None) -> Iterator[datetime]:
        """When each thread leaves, but for one."""
        return (each.start for each in self.held if each.start and each.thread != but)

    def between(self, after: datetime, before: datetime, but: int | None) -> list[AgendaItem]:
        """The other threads that are to begin within this time."""
        others = (each for each in self.held if each.thread != but and not each.going)
        return [each for each in others if each.start and after < each.start <= before]

    def promised(self, before: datetime, but: int | None) -> int:
        """How many posts of the account's other threads are to go out before this instant."""
        others = (each for each in self.held if each.thread != but)
        return sum(e.waiting for e in others if e.going or (e.start and e.start < before))


def load_agendas(
    accounts: Collection[Account], before: datetime, at: datetime | None = None
) -> dict[int, Agenda]:
    """By account of one newsroom, in one query; of what is due before this instant posts are counted.

    With `at`, which is now, what was handed over lately is read as well.
    """
    house: list[Weekly] = []
    lately = {account.pk: defaultdict[str, list[datetime]](list) for account in accounts}
    found = {pk: Agenda(house=house, handed=lately[pk] if at else None) for pk in lately}
    # Up to three kinds of row, of which each leaves the others' columns empty.
    more_rows = [_handed(accounts, at)] if at else []
    rows = _slots(accounts).union(_threads(accounts, before), *more_rows, all=True)
    for account, weekday, wall, thread, *more in rows:
        if thread:
            found[account].held.append(_held(thread, *more))
        elif weekday is None:
            kind, began = more[:2]
            lately[account][kind].append(began)
        else:
            kept = found[account].own if account else house
            kept.append(Weekly(weekday, wall))
    return found


def _held(
    thread: int, state: str, due: datetime | None, not_before: datetime | None, *numbers: int | None
) -> AgendaItem:
    # An embargo moves a thread to its own end, whatever slot it was given.
    start = max(filter(None, (due, not_before))) if due else None
    return AgendaItem(thread, due, start, state == T.SENDING, *(number or 0 for number in numbers))


def _slots(accounts: Collection[Account]) -> QuerySet[Slot, Any]:
    houses = {account.newsroom_id for account in accounts}
    rows = Slot.objects.filter(newsroom_id__in=houses)
    rows = rows.filter(Q(account__in=accounts) | Q(account__isnull=True))
    no, never = Value(None, IntegerField()), Value(None, DateTimeField())
    return rows.order_by().values_list(
        "account_id", "weekday", "wall", no, Value(""), never, never, no, no
    )


def _threads(accounts: Collection[Account], before: datetime) -> QuerySet[Thread, Any]:
    soon = Q(state=T.SENDING) | Q(due_at__lt=before)
    rows = Thread.objects.filter(account__in=accounts, state__in=HOLDING).order_by()
    no, never = Value(None, IntegerField()), Value(None, TimeField())
    return rows.values_list(
        *("account_id", no, never, "id", "state", "due_at", "not_before"),
        Case(When(soon, then=_waiting()), default=Value(0)),
        # What is prepared has handed its pictures over: the account's calls tell of them.
        Case(When(prepared_at=None, then=CardCount("approved__content")), default=Value(0)),
    )


def _handed(accounts: Collection[Account], at: datetime) -> QuerySet[Call, Any]:
    since = at - max((rates.window for rates in RATES.values()), default=timedelta())
    rows = Call.objects.filter(account__in=accounts, started_at__gt=since).order_by()
    rows = rows.filter(kind__in=(Call.Kind.UPLOAD, Call.Kind.ALT))
    no, never = Value(None, IntegerField()), Value(None, TimeField())
    later = Value(None, DateTimeField())
    return rows.values_list("account_id", no, never, no, "kind", "started_at", later, no, no)


def _waiting() -> Subquery:
    posts = Post.objects.filter(thread=OuterRef("pk"), state=PostState.WAITING).order_by()
    return Subquery(posts.values("thread").annotate(number=Count("pk")).values("number"))
