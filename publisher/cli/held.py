"""What an explainer's embargo lines will do on the desk, said where it is read on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from publisher.explainer.model import Embargo
from publisher.explainer.quoting import quote_words
from publisher.intake.embargo_time import PAST, EmbargoFound, in_words, resolve_embargo
from publisher.schedule.local_time import zone_of


def describe_embargo(embargoes: Sequence[Embargo], zone: str, received: datetime) -> Iterator[str]:
    """Say until when they hold the thread back on the clocks of a zone, and whether approval waits."""
    found = resolve_embargo(embargoes, zone, received)
    if found is None:
        return
    words = ", ".join(dict.fromkeys(quote_words(line.words) for line in embargoes))
    yield f"Embargo: {words}. {_until(found, zone)}"
    if found.asks:
        yield f"Approval waits until an editor has read this: {in_words(found.doubts)}."


def _until(found: EmbargoFound, zone: str) -> str:
    if found.until:
        return f"No post goes out before {found.until.astimezone(zone_of(zone)):%Y-%m-%d %H:%M} ({zone})."
    return "Its time has passed." if PAST in found.doubts else "No time is set by it."
