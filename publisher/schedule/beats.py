"""Whether the workers' clocks tick."""

from __future__ import annotations

from datetime import timedelta

from publisher.thread.models import Beat
from publisher.thread.now import now

#: A clock ticks five times a second and says so every five seconds.
SILENT = timedelta(seconds=30)


def newest_beat() -> Beat | None:
    """What the clock that ticked last said of itself."""
    return Beat.objects.order_by("-at").first()


def ticking() -> Beat | None:
    """The newest beat where it is fresh: some worker's clock ticks."""
    return Beat.objects.filter(at__gt=now() - SILENT).order_by("-at").first()
