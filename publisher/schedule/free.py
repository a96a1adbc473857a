"""The next free posting time of an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from publisher.accounts.models import Account
from publisher.schedule.slots import Weekly, next_free
from publisher.schedule.wall import zone_of
from publisher.thread.models import Slot, Thread
from publisher.thread.states import ThreadState as T

#: What holds its slot. A thread that is missed, cancelled or out of approval gives it back.
HOLDING = (T.SCHEDULED, T.SENDING)


def hold(account: Account) -> None:
    """Keep everybody else from giving this account's threads a time until the transaction ends.

    A sender and a pause take the same lock, before any thread's; of several accounts take them
    in the order of their ids.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def next_free_slot(account: Account, now: datetime, but: Thread | None = None) -> datetime | None:
    """The account's first slot after `now` at which no thread of it is due; None without slots.

    The account's own slots count, or where it has none the newsroom's; what the thread `but` holds
    is free to it. It stays free only while the account is held. Raises UnknownZone.
    """
    zone = zone_of(account.newsroom.zone)
    taken = (start for pk, start in _starts(account) if start > now and not (but and pk == but.pk))
    return next_free(slots_of(account), zone, after=now, taken=taken)


def slots_of(account: Account) -> list[Weekly]:
    """The weekly times at which this account posts."""
    rows = Slot.objects.filter(newsroom_id=account.newsroom_id)
    slots = list(rows.filter(Q(account=account) | Q(account__isnull=True)))
    own = [row for row in slots if row.account_id]
    return [Weekly(row.weekday, row.wall) for row in own or slots]


def _starts(account: Account) -> Iterator[tuple[int, datetime]]:
    held = Thread.objects.filter(account=account, state__in=HOLDING, due_at__isnull=False)
    for pk, due, not_before in held.values_list("pk", "due_at", "not_before"):
        # An embargo moves a thread to its own end, whatever slot it was given.
        yield pk, max(filter(None, (due, not_before)))
