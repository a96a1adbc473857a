"""Times, counts and rights, as the pages say them. Pure: what time it is comes in with `wall`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.template import Library

from publisher.accounts import roles
from publisher.explainer import quoting

register = Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400
_SPOKEN = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@dataclass(frozen=True, slots=True)
class Wall:
    """The clock on a newsroom's wall: its zone, and now (UTC)."""

    zone: str
    now: datetime

    @property
    def place(self) -> str:
        """The zone as people name it: "Brussels (CET)"."""
        return describe_zone(self.zone, self.now)

    def on(self, moment: datetime) -> datetime:
        """This moment as the wall shows it."""
        return moment.astimezone(ZoneInfo(self.zone))

    @property
    def today(self) -> datetime:
        return self.on(self.now)


class HasRole(Protocol):
    """Whoever sits at a desk."""

    @property
    def role(self) -> str: ...


def describe_zone(zone: str, moment: datetime) -> str:
    """A zone's city and its letters at this moment."""
    city = zone.rpartition("/")[2].replace("_", " ")
    letters = moment.astimezone(ZoneInfo(zone)).strftime("%Z")
    return city if city == letters else f"{city} ({letters})"


@register.filter
def clock(moment: datetime, wall: Wall) -> str:
    return f"{wall.on(moment):%H:%M}"


@register.filter
def day(moment: datetime, wall: Wall) -> str:
    """A day: "Fri 28 Jan", with the year where it is another one."""
    local = wall.on(moment)
    year = "" if local.year == wall.today.year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}"


@register.filter
def short(moment: datetime, wall: Wall) -> str:
    """A time, with as much of the day as is needed: "07:30", "Sat 08:00", "4 Feb 08:00"."""
    return f"{_day_if_needed(moment, wall)}{wall.on(moment):%H:%M}"


@register.filter
def exact(moment: datetime, wall: Wall) -> str:
    """The same, to the second."""
    return f"{_day_if_needed(moment, wall)}{wall.on(moment):%H:%M:%S}"


def _day_if_needed(moment: datetime, wall: Wall) -> str:
    local = wall.on(moment)
    apart = (local.date() - wall.today.date()).days
    if apart == 0:
        return ""
    if abs(apart) <= 6:  # noqa: PLR2004 - within a week a weekday names one day
        return f"{local:%a} "
    year = "" if local.year == wall.today.year else f" {local.year}"
    return f"{local.day} {local:%b}{year} "


@register.filter
def full(moment: datetime, wall: Wall) -> str:
    """A time that stands alone: "today 07:30, Brussels (CET)"."""
    local = wall.on(moment)
    apart = (local.date() - wall.today.date()).days
    named = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(apart, day(moment, wall))
    return f"{named} {local:%H:%M}, {describe_zone(wall.zone, moment)}"


@register.filter
def iso(moment: datetime, wall: Wall) -> str:
    """What stands in a <time> element."""
    return wall.on(moment).isoformat(timespec="minutes")


@register.filter
def since(moment: datetime, wall: Wall) -> str:
    """How long ago: "just now", "14 min", "3 h", "2 days"."""
    return format_span(wall.now - moment)


def format_span(gone: timedelta) -> str:
    passed = int(gone.total_seconds())
    if passed < MINUTE:
        return "just now"
    if passed < HOUR:
        return f"{passed // MINUTE} min"
    if passed < DAY:
        return f"{passed // HOUR} h"
    return format_count(passed // DAY, "day", "days")


@register.filter
def counted(number: int, words: str) -> str:
    """A count with its noun, given as "post,posts"."""
    one, _, more = words.partition(",")
    return format_count(number, one, more)


def format_count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


@register.filter
def spoken(number: int) -> str:
    """A number as a sentence says it: in words up to twelve."""
    return _SPOKEN[number] if number < len(_SPOKEN) else str(number)


@register.filter
def quoted(words: object) -> str:
    """Words between quotation marks, their own marks nested."""
    return quoting.quote_words(str(words))


@register.filter
def outward(address: str) -> str:
    """An address as a network told it, where it leads to a web page; else nothing."""
    return address if address.lower().startswith(("https://", "http://")) else ""


@register.filter
def may(seat: HasRole, act: str) -> bool:
    """Whether who sits here may do this."""
    return roles.role_allows(seat.role, roles.Act(act))


@register.filter
def typed(form: Mapping[str, str], number: int) -> str:
    """What was typed as the alt text of this number."""
    return form.get(f"alt{number}", "")
