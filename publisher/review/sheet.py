"""The run sheet: what needs an editor, goes out, waits, is due and is out, in this order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from publisher.accounts.roles import Act, may
from publisher.review.row import Row, Seen, row
from publisher.schedule.pause import Scope
from publisher.thread.models import Account, Move, Post, Revision, Thread
from publisher.thread.states import ThreadState as T
from publisher.web.lamps import Lamp
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import many, short, spoken

#: So many rows of a kind are drawn: the page costs the same whatever the number of threads.
MOST, MOST_OUT = 50, 20

URGENT = (T.NEEDS_EDITOR, T.MISSED, T.BROKEN, T.SENDING)
WAITING = (T.IN_REVIEW, T.DRAFTING, T.APPROVED, T.SENT_BACK)
OUT = (T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN)


@dataclass(frozen=True, slots=True)
class Section:
    """A label in the margin and its rows; `note` stands under the label."""

    key: str
    title: str
    note: str
    rows: tuple[Row, ...]
    brief: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All sections that have rows, and what they come to in a sentence."""

    sections: tuple[Section, ...]
    gist: str

    @property
    def idle(self) -> bool:
        return all(section.key == "out" for section in self.sections)


def sheet(seat: Seat) -> Sheet:
    """The whole queue of a newsroom, in six queries."""
    threads = [
        *_of(seat, URGENT).order_by("due_at", "id")[:MOST],
        *_of(seat, WAITING).order_by("changed_at", "id")[:MOST],
        *_of(seat, (T.SCHEDULED,)).order_by("due_at", "id")[:MOST],
        *_full(Thread.objects.filter(_newest_out(seat))).order_by("-due_at", "-id")[:MOST_OUT],
    ]
    sections = tuple(section for section in _sections(seat, threads) if section.rows)
    return Sheet(sections, gist(sections, seat))


def found(seat: Seat, words: str) -> Section:
    """The newest threads whose headline has words that begin so."""
    hits = _of(seat).filter(article__words__has=words).order_by("-id")[:MOST]
    rows = _rows(seat, list(hits))
    note = many(len(rows), "thread", "threads")
    return Section("found", "Found", f"{note}, the newest first", tuple(rows.values()))


def gist(sections: Iterable[Section], seat: Seat) -> str:
    """The sheet in a sentence or three: what needs, what waits, what is next."""
    by_key = {section.key: section for section in sections}
    said = [_said(by_key[key], need) for key, need in _GIST.items() if key in by_key]
    due = by_key.get("today") or by_key.get("later")
    if due and due.rows[0].at:
        said.append(f"Next out: {short(due.rows[0].at, seat.wall)}.")
    return " ".join(said) or "Nothing needs an editor, and nothing is scheduled."


_GIST = {
    "need": ("needs an editor", "need an editor"),
    "going": ("is going out", "are going out"),
    "wait": ("waits for you", "wait for you"),
}


def _said(section: Section, verbs: tuple[str, str]) -> str:
    number = len(section.rows)
    return f"{spoken(number).capitalize()} {verbs[number != 1]}."


def _of(seat: Seat, states: tuple[T, ...] = tuple(T)) -> QuerySet[Thread]:
    return _full(Thread.objects.filter(account__newsroom=seat.newsroom, state__in=states))


def _full(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """With why they came to stand where they stand, `said`, and from where, `came_from`."""
    last = Move.objects.filter(thread=OuterRef("pk"), subject="thread").order_by("-id")
    rows = rows.annotate(
        said=Subquery(last.values("why")[:1]), came_from=Subquery(last.values("before")[:1])
    )
    rows = rows.select_related("article", "account", "made_by", "approved__sealed_by")
    return rows.defer("article__source", "account__sealed", "approved__content", "approved__seal")


def _newest_out(seat: Seat) -> Q:
    # Each state by itself is read off its index's end; together all of history would be sorted.
    # Exists keeps a planner from beginning at the account, which has all of history too.
    ours = Exists(Account.objects.filter(pk=OuterRef("account_id"), newsroom=seat.newsroom))
    newest = Thread.objects.filter(ours, due_at__lte=seat.now).order_by("-due_at").values("pk")
    return reduce(or_, (Q(pk__in=newest.filter(state=state)[:MOST_OUT]) for state in OUT))


def _sections(seat: Seat, threads: list[Thread]) -> list[Section]:
    rows = _rows(seat, threads)

    def those(*states: T) -> tuple[Row, ...]:
        return tuple(rows[thread.pk] for thread in threads if thread.state in states)

    today = tuple(rows[t.pk] for t in threads if t.state == T.SCHEDULED and _is_today(seat, t))
    later = tuple(row for row in those(T.SCHEDULED) if row not in today)
    need, wait = those(T.NEEDS_EDITOR, T.MISSED, T.BROKEN), those(T.IN_REVIEW, T.DRAFTING)
    going, back = those(T.SENDING), those(T.SENT_BACK)
    waits, returned = _WAITS[may(seat.role, Act.APPROVE)]
    paused = any(pause.scope == Scope.ALL for pause in seat.pauses)
    hold = ". Held by the pause" if paused else ""
    zone, more = seat.wall.place, f". The next {MOST}" if len(those(T.SCHEDULED)) == MOST else ""
    return [
        Section("need", "Needs an editor", _number(need), need),
        Section("going", "Held half way" if paused else "Going out now", _number(going), going),
        Section("wait", waits, _number(wait), wait),
        Section("back", returned, _number(back), back),
        Section("approved", "Approved, no time yet", "", those(T.APPROVED), brief=True),
        Section("today", "Scheduled today", zone + hold + more, today, brief=True),
        Section("later", "Later", zone + hold + more, later, brief=True),
        Section("out", "Out", zone, those(*OUT), brief=True),
    ]


#: What the sections are called for who may approve, and for who may not.
_WAITS = {
    True: ("Waits for you", "Back with its writer"),
    False: ("Waits for an editor", "Sent back to you"),
}


def _number(rows: tuple[Row, ...]) -> str:
    return f"{MOST} and more" if len(rows) >= MOST else many(len(rows), "thread", "threads")


def _is_today(seat: Seat, thread: Thread) -> bool:
    due = thread.due_at or seat.now
    return seat.wall.on(due).date() <= seat.wall.today.date()


def _rows(seat: Seat, threads: list[Thread]) -> dict[int, Row]:
    contents, lamps = _contents(threads), _lamps(threads)
    return {
        thread.pk: row(Seen(thread, seat, contents.get(thread.pk, ()), lamps.get(thread.pk, ())))
        for thread in threads
    }


def _contents(threads: list[Thread]) -> dict[int, Any]:
    names = [thread.pk for thread in threads if thread.state not in (*OUT, T.SENDING)]
    newest = Revision.objects.filter(thread__in=names, rev=F("thread__rev"))
    return dict(newest.values_list("thread_id", "content__posts"))


def _lamps(threads: list[Thread]) -> dict[int, tuple[Lamp, ...]]:
    begun = [t.pk for t in threads if t.state in (T.NEEDS_EDITOR, T.SENDING, *OUT)]
    lit: dict[int, tuple[Lamp, ...]] = {}
    for post in Post.objects.filter(thread__in=begun).order_by("thread", "position"):
        lamp = Lamp(post.position, post.state, post.url)
        lit[post.thread_id] = (*lit.get(post.thread_id, ()), lamp)
    return lit
