"""How many calls are left: windows per user and endpoint, and a day's cap, as X counts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from publisher.rehearsal.practice_settings import Settings
from publisher.rehearsal.problems import TooManyCalls

DAY = 86_400.0


@dataclass(frozen=True)
class Counter:
    """What X counts, and what its headers begin with; `seconds` until it begins anew."""

    prefix: str
    limit: int
    seconds: float


@dataclass(frozen=True)
class Room:
    """What is left of a counter after a call; `reset` in whole seconds of the Unix epoch."""

    counter: Counter
    used: int
    reset: int

    @property
    def full(self) -> bool:
        return self.used > self.counter.limit

    @property
    def headers(self) -> dict[str, str]:
        prefix, limit = self.counter.prefix, self.counter.limit
        return {
            f"{prefix}-limit": str(limit),
            f"{prefix}-remaining": str(max(0, limit - self.used)),
            f"{prefix}-reset": str(self.reset),
        }


class Windows:
    """Counts calls, in memory: a restart forgives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[tuple[int, str, str], tuple[float, int]] = {}

    def take(self, account: int, endpoint: str, settings: Settings) -> dict[str, str]:
        """Count one call and return the headers. Raises TooManyCalls, with them, when none is left."""
        with self._lock:
            rooms = [
                self._count((account, endpoint, each.prefix), each)
                for each in _counters(endpoint, settings)
            ]
        headers = {name: value for room in rooms for name, value in room.headers.items()}
        if any(room.full for room in rooms):
            raise TooManyCalls(headers=headers)
        return headers

    def _count(self, key: tuple[int, str, str], counter: Counter) -> Room:
        now = time.time()
        began, used = self._open.get(key, (now, 0))
        if now >= began + counter.seconds:
            began, used = now, 0
        self._open[key] = (began, used + 1)
        return Room(counter, used + 1, int(began + counter.seconds) + 1)

    def forget(self) -> None:
        with self._lock:
            self._open.clear()


def _counters(endpoint: str, settings: Settings) -> Iterator[Counter]:
    yield Counter("x-rate-limit", settings.limits[endpoint], settings.window)
    if endpoint in settings.day_limits:
        yield Counter("x-app-limit-24hour", settings.day_limits[endpoint], DAY)
