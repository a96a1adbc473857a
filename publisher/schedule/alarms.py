"""What stands in the way of everything, whatever thread it is: sentences for the people on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from publisher.schedule.heartbeats import SHUT_OUT, SILENT
from publisher.thread.clock import now
from publisher.thread.models import Beat

#: Seconds the database's clock may be from a network's before people are told, and before no
#: embargoed thread begins any more.
TOLD, TOO_FAR = 5.0, 60.0
DAY = timedelta(days=1)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def list_alarms(moment: datetime | None = None, say: Callable[[datetime], str] = _utc) -> list[str]:
    """All of them, the worst first; nothing where all is well.

    `say` puts a time into words, where the readers have a clock of their own on the wall.
    """
    moment = moment or now()
    beats = list(Beat.objects.filter(at__gt=moment - DAY).order_by("-at"))
    fresh = [beat for beat in beats if beat.at > moment - SILENT]
    return [*_hints(fresh), *_strangers(fresh), *_clocks(fresh)] if fresh else [_nobody(beats, say)]


def largest_clock_skew(beats: list[Beat]) -> float:
    """Seconds the database's clock is ahead of a network's (below 0: behind), the largest heard."""
    known = [beat.ahead for beat in beats if beat.ahead is not None]
    return max(known, key=abs, default=0.0)


def _nobody(beats: list[Beat], say: Callable[[datetime], str]) -> str:
    since = f" since {say(beats[0].at)}" if beats else ""
    return f"No worker has been at work{since}: nothing goes out until one is started."


def _hints(beats: list[Beat]) -> Iterator[str]:
    if all(beat.hints_failed for beat in beats):
        yield "Redis takes no hints, so nothing goes out. See whether it runs and has room."


def _strangers(beats: list[Beat]) -> Iterator[str]:
    out = [beat.worker.removesuffix(SHUT_OUT) for beat in beats if beat.worker.endswith(SHUT_OUT)]
    if 0 < len(out) < len(beats):
        yield (
            f"A worker has other secrets than the rest and sends nothing ({', '.join(out)}): give "
            "it the same SECRET_KEY, FERNET_KEY and INSTALL_ID."
        )


def _clocks(beats: list[Beat]) -> Iterator[str]:
    ahead = largest_clock_skew(beats)
    if abs(ahead) <= TOLD:
        return
    side, effect = ("ahead of", "early") if ahead > 0 else ("behind", "late")
    held = " No thread under an embargo begins meanwhile." if abs(ahead) > TOO_FAR else ""
    yield (
        f"The database's clock is {abs(ahead):.0f} seconds {side} the network's: posts go out "
        f"so much too {effect}. Set the clock of the machine the database runs on.{held}"
    )
