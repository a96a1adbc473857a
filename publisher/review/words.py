"""The desk's way to the splitter: the same counter, numbers and warnings that made the draft."""

from __future__ import annotations

from typing import Any

from publisher.networks.limits import Limits
from publisher.split import LIMITS, number, warn
from publisher.thread.models import Thread


def limits_of(thread: Thread) -> Limits:
    return LIMITS[thread.account.network]


def numbered(bodies: list[str], style: str, limits: Limits) -> list[str]:
    """Exactly what is sent: each body with its number, in the thread's style."""
    return number(bodies, style or limits.numbering)


def warnings_of(body: str, limits: Limits) -> list[dict[str, Any]]:
    """What an editor should look at in these words; offsets are into them."""
    return [
        {
            "kind": str(warning.kind),
            "words": warning.words,
            "start": warning.start,
            "end": warning.end,
            "why": warning.why,
        }
        for warning in warn(body, limits)
    ]
