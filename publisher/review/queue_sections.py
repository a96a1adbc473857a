"""The run sheet: what needs an editor, goes out, waits, is due and is out, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from publisher.accounts.roles import Act, role_allows
from publisher.review.by_article import group_rows_by_article
from publisher.review.first_per_state import First, fetch_first_ids
from publisher.review.queue_filter import QueueFilter
from publisher.review.queue_row import QueueRow, Row, build_row
from publisher.review.waiting import Waiting
from publisher.schedule.pause import Scope
from publisher.thread.approvers import has_worked_on
from publisher.thread.models import Move, Post, Thread
from publisher.thread.states import ThreadState as T
from publisher.web.lamps import Lamp
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import format_count, spoken
from publisher.web.templatetags.desk import full as full_time

#: So many rows of a kind are drawn: the page costs the same whatever the number of threads.
MOST, MOST_OUT = 12, 10

OUT = (T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN)
#: The sections whose rows stand in the order in which they last changed.
_STAND: dict[str, tuple[T, ...]] = {
    "need": (T.NEEDS_EDITOR, T.MISSED, T.BROKEN),
    "going": (T.SENDING,),
    "wait": (T.IN_REVIEW, T.DRAFTING),
    "back": (T.SENT_BACK,),
    "approved": (T.APPROVED,),
}
ALL = QueueFilter()
#: What a row says is made of these, and nothing else is read.
_READ = (
    *(
        "public_id",
        "account",
        "state",
        "rev",
        "goal",
        "due_at",
        "not_before",
        "starts_at",
        "begun_at",
        "changed_at",
    ),
    *("proof", "article__headline", "article__public_id"),
    *("article__published_on", "article__added_by", "approved__rev"),
    *("article__photo", "article__photo_alt", "article__photo_credit"),
    *("made_by__name", "made_by__email", "approved__sealed_by__name", "approved__sealed_by__email"),
)


@dataclass(frozen=True, slots=True)
class QueueSection:
    """A label in the margin and its rows; `note` stands under the label, `more` leads to all."""

    key: str
    title: str
    note: str
    rows: tuple[Row, ...]
    brief: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class QueueSheet:
    """All sections that have rows, and what they come to in a sentence.

    `back` and `on` are the addresses of the pages before and after this one.
    """

    sections: tuple[QueueSection, ...]
    gist: str
    back: str = ""
    on: str = ""

    @property
    def idle(self) -> bool:
        return all(section.key == "out" for section in self.sections)

    @property
    def count(self) -> str:
        """How much needs somebody, for the window's title: "3", "30 and more"; empty for none."""
        numbers = [len(each.rows) for each in self.sections if each.key in ("need", "wait")]
        return "" if not sum(numbers) else f"{sum(numbers)}{'+' * (max(numbers) >= MOST)}"


def build_queue_sheet(seat: Seat, wanted: QueueFilter = ALL) -> QueueSheet:
    """The whole queue of a newsroom, or what is wanted of it, in five queries."""
    drawn = Thread.objects.filter(pk__in=fetch_first_ids(_beginnings(seat, wanted)))
    same = Thread.objects.filter(article=OuterRef("article")).order_by().values("article")
    siblings = Subquery(same.annotate(number=Count("pk")).values("number"))
    also: dict[str, Any] = {
        "worked": has_worked_on(seat.person, seat.newsroom),
        "siblings": siblings,
    }
    threads = list(select_row_details(drawn).annotate(**also).order_by("changed_at", "id"))
    sections = tuple(section for section in _sections(seat, wanted, threads) if section.rows)
    return QueueSheet(sections, summarise_sections(sections, seat))


def summarise_sections(sections: Iterable[QueueSection], seat: Seat) -> str:
    """The sheet in a sentence or three: what needs, what waits, what is next."""
    by_key = {section.key: section for section in sections}
    said = [_said(by_key[key], need) for key, need in _GIST.items() if key in by_key]
    due = (row for key in ("today", "later") if key in by_key for row in by_key[key].rows)
    # What a pause has made late is not next: somebody decides.
    if following := next((row.at for row in due if row.at and not row.danger), None):
        said.append(f"Next out: {full_time(following, seat.wall)}.")
    return " ".join(said) or "Nothing needs an editor, and nothing is scheduled."


_GIST = {
    "need": ("needs an editor", "need an editor"),
    "going": ("is going out", "are going out"),
    "wait": ("waits for you", "wait for you"),
}


def _said(section: QueueSection, verbs: tuple[str, str]) -> str:
    number = len(section.rows)
    if _threads(section.rows) >= MOST:
        return f"{MOST} and more {verbs[1]}."
    return f"{spoken(number).capitalize()} {verbs[number != 1]}."


def select_row_details(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """With why they came to stand where they stand, `said`, and from where, `came_from`."""
    last = Move.objects.filter(thread=OuterRef("pk"), subject="thread").order_by("-id")
    rows = rows.annotate(
        said=Subquery(last.values("why")[:1]), came_from=Subquery(last.values("before")[:1])
    )
    rows = rows.select_related("article", "made_by", "approved__sealed_by")
    return rows.only(*_READ)


def _beginnings(seat: Seat, wanted: QueueFilter) -> Iterator[First]:
    changed = Thread.objects.filter(wanted.narrow(seat, "changed_at"))
    due = Thread.objects.filter(wanted.narrow(seat, "starts_at"))
    yield from (First(changed, states, MOST, "changed_at") for states in _STAND.values())
    yield First(due, (T.SCHEDULED,), MOST, "starts_at")
    yield First(due.filter(starts_at__lte=seat.now), OUT, MOST_OUT, "starts_at", falling=True)


def _sections(seat: Seat, wanted: QueueFilter, threads: list[Thread]) -> list[QueueSection]:
    kept = {key: _some(threads, states) for key, states in _STAND.items()}
    due = sorted(_some(threads, (T.SCHEDULED,)), key=_due)
    gone = sorted((t for t in threads if t.state in OUT), key=_due, reverse=True)[:MOST_OUT]
    drawn = [*chain(*kept.values()), *due, *gone]
    waiting = Waiting(drawn, seat, whose=role_allows(seat.role, Act.APPROVE))
    rows = rows_of(seat, drawn, waiting)
    today = tuple(rows[t.pk] for t in due if _is_today(seat, t))
    later = tuple(rows[t.pk] for t in due if not _is_today(seat, t))
    need, going, back, approved = (
        tuple(rows[t.pk] for t in kept[key]) for key in ("need", "going", "back", "approved")
    )
    wait = group_rows_by_article([t for t in kept["wait"] if t.pk not in waiting.own], rows)
    others = group_rows_by_article([t for t in kept["wait"] if t.pk in waiting.own], rows)
    waits, returned = _WAITS[role_allows(seat.role, Act.APPROVE)]
    paused = any(pause.scope == Scope.ALL for pause in seat.pauses)
    hold = ". Held by the pause" if paused else ""
    begun = "Held half way" if paused else "Going out now"
    zone, more = seat.wall.place, f". The next {MOST}" if len(due) == MOST else ""
    sections = [
        QueueSection("need", "Needs an editor", f"{_number(need)}. {zone}", need),
        QueueSection("going", begun, f"{_number(going)}. {zone}", going),
        QueueSection("wait", waits, _number(wait), wait),
        QueueSection("others", "Waits for somebody else", _number(others), others),
        QueueSection("back", returned, _number(back), back),
        QueueSection("approved", "Approved, no time yet", "", approved, brief=True),
        QueueSection("today", "Scheduled today", zone + hold + more, today, brief=True),
        QueueSection("later", "Later", zone + hold + more, later, brief=True),
        QueueSection("out", "Out", zone, tuple(rows[t.pk] for t in gone), brief=True),
    ]
    return [replace(each, more=_all_of(each, wanted)) for each in sections]


def _some(threads: list[Thread], states: tuple[T, ...]) -> list[Thread]:
    return [thread for thread in threads if thread.state in states][:MOST]


def _all_of(section: QueueSection, wanted: QueueFilter) -> str:
    """The address of the whole list, where only its beginning is drawn."""
    cut = _threads(section.rows) >= (MOST_OUT if section.key == "out" else MOST)
    return wanted.shown(_LISTED[section.key]).address if cut or section.key == "out" else ""


#: The list that holds a section.
_LISTED = {"wait": "waits", "others": "waits", "back": "waits", "approved": "waits"}
_LISTED |= {"today": "scheduled", "later": "scheduled", "out": "out"}
_LISTED |= {"need": "need", "going": "going"}
#: What the sections are called for who may approve, and for who may not.
_WAITS = {
    True: ("Waits for you", "Back with its writer"),
    False: ("Waits for an editor", "Sent back to you"),
}


def _number(rows: tuple[Row, ...]) -> str:
    number = _threads(rows)
    return f"{MOST} and more" if number >= MOST else format_count(number, "thread", "threads")


def _threads(rows: tuple[Row, ...]) -> int:
    return sum(row.threads for row in rows)


def _due(thread: Thread) -> tuple[datetime, int]:
    return thread.start or thread.changed_at, thread.pk


def _is_today(seat: Seat, thread: Thread) -> bool:
    due = thread.start or seat.now
    return seat.wall.on(due).date() <= seat.wall.today.date()


def rows_of(seat: Seat, threads: list[Thread], waiting: Waiting | None = None) -> dict[int, Row]:
    """A row for each; what is read of those that wait may be given, `waiting`."""
    accounts = {account.pk: account for account in seat.accounts}
    for thread in threads:
        thread.account = accounts[thread.account_id]
    lamps, waiting = _lamps(threads), waiting or Waiting(threads, seat)
    return {
        each.pk: build_row(
            QueueRow(
                each,
                seat,
                waiting.contents.get(each.pk, ()),
                lamps.get(each.pk, ()),
                waiting.to_check.get(each.pk, 0),
            )
        )
        for each in threads
    }


def _lamps(threads: list[Thread]) -> dict[int, tuple[Lamp, ...]]:
    begun = [t.pk for t in threads if t.state in (T.NEEDS_EDITOR, T.SENDING, *OUT)]
    lit: dict[int, tuple[Lamp, ...]] = {}
    posts = Post.objects.filter(thread__in=begun).order_by("thread", "position")
    for thread, n, state, url in posts.values_list("thread_id", "position", "state", "url"):
        lit[thread] = (*lit.get(thread, ()), Lamp(n, state, url))
    return lit
