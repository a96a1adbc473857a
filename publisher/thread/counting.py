"""From rows to the splitter: the same counter, numbers and warnings, at draft and at every edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from publisher.networks.catalogue import LIMITS
from publisher.networks.limits import Limits
from publisher.split import Caution, find_cautions, number_posts
from publisher.thread.models import Thread


def limits_of(thread: Thread) -> Limits:
    return LIMITS[thread.account.network]


def number_bodies(bodies: list[str], style: str, limits: Limits) -> list[str]:
    """Exactly what is sent: each body with its number, in the thread's style."""
    return number_posts(bodies, style or limits.numbering)


def warnings_of(body: str, limits: Limits) -> list[dict[str, Any]]:
    """What an editor should look at in these words; offsets are into them."""
    return serialise_cautions(find_cautions(body, limits), body)


def serialise_cautions(cautions: Iterable[Caution], body: str) -> list[dict[str, Any]]:
    """Warnings as JSON: the words they are about, and what they ask of an editor."""
    return [
        {
            "kind": caution.kind,
            "words": body[caution.start : caution.end],
            "start": caution.start,
            "end": caution.end,
            "why": caution.words,
        }
        for caution in cautions
    ]
