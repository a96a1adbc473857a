"""The red bands that stand on every page while something is paused."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.schedule.in_flight import Underway
from publisher.schedule.pause import Scope
from publisher.thread.models import Pause
from publisher.web.seat import Seat

#: More paused threads than this are counted, not each given a band of its own.
EACH = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A pause, and what was on its way already when it began."""

    pause: Pause
    underway: tuple[Underway, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """What is drawn in full, and the paused threads of which only a list is drawn."""

    full: tuple[Band, ...]
    listed: tuple[Pause, ...]


def build_bands(seat: Seat) -> Bands:
    """The bands of a page. Stops of everything and of accounts stand in full, however many."""
    threads = [pause for pause in seat.pauses if pause.scope == Scope.THREAD]
    listed = tuple(threads) if len(threads) > EACH else ()
    full = [pause for pause in seat.pauses if pause not in listed]
    return Bands(tuple(Band(each, seat.underway.get(each.pk, ())) for each in full), listed)
