"""Whether the workers' clocks tick."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from publisher.thread.clock import now
from publisher.thread.models import Beat

#: A clock ticks five times a second and says so every five seconds.
SILENT = timedelta(seconds=30)


#: What is behind the name of a worker that cannot open every account with the secrets it has.
SHUT_OUT = " (shut out)"


def beating_as(worker: str, *, shut_out: bool) -> str:
    """The name under which a worker's clock beats."""
    return worker + SHUT_OUT * shut_out


def fresh_beats() -> QuerySet[Beat]:
    """The beats of the workers that are at work."""
    return Beat.objects.filter(at__gt=now() - SILENT)


def others_can() -> bool:
    """Whether a worker is at work that can open every account."""
    return fresh_beats().exclude(worker__endswith=SHUT_OUT).exists()


def newest_beat() -> Beat | None:
    """What the clock that ticked last said of itself."""
    return Beat.objects.order_by("-at").first()


def newest_fresh_beat() -> Beat | None:
    """The newest beat where it is fresh: some worker's clock ticks."""
    return fresh_beats().order_by("-at").first()
