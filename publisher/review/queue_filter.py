"""What of the queue somebody wants to see, as it stands in the address, and where a page ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import F, Q
from django.db.models.lookups import In
from django.http import Http404

from publisher.schedule.local_time import TimeError, day_of, zone_of
from publisher.thread.models import Account
from publisher.thread.states import ThreadState as T
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import Wall

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
#: As much of a search as is read, in characters; no cursor of ours has more digits.
TYPED, DIGITS = 200, 18


@dataclass(frozen=True, slots=True)
class Standing:
    """The threads that stand alike, and the column that orders them."""

    key: str
    title: str
    states: tuple[T, ...]
    by: str
    empty: str
    newest_first: bool = False

    @property
    def steps(self) -> tuple[str, str]:
        """What lies before a page and after it."""
        if self.newest_first:
            return "Newer", "Older"
        return ("Earlier", "Later") if self.by == "starts_at" else ("Older", "Newer")


STANDINGS = {
    each.key: each
    for each in (
        Standing(
            "need",
            "Needs an editor",
            (T.NEEDS_EDITOR, T.MISSED, T.BROKEN),
            "changed_at",
            "Nothing needs an editor.",
        ),
        Standing("going", "Going out", (T.SENDING,), "starts_at", "Nothing is going out now."),
        Standing(
            "waits",
            "Waits",
            (T.IN_REVIEW, T.DRAFTING, T.SENT_BACK, T.APPROVED),
            "changed_at",
            "Nothing waits.",
        ),
        Standing("scheduled", "Scheduled", (T.SCHEDULED,), "starts_at", "Nothing is scheduled."),
        Standing(
            "out",
            "Out",
            (T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN),
            "starts_at",
            "Nothing is out yet.",
            newest_first=True,
        ),
        Standing(
            "dropped",
            "Dropped",
            (T.CANCELLED,),
            "changed_at",
            "Nothing was dropped.",
            newest_first=True,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two rows: the value they are ordered by, in microseconds, and the row."""

    at: int
    row: int

    def __str__(self) -> str:
        return f"{self.at}.{self.row}"

    @property
    def moment(self) -> datetime:
        return BEGINNING + self.at * MICROSECOND


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What to show: words, a standing, an account, a day, one's own; and from where on.

    `typed` is what stood for a day and is none, `wrong` says why.
    """

    words: str = ""
    show: str = ""
    account: Account | None = None
    day: date | None = None
    mine: bool = False
    after: Cursor | None = None
    before: Cursor | None = None
    wrong: str = ""
    typed: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether less than everything is asked for."""
        return bool(self.account or self.day or self.mine)

    @property
    def standing(self) -> Standing | None:
        return STANDINGS.get(self.show)

    @property
    def address(self) -> str:
        account = self.account.public_id if self.account else ""
        day = self.day.isoformat() if self.day else ""
        given: dict[str, object] = {
            "q": self.words,
            "show": self.show,
            "account": account,
            "day": day,
        }
        given |= {"mine": "yes" if self.mine else "", "after": self.after, "before": self.before}
        query = urlencode({name: value for name, value in given.items() if value})
        return f"/?{query}" if query else "/"

    @property
    def everything(self) -> str:
        """The address of the same without any condition but the standing."""
        return QueueFilter(show=self.show).address

    def shown(self, key: str) -> QueueFilter:
        """The same conditions, from the beginning of another standing."""
        return replace(self, show=key, after=None, before=None)

    def narrow(self, seat: Seat, by: str) -> Q:
        """The conditions as a filter of threads; the day is looked for in column `by`."""
        return self.conditions(seat, by) & (Q() if self.account else _ours(seat))

    def conditions(self, seat: Seat, by: str) -> Q:
        """The same without asking whose newsroom's they are."""
        found = Q(account=self.account) if self.account else Q()
        if self.mine:
            found &= Q(made_by=seat.person)
        if self.day:
            begin, end = _bounds(self.day, seat.newsroom.zone)
            found &= Q(**{f"{by}__gte": begin, f"{by}__lt": end})
        return found


def parse_queue_filter(given: Mapping[str, str], seat: Seat) -> QueueFilter:
    """What an address asks for. Raises BadRequest or Http404 where no page of ours leads there."""
    show = given.get("show", "")
    if show and show not in STANDINGS:
        raise BadRequest("nothing stands like this")
    named = given.get("day", "").strip()
    day, wrong = typed_day(named, seat.wall)
    return QueueFilter(
        words=given.get("q", "").strip()[:TYPED],
        show=show,
        account=_account(given.get("account", ""), seat),
        day=day,
        mine="mine" in given,
        after=_cursor(given.get("after", "")),
        before=_cursor(given.get("before", "")),
        wrong=wrong,
        typed=named if wrong else "",
    )


def _ours(seat: Seat) -> Q:
    # The sum keeps a planner from beginning at the accounts, which have all of history.
    return Q(In(F("account_id") + 0, [account.pk for account in seat.accounts]))


def _account(name: str, seat: Seat) -> Account | None:
    if not name:
        return None
    found = next((account for account in seat.accounts if account.public_id == name), None)
    if found is None:
        raise Http404
    return found


def typed_day(typed: str, wall: Wall) -> tuple[date | None, str]:
    """The day that was typed, or why it is none."""
    try:
        return (day_of(typed, wall.today.date()) if typed else None), ""
    except TimeError as error:
        return None, str(error)


def _cursor(typed: str) -> Cursor | None:
    at, _, row = typed.partition(".")
    if not typed:
        return None
    if not all(part.isascii() and part.isdecimal() and len(part) <= DIGITS for part in (at, row)):
        raise BadRequest("no such place in the queue")
    return Cursor(int(at), int(row))


def _bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The day of a zone, as instants. Near the calendar's ends there is none."""
    if not date.min + DAY < day < date.max - DAY:
        raise BadRequest("no such day")
    tz = zone_of(zone)
    begin, end = (datetime.combine(each, time(), tz) for each in (day, day + DAY))
    return begin.astimezone(UTC), end.astimezone(UTC)
