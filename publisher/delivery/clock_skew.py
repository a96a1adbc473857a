"""How far the database's clock is from a network's: an embargo kept by a wrong clock is not kept.

Each answer of a network says what time it is there. That is held against this machine's boot time,
which nobody sets, and both against the database's time whenever it is asked for.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime

from publisher.accounts.models import Account
from publisher.schedule.alarms import TOO_FAR

#: Seconds: a call that took longer says too little of when its answer was written.
QUICK = 2.0
#: Seconds: an answer out of a cache tells an earlier time, never a later one, so of all within this
#: time the latest is believed.
TOGETHER = 600.0
#: Seconds: in longer than this two clocks may drift a second apart by themselves.
KEPT = 6 * 3600.0


def boot_time() -> float:
    """Seconds since this machine began; they count while a laptop sleeps, where it can tell."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What one answer proves: boot time and `least` to `most` seconds are the network's time."""

    least: float
    most: float
    at: float

    def ahead(self, moment: float, boot: float) -> float:
        """Seconds by which this moment is proved to be ahead (or, below 0, behind) the network's."""
        least, most = (moment - (boot + shift) for shift in (self.most, self.least))
        return max(least, 0.0) + min(most, 0.0)


@dataclass(slots=True)
class Ears:
    """What this process last heard from each network, by its address."""

    heard: dict[str, ClockReading] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, base_url: str, clock: float, took: float) -> None:
        """Take in an answer's Date, whole seconds, that came just now after so many seconds."""
        boot = boot_time()
        if took > QUICK:
            return
        new = ClockReading(clock - boot, clock + 1.0 - (boot - took), boot)
        with self._lock:
            old = self.heard.get(base_url)
            if old is None or new.most > old.least or boot - old.at > TOGETHER:
                self.heard[base_url] = new

    def ahead(self, base_url: str, moment: datetime) -> float | None:
        """Seconds by which the database's `moment` is ahead of a network; None where not known."""
        heard, boot = self.heard.get(base_url), boot_time()
        if heard is None or boot - heard.at > KEPT:
            return None
        return heard.ahead(moment.timestamp(), boot)

    def furthest(self, moment: datetime) -> float | None:
        """The same of the network it is furthest from."""
        known = [self.ahead(base_url, moment) for base_url in list(self.heard)]
        return max((each for each in known if each is not None), key=abs, default=None)


EARS = Ears()


def too_far(account: Account, moment: datetime) -> str:
    """Why no embargoed thread may begin on this account at this moment, or nothing."""
    ahead = EARS.ahead(account.base_url, moment)
    if ahead is None or abs(ahead) <= TOO_FAR:
        return ""
    side = "ahead of" if ahead > 0 else "behind"
    return (
        f"The database's clock is {abs(ahead):.0f} seconds {side} {account.network.title()}'s, so "
        "the embargo cannot be kept to the minute. It is tried again until the clocks agree."
    )
