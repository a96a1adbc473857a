"""How many calls are left: one window per user and endpoint, as X counts."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from publisher.rehearsal.problems import RateLimited
from publisher.rehearsal.settings import Settings


@dataclass(frozen=True)
class Room:
    """What is left of a window after a call; `reset` in whole seconds of the Unix epoch."""

    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(self.remaining),
            "x-rate-limit-reset": str(self.reset),
        }


class Windows:
    """Counts calls, in memory: a restart forgives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[tuple[int, str], tuple[float, int]] = {}

    def take(self, account: int, endpoint: str, settings: Settings) -> Room:
        """Count one call. Raises RateLimited, with the headers, when none is left."""
        now, limit = time.time(), settings.limits[endpoint]
        with self._lock:
            began, used = self._open.get((account, endpoint), (now, 0))
            if now >= began + settings.window:
                began, used = now, 0
            self._open[account, endpoint] = (began, min(used + 1, limit))
        room = Room(limit, max(0, limit - used - 1), int(began + settings.window) + 1)
        if used >= limit:
            raise RateLimited(headers=room.headers)
        return room

    def forget(self) -> None:
        with self._lock:
            self._open.clear()
