"""Threads in pages: those that stand alike, or those with certain words.

A page costs the same wherever it lies: it is read off an index, from where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from publisher.review.sheet import Section, Sheet, full, rows_of
from publisher.review.wanted import BEGINNING, MICROSECOND, STANDINGS, Cursor, Standing, Wanted
from publisher.thread.models import Account, Article, Thread
from publisher.web.seat import Seat

#: Rows of a page; a search looks at so many articles, the newest first.
PAGE, LOOKED_AT = 50, 1000
#: The words of what is told urgently enough to be drawn large.
LARGE = ("need", "going", "waits")


@dataclass(frozen=True, slots=True)
class Order:
    """By which columns a list is ordered, and which way."""

    by: str
    falling: bool
    place: Callable[[Thread], Cursor]

    def beyond(self, cursor: Cursor | None, at: object) -> Q:
        """What lies behind a cursor in this direction; `at` is its value in the column."""
        if cursor is None:
            return Q()
        sign = "lt" if self.falling else "gt"
        further = Q(**{f"{self.by}__{sign}": at}) | Q(**{self.by: at, f"id__{sign}": cursor.row})
        # Said twice, so that an index is entered at the right place.
        return further & Q(**{f"{self.by}__{sign}e": at})

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.falling else ""
        return f"{sign}{self.by}", f"{sign}id"


def listing(seat: Seat, wanted: Wanted) -> Sheet:
    """One page of the threads that stand alike."""
    standing = STANDINGS[wanted.show]
    order = Order(standing.by, standing.newest_first != bool(wanted.before), _by(standing))
    cursor = wanted.before or wanted.after
    beyond = order.beyond(cursor, cursor.moment if cursor else None)
    those = wanted.narrow(seat, standing.by) & beyond & Q(**{f"{standing.by}__isnull": False})
    # Each state is read off its index by itself; all of them together would be sorted.
    page = reduce(or_, (Q(pk__in=_some(those, order, state)) for state in standing.states))
    threads = list(full(Thread.objects.filter(page)).order_by(*order.columns)[: PAGE + 1])
    return _sheet(seat, wanted, standing.title, threads, order)


def found(seat: Seat, wanted: Wanted) -> Sheet:
    """One page of the threads whose headline has these words, the newest first.

    A word with an @ before it names the account instead.
    """
    order = Order("article_id", not wanted.before, lambda row: Cursor(row.article_id, row.pk))
    cursor = wanted.before or wanted.after
    hits = _articles(seat, wanted, order, cursor)
    beyond = order.beyond(cursor, cursor.at if cursor else None)
    rows = Thread.objects.filter(wanted.narrow(seat, "changed_at") & beyond, article__in=hits)
    handles = _handles(wanted.words)
    if handles:
        rows = rows.filter(account__in=_accounts(seat, handles))
    if wanted.standing:
        rows = rows.filter(state__in=wanted.standing.states)
    threads = list(full(rows).order_by(*order.columns)[: PAGE + 1])
    return _sheet(seat, wanted, "Found", threads, order)


def _some(those: Q, order: Order, state: str) -> QuerySet[Thread, Any]:
    rows = Thread.objects.filter(those, state=state).order_by(*order.columns)
    return rows.values("pk")[: PAGE + 1]


def _articles(
    seat: Seat, wanted: Wanted, order: Order, cursor: Cursor | None
) -> QuerySet[Article, Any]:
    rows = Article.objects.filter(newsroom=seat.newsroom)
    words = " ".join(word for word in wanted.words.split() if not word.startswith("@"))
    if words or not _handles(wanted.words):
        rows = rows.filter(words__has=words)
    if cursor:
        rows = rows.filter(**{"id__lte" if order.falling else "id__gte": cursor.at})
    return rows.order_by("-id" if order.falling else "id").values("pk")[:LOOKED_AT]


def _handles(words: str) -> list[str]:
    return [word[1:] for word in words.split() if word.startswith("@") and word[1:]]


def _accounts(seat: Seat, handles: Sequence[str]) -> QuerySet[Account]:
    named = reduce(or_, (Q(handle__istartswith=handle) for handle in handles))
    return Account.objects.filter(named, newsroom=seat.newsroom)


def _by(standing: Standing) -> Callable[[Thread], Cursor]:
    def place(row: Thread) -> Cursor:
        return Cursor((getattr(row, standing.by) - BEGINNING) // MICROSECOND, row.pk)

    return place


def _sheet(seat: Seat, wanted: Wanted, title: str, threads: list[Thread], order: Order) -> Sheet:
    more, page = len(threads) > PAGE, threads[:PAGE]
    if wanted.before:
        page.reverse()
    section = Section(
        wanted.show or "found",
        title,
        seat.wall.place,
        tuple(rows_of(seat, page).values()),
        brief=wanted.show not in LARGE,
    )
    before = more if wanted.before else bool(wanted.after)
    after = more if not wanted.before else True
    here = replace(wanted, before=None, after=None)
    return Sheet(
        (section,) if page else (),
        "",
        back=replace(here, before=order.place(page[0])).address if page and before else "",
        on=replace(here, after=order.place(page[-1])).address if page and after else "",
    )
