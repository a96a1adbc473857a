"""What the clock does at each tick: find the threads to look at, and say who should look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from publisher.delivery.clients import shut_out
from publisher.delivery.clock_skew import EARS
from publisher.delivery.failpoints import reach_failpoint
from publisher.schedule.heartbeats import beating_as
from publisher.thread.clock import now
from publisher.thread.models import Beat, Thread
from publisher.thread.states import ThreadState as T

AT_ONCE = 200
#: The clock looks at least this often, in seconds.
IDLE = 0.2


@dataclass(frozen=True, slots=True)
class Hint:
    """A nudge for a worker. Losing or doubling it changes nothing.

    `thread_id` is the thread's, or of a `trial` the number of its call.
    """

    thread_id: int
    task: str


def tick() -> list[Hint]:
    """Mark what is due to be looked at, and return a hint for each: `draft` or `deliver`."""
    moment = now()
    # A hint that is lost is repeated after this.
    again = timedelta(seconds=settings.TRY_AGAIN)
    due = Thread.objects.filter(wake_at__lte=moment).order_by("wake_at", "id")
    if not due.exists():
        return []
    with transaction.atomic():
        # A second clock passes over rows the first has locked; SQLite lets it wait instead.
        free = due.select_for_update(skip_locked=True, no_key=True)
        rows = list(free.values_list("pk", "state")[:AT_ONCE])
        pks = [pk for pk, _ in rows]
        Thread.objects.filter(pk__in=pks).update(wake_at=moment + again)
    reach_failpoint("clock.after_mark")
    return [Hint(pk, "draft" if state == T.DRAFTING else "deliver") for pk, state in rows]


def put_back(hints: list[Hint]) -> None:
    """The hints that could not be given are due again at once; those of trials in a while."""
    pks = [hint.thread_id for hint in hints if hint.task != "trial"]
    if pks:
        Thread.objects.filter(pk__in=pks).exclude(wake_at=None).update(wake_at=now())


def sleep_for() -> float:
    """Seconds until the next thread is to be looked at, at most IDLE."""
    following = Thread.objects.filter(wake_at__isnull=False).order_by("wake_at", "id")
    wake = following.values_list("wake_at", flat=True).first()
    if wake is None:
        return IDLE
    return min(IDLE, max(0.0, (wake - now()).total_seconds()))


def record_beat(worker: str, failed: int) -> None:
    """Say that this worker's clock ticks, how much waits, and what it heard of other clocks."""
    moment = now()
    late = Thread.objects.filter(wake_at__lte=moment)
    oldest = late.order_by("wake_at").values_list("wake_at", flat=True).first()
    values = {
        "at": moment,
        "due": late.count(),
        "oldest_due_at": oldest,
        "hints_failed": failed,
        "ahead": EARS.furthest(moment),
    }
    out = shut_out()
    Beat.objects.filter(worker=beating_as(worker, shut_out=not out)).delete()
    Beat.objects.update_or_create(worker=beating_as(worker, shut_out=out), defaults=values)


def fall_silent(worker: str) -> None:
    """Take the beat back: a clock that ends in order is not to be waited for."""
    names = [beating_as(worker, shut_out=out) for out in (False, True)]
    Beat.objects.filter(worker__in=names).delete()
