"""Threads in pages: those that stand alike, or those with certain words.

A page costs the same wherever it lies: it is read off an index, from where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet, Subquery
from django.db.models.expressions import CombinedExpression

from publisher.review.first_per_state import First, fetch_first_ids
from publisher.review.queue_filter import (
    BEGINNING,
    MICROSECOND,
    STANDINGS,
    Cursor,
    QueueFilter,
    Standing,
)
from publisher.review.queue_sections import QueueSection, QueueSheet, rows_of, select_row_details
from publisher.thread.models import Account, Article, Thread
from publisher.web.seat import Seat

#: So many words are seldom found together near by: all articles are asked at once.
SEVERAL = 3
#: Rows of a page; a search looks at so many articles that fit, and at so many near by first.
PAGE, LOOKED_AT, NEAR = 50, 1000, 2000
_ID = F("id")
#: The words of what is told urgently enough to be drawn large.
LARGE = ("need", "going", "waits")


@dataclass(frozen=True, slots=True)
class ListOrder:
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


def build_list_page(seat: Seat, wanted: QueueFilter) -> QueueSheet:
    """One page of the threads that stand alike."""
    standing = STANDINGS[wanted.show]
    order = ListOrder(standing.by, standing.newest_first != bool(wanted.before), _by(standing))
    cursor = wanted.before or wanted.after
    beyond = order.beyond(cursor, cursor.moment if cursor else None)
    those = wanted.narrow(seat, standing.by) & beyond & Q(**{f"{standing.by}__isnull": False})
    rows = Thread.objects.filter(those)
    part = First(rows, standing.states, PAGE + 1, order.by, order.falling)
    page = Thread.objects.filter(pk__in=fetch_first_ids([part]))
    threads = list(select_row_details(page).order_by(*order.columns)[: PAGE + 1])
    return _sheet(seat, wanted, standing.title, threads, order)


def build_search_page(seat: Seat, wanted: QueueFilter) -> QueueSheet:
    """One page of the threads whose headline has these words, the newest first.

    A word with an @ before it names the account instead.
    """
    order = ListOrder("article_id", not wanted.before, lambda row: Cursor(row.article_id, row.pk))
    near = _articles(seat, wanted, order)
    # A common word fills its page from what is near; an index would give all that have it.
    threads: list[Thread] = []
    if len(wanted.words.split()) < SEVERAL:
        threads = _with(seat, wanted, order, near.filter(_window(seat, wanted, order)))
    if len(threads) <= PAGE:
        # Not by the key itself: a planner would walk along it, past all that have other words.
        threads = _with(seat, wanted, order, near, F("id") + 0)
    return _sheet(seat, wanted, "Found", threads, order)


def _with(
    seat: Seat,
    wanted: QueueFilter,
    order: ListOrder,
    articles: QuerySet[Article],
    by: F | CombinedExpression = _ID,
) -> list[Thread]:
    cursor = wanted.before or wanted.after
    hits = articles.order_by(by.desc() if order.falling else by.asc()).values("pk")[:LOOKED_AT]
    # The articles are the newsroom's own, and so are their threads.
    given = wanted.conditions(seat, "changed_at") & order.beyond(cursor, cursor and cursor.at)
    rows = Thread.objects.filter(given, article__in=hits)
    if handles := _handles(wanted.words):
        rows = rows.filter(account__in=_accounts(seat, handles))
    if wanted.standing:
        rows = rows.filter(state__in=wanted.standing.states)
    return list(select_row_details(rows).order_by(*order.columns)[: PAGE + 1])


def _articles(seat: Seat, wanted: QueueFilter, order: ListOrder) -> QuerySet[Article]:
    rows, cursor = Article.objects.filter(newsroom=seat.newsroom), wanted.before or wanted.after
    words = " ".join(word for word in wanted.words.split() if not word.startswith("@"))
    if words or not _handles(wanted.words):
        rows = rows.filter(words__has=words)
    if cursor:
        rows = rows.filter(**{"id__lte" if order.falling else "id__gte": cursor.at})
    return rows


def _window(seat: Seat, wanted: QueueFilter, order: ListOrder) -> Q:
    """The articles nearest to where the page begins."""
    cursor = wanted.before or wanted.after
    if cursor and not order.falling:
        return Q(id__lt=cursor.at + NEAR)
    newest = Article.objects.filter(newsroom=seat.newsroom).order_by("-id").values("id")[:1]
    return Q(id__gt=(cursor.at if cursor else Subquery(newest)) - NEAR)


def _handles(words: str) -> list[str]:
    return [word[1:] for word in words.split() if word.startswith("@") and word[1:]]


def _accounts(seat: Seat, handles: Sequence[str]) -> QuerySet[Account]:
    named = reduce(or_, (Q(handle__istartswith=handle) for handle in handles))
    return Account.objects.filter(named, newsroom=seat.newsroom)


def _by(standing: Standing) -> Callable[[Thread], Cursor]:
    def place(row: Thread) -> Cursor:
        return Cursor((getattr(row, standing.by) - BEGINNING) // MICROSECOND, row.pk)

    return place


def _sheet(
    seat: Seat, wanted: QueueFilter, title: str, threads: list[Thread], order: ListOrder
) -> QueueSheet:
    more, page = len(threads) > PAGE, threads[:PAGE]
    if wanted.before:
        page.reverse()
    section = QueueSection(
        wanted.show or "found",
        title,
        seat.wall.place,
        tuple(rows_of(seat, page).values()),
        brief=wanted.show not in LARGE,
    )
    before = more if wanted.before else bool(wanted.after)
    after = more if not wanted.before else True
    here = replace(wanted, before=None, after=None)
    return QueueSheet(
        (section,) if page else (),
        "",
        back=replace(here, before=order.place(page[0])).address if page and before else "",
        on=replace(here, after=order.place(page[-1])).address if page and after else "",
    )
