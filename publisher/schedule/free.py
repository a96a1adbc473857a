"""The next free posting time of an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from publisher.accounts.models import Account
from publisher.schedule.slots import Weekly, next_free
from publisher.schedule.wall import zone_of
from publisher.thread.models import Slot, Thread
from publisher.thread.states import ThreadState as T

#: What holds its slot. A thread that is missed, cancelled or out of approval gives it back.
HOLDING = (T.SCHEDULED, T.SENDING)


def next_free_slot(account: Account, now: datetime) -> datetime | None:
    """The account's first slot after `now` at which no thread of it is due; None without slots.

    The account's own slots count, or where it has none the newsroom's. Raises UnknownZone.
    """
    zone = zone_of(account.newsroom.zone)
    return next_free(slots_of(account), zone, after=now, taken=_taken(account, now))


def slots_of(account: Account) -> list[Weekly]:
    """The weekly times at which this account posts."""
    rows = Slot.objects.filter(newsroom_id=account.newsroom_id)
    own = list(rows.filter(account=account))
    return [Weekly(row.weekday, row.wall) for row in own or rows.filter(account__isnull=True)]


def _taken(account: Account, now: datetime) -> Iterator[datetime]:
    held = Thread.objects.filter(account=account, state__in=HOLDING)
    for due, not_before in held.values_list("due_at", "not_before"):
        # An embargo moves a thread to its own end, whatever slot it was given.
        start = max(filter(None, (due, not_before)), default=now)
        if start > now:
            yield start
