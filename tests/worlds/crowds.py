"""Many threads at once, and clocks that race for them."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import timedelta
from typing import Any

from django.db import connections

from publisher.accounts.models import Account
from publisher.delivery.tick import tick
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState
from tests import builders


def heap(account: int, count: int, hours_late: float = 0.0) -> None:
    """So many threads that clocks have to look at now, though nobody approved them."""
    row = Account.objects.get(pk=account)
    moment = now()
    per: dict[str, Any] = {
        "article": builders.article(row.newsroom),
        "account": row,
        "state": ThreadState.SCHEDULED,
        "due_at": moment - timedelta(hours=hours_late),
        "wake_at": moment,
    }
    Thread.objects.bulk_create([Thread(public_id=f"h{account}-{n}", **per) for n in range(count)])


def standing(account: int) -> dict[str, int]:
    """How many threads of an account there are in each state."""
    return dict(Counter(Thread.objects.filter(account=account).values_list("state", flat=True)))


def race(clocks: int) -> list[list[int]]:
    """So many processes tick until nothing is due; the threads each was given, and then laid aside."""
    connections.close_all()
    given = [_given(end) for end in [_runner() for _ in range(clocks)]]
    Thread.objects.filter(pk__in=[pk for part in given for pk in part]).update(wake_at=None)
    return given


def _runner() -> int:
    end, start = os.pipe()
    if os.fork() == 0:
        given: list[int] = []
        while hints := tick():
            given += [hint.thread_id for hint in hints]
        with os.fdopen(start, "w") as stream:
            json.dump(given, stream)
        os._exit(0)
    os.close(start)
    return end


def _given(end: int) -> list[int]:
    with os.fdopen(end) as stream:
        return list(json.load(stream))
