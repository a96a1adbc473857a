"""All that the page of a bundle shows: one explainer's threads, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from publisher.delivery.refusal_checks import trial_answer_column
from publisher.review.edit import EDITABLE
from publisher.review.reschedule import TIMED
from publisher.review.thread_page import Galley
from publisher.review.thread_rows import LoadedRows
from publisher.schedule.cost import sent_column
from publisher.schedule.next_slot import next_free_slot
from publisher.thread.approvers import has_worked_on, whom_to_ask
from publisher.thread.models import Article, Thread
from publisher.thread.states import ThreadState as T
from publisher.web.seat import Seat


@dataclass(frozen=True)
class BundlePart:
    """One account's thread in the bundle; `asked` is the version that had been read before."""

    thread: Thread
    seat: Seat
    behind: LoadedRows
    like: Thread | None = None
    asked: int | None = None

    @cached_property
    def galley(self) -> Galley:
        return Galley(self.thread, self.seat, given=self.behind)

    @cached_property
    def before(self) -> Galley | None:
        """The version that had been read, where there is a newer one by now."""
        old = Galley(self.thread, self.seat, self.asked) if self.asked else None
        return old if old and old.revision.rev != self.galley.revision.rev else None

    @property
    def made(self) -> bool:
        return self.thread.rev > 0

    @property
    def connected(self) -> bool:
        """Whether it can be sent: nothing goes out on an account that was disconnected."""
        return self.thread.account.ended_at is None

    @property
    def doubts(self) -> list[str]:
        return self.galley.doubts if self.made else []

    @cached_property
    def slot(self) -> datetime | None:
        account = self.thread.account
        agenda = self.behind.agenda(account)
        return next_free_slot(account, self.seat.now, but=self.thread, agenda=agenda)


@dataclass(frozen=True)
class Bundle:
    """An article's threads in the order of their accounts."""

    article: Article
    parts: tuple[BundlePart, ...]

    @property
    def making(self) -> bool:
        return any(part.thread.state == T.DRAFTING for part in self.parts)

    @property
    def again(self) -> bool:
        """Whether all that can be decided is another time."""
        return not self._in(T.IN_REVIEW) and bool(self.deciding)

    @cached_property
    def deciding(self) -> tuple[BundlePart, ...]:
        """What one press approves: all that wait; or else all that are approved, anew."""
        return self._in(T.IN_REVIEW) or self._in(*TIMED)

    @property
    def own(self) -> tuple[BundlePart, ...]:
        """What somebody else has to approve."""
        return tuple(part for part in self.deciding if part.galley.own)

    @property
    def ask(self) -> str:
        """Who could be asked to approve that."""
        without = frozenset[int]().union(*(part.behind.barred(part.thread) for part in self.own))
        seat = self.own[0].seat if self.own else None
        return whom_to_ask(seat.newsroom, without, seat.editors) if seat else ""

    @property
    def doubts(self) -> list[str]:
        """What was doubtful about the text that all of them tell, each once."""
        return list(dict.fromkeys(doubt for part in self.parts for doubt in part.doubts))

    @property
    def others(self) -> tuple[BundlePart, ...]:
        """What stands elsewhere, and is decided on its own page."""
        return tuple(part for part in self.parts if part not in self.deciding)

    @property
    def slots(self) -> tuple[datetime | None, ...]:
        """The next free slots of the accounts, each once."""
        return tuple(dict.fromkeys(part.slot for part in self.deciding))

    def _in(self, *states: T) -> tuple[BundlePart, ...]:
        return tuple(p for p in self.parts if p.thread.state in states and p.connected)


def bundle_of(article: Article, seat: Seat, read: Mapping[str, int] | None = None) -> Bundle:
    """The bundle of an article; `read` are the versions that were read before, by thread."""
    return Bundle(article, _parts(_threads(seat, article=article), seat, read or {}))


def bundle_named(name: str, seat: Seat) -> Bundle | None:
    """The bundle of this newsroom's article of that name; None where there is none."""
    threads = _threads(seat, article__public_id=name)
    return Bundle(threads[0].article, _parts(threads, seat, {})) if threads else None


def _threads(seat: Seat, **which: object) -> list[Thread]:
    accounts = {account.pk: account for account in seat.accounts}
    rows = Thread.objects.filter(account__in=accounts, **which)
    rows = rows.select_related("article", "made_by", "approved__sealed_by")
    rows = rows.defer("article__source", "approved__content", "approved__seal")
    used = sent_column(seat.now) | trial_answer_column()
    also: dict[str, Any] = {**used, "worked": has_worked_on(seat.person, seat.newsroom)}
    threads = list(rows.annotate(**also).order_by("account_id", "id"))
    for thread in threads:
        thread.account = accounts[thread.account_id]
    return threads


def _parts(
    threads: Sequence[Thread], seat: Seat, read: Mapping[str, int]
) -> tuple[BundlePart, ...]:
    behind, parts = LoadedRows(threads, seat, most=1), list[BundlePart]()
    for thread in threads:
        part = BundlePart(thread, seat, behind, asked=read.get(thread.public_id))
        like = _alike(part, parts)
        parts.append(replace(part, like=like) if like else part)
    return tuple(parts)


def _alike(part: BundlePart, before: Sequence[BundlePart]) -> Thread | None:
    """The first of the others whose posts and pictures are the same."""
    if not _readable(part):
        return None
    mine = _sent(part)
    others = (each for each in before if each.like is None and _readable(each))
    return next((each.thread for each in others if _sent(each) == mine), None)


def _readable(part: BundlePart) -> bool:
    return part.made and part.thread.state in EDITABLE


def _sent(part: BundlePart) -> list[Any]:
    return [(post["text"], post["cards"]) for post in part.galley.revision.content["posts"]]
