"""The next free posting time of an account."""

from __future__ import annotations

from datetime import datetime

from publisher.accounts.models import Account
from publisher.schedule.agenda import Agenda, load_agendas
from publisher.schedule.local_time import zone_of
from publisher.schedule.slots import next_free
from publisher.thread.models import Thread


def lock_schedule(account: Account) -> None:
    """Keep everybody else from giving this account's threads a time until the transaction ends.

    A sender and a pause take the same lock, before any thread's; of several accounts take them
    in the order of their ids.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def next_free_slot(
    account: Account, now: datetime, but: Thread | None = None, agenda: Agenda | None = None
) -> datetime | None:
    """The account's first slot after `now` at which no thread of it is due; None without slots.

    The account's own slots count, or where it has none the newsroom's; what the thread `but` holds
    is free to it. It stays free only while the account is held; `agenda` is read unless it is given.
    Raises UnknownZone.
    """
    zone = zone_of(account.newsroom.zone)
    agenda = agenda or load_agendas([account], now)[account.pk]
    taken = (start for start in agenda.starts(but.pk if but else None) if start > now)
    return next_free(agenda.slots, zone, after=now, taken=taken)
