"""A history as a page tells it: by days, on the newsroom's wall clock. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from django.template import Library

from publisher.schedule.local_time import TimeError, zone_of
from publisher.web.templatetags.desk import Wall, day, describe_zone

register = Library()

#: How a Move keeps a wall time in its reason.
_KEPT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) \(([\w+-]+(?:/[\w+-]+)*)\)")


class TimedLine(Protocol):
    """Whatever happened at a time (UTC)."""

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Stamped:
    """A line with its time as the wall shows it, and the instant as a machine reads it."""

    line: TimedLine
    time: str
    instant: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day on the wall, in the order in which they came."""

    title: str
    lines: tuple[Stamped, ...]


@register.filter
def by_day(lines: Iterable[TimedLine], wall: Wall) -> list[Day]:
    """The lines under their days; seconds stand only where one minute holds more than one line."""
    listed = list(lines)
    minutes = Counter(_minute(line, wall) for line in listed)
    days = groupby(listed, lambda line: wall.on(line.at).date())
    return [_day([_stamped(line, wall, minutes) for line in each], wall) for _, each in days]


@register.filter
def on_wall(words: str, wall: Wall) -> str:
    """A reason, in which a time that was kept for machines is said as everywhere on the desk."""
    return _KEPT.sub(lambda found: _said(found, wall), words)


def _minute(line: TimedLine, wall: Wall) -> str:
    return f"{wall.on(line.at):%Y-%m-%d %H:%M %z}"


def _stamped(line: TimedLine, wall: Wall, minutes: Counter[str]) -> Stamped:
    local = wall.on(line.at)
    time = f"{local:%H:%M:%S}" if minutes[_minute(line, wall)] > 1 else f"{local:%H:%M}"
    return Stamped(line, time, local.isoformat(timespec="milliseconds"))


def _day(lines: list[Stamped], wall: Wall) -> Day:
    at = lines[0].line.at
    today = "Today, " if wall.on(at).date() == wall.today.date() else ""
    there = describe_zone(wall.zone, at)
    # In another half of the year the clocks stood otherwise than the heading says.
    elsewhen = f", {there}" if there != wall.place else ""
    return Day(f"{today}{day(at, wall)}{elsewhen}", tuple(lines))


def _said(found: re.Match[str], wall: Wall) -> str:
    try:
        local = datetime.fromisoformat(found[1]).replace(tzinfo=zone_of(found[2]))
    except (TimeError, ValueError):
        return found[0]
    return f"{day(local, Wall(found[2], wall.now))} {local:%H:%M}, {describe_zone(found[2], local)}"
