"""What an editor's forms say, as values. A form that no page of ours draws is a BadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import BadRequest

from publisher.schedule.wall import instant
from publisher.web.templatetags.desk import Wall

#: How far ahead the list of days reaches.
DAYS_AHEAD = 28
#: What may be chosen for a thread that gets late, in seconds.
LATENESS = {1200: "Send up to 20 minutes late, then ask me", 0: "Never send late, ask me",
            86_400: "Send whenever it is possible that day"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Timing:
    """When a thread goes out: now, at an instant with the time as typed, or not said yet."""

    now: bool = False
    at: datetime | None = None
    wall: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What could not be done: why, in a sentence, where on the page, and what had been typed."""

    words: str
    place: str
    typed: Mapping[str, str]
    stale: bool = False


def number(data: Mapping[str, str], name: str) -> int:
    value = data.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) <= 9):  # noqa: PLR2004 - fits any column
        raise BadRequest(f"{name} is not a number")
    return int(value)


def timing(data: Mapping[str, str], wall: Wall) -> Timing:
    """The choice of the approval form. Raises a TimeError."""
    match data.get("when"):
        case "now":
            return Timing(now=True)
        case "later":
            return Timing()
        case "time":
            day, typed = _day(data.get("day", "")), data.get("time", "")
            at = instant(day, typed, wall.zone, now=wall.now)
            return Timing(at=at, wall=f"{wall.on(at):%Y-%m-%d %H:%M}")
    raise BadRequest("no choice of when")


def embargo(data: Mapping[str, str], wall: Wall) -> datetime | None:
    """The instant before which nothing goes out, if one was asked for. Raises a TimeError."""
    if "embargo" not in data:
        return None
    day, typed = _day(data.get("embargo_day", "")), data.get("embargo_time", "")
    return instant(day, typed, wall.zone, now=wall.now)


def lateness(data: Mapping[str, str]) -> int:
    """Seconds a thread may be late and still go out by itself."""
    return number(data, "late_after")


def days(wall: Wall) -> list[tuple[str, str]]:
    """The days that can be chosen: their ISO form and how they are called."""
    today = wall.today.date()
    ahead = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    return [(each.isoformat(), _called(each, today)) for each in ahead]


def _called(each: date, today: date) -> str:
    plain = f"{each:%a} {each.day} {each:%b}"
    return f"Today, {plain}" if each == today else plain


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise BadRequest("not a day of the list") from error
