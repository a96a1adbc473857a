"""The weekly posting times of a newsroom or of one account, and what the clocks do to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from publisher.accounts.models import Account, Newsroom, Person
from publisher.newsroom.errors import WrongSetting
from publisher.schedule.local_time import TimeError, wall_time, zone_of
from publisher.schedule.slots import Weekly, instant_of, next_free
from publisher.thread.models import Slot
from publisher.thread.transitions import record_move

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS = 53


@dataclass(frozen=True, slots=True)
class TimeView:
    """A posting time as a page shows it: `next` comes next (UTC), `describe_clock_change` what the clocks do."""

    slot: Slot
    day: str
    next: datetime | None
    note: str


def add_time(
    newsroom: Newsroom, *, weekday: str, typed: str, account: Account | None, who: Person
) -> Slot:
    """Add a posting time. Raises WrongSetting for what is none, or is there already."""
    day = _day(weekday)
    try:
        wall = wall_time(typed)
    except TimeError as error:
        raise WrongSetting("time", str(error)) from error
    with transaction.atomic():
        Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)
        if _same(newsroom, day, wall, account).exists():
            raise WrongSetting("time", f"{_named(day, wall, account)} is there already.")
        slot = Slot.objects.create(newsroom=newsroom, account=account, weekday=day, wall=wall)
        _tell(slot, "added", who)
    return slot


def remove_time(newsroom: Newsroom, number: int, *, who: Person) -> str:
    """Remove one, and say which; empty where it was removed already."""
    with transaction.atomic():
        rows = Slot.objects.select_for_update().filter(pk=number, newsroom=newsroom)
        slot = rows.first()
        if slot is None:
            return ""
        _tell(slot, "removed", who)
        slot.delete()
    return _named(slot.weekday, slot.wall, slot.account)


def times_of(newsroom: Newsroom, moment: datetime) -> Iterator[TimeView]:
    """All of them, those for every account first."""
    rows = Slot.objects.filter(newsroom=newsroom).select_related("account")
    zone = zone_of(newsroom.zone)
    for slot in sorted(rows, key=lambda s: (s.account_id or 0, s.weekday, s.wall)):
        weekly = Weekly(slot.weekday, slot.wall)
        following = next_free([weekly], zone, after=moment)
        yield TimeView(
            slot,
            DAYS[slot.weekday],
            following,
            describe_clock_change(weekly, newsroom.zone, moment),
        )


def describe_clock_change(weekly: Weekly, zone: str, moment: datetime) -> str:
    """What a change of the clocks within a year does to this time; empty where nothing."""
    tz = zone_of(zone)
    today = moment.astimezone(tz).date()
    first = today + timedelta(days=(weekly.weekday - today.weekday()) % 7)
    for week in range(WEEKS):
        day = first + timedelta(weeks=week)
        wall = datetime.combine(day, weekly.wall)
        comes = instant_of(day, weekly.wall, tz)
        said = f"{day:%a} {day.day} {day:%b %Y}"
        if comes.astimezone(tz).replace(tzinfo=None) != wall:
            local = comes.astimezone(tz)
            return f"On {said} the clocks are put forward over it: it comes at {local:%H:%M}."
        if comes != wall.replace(tzinfo=tz, fold=1).astimezone(UTC):
            return f"On {said} the clocks are put back over it: the first of the two counts."
    return ""


def _day(weekday: str) -> int:
    if weekday not in {str(day) for day in range(7)}:
        raise WrongSetting("weekday", "Choose a day of the week.")
    return int(weekday)


def _same(newsroom: Newsroom, day: int, wall: time, account: Account | None) -> QuerySet[Slot]:
    return Slot.objects.filter(newsroom=newsroom, weekday=day, wall=wall, account=account)


def _named(day: int, wall: time, account: Account | None) -> str:
    whose = str(account) if account else "every account"
    return f"{DAYS[day]} {wall:%H:%M} for {whose}"


def _tell(slot: Slot, act: str, who: Person) -> None:
    named = _named(slot.weekday, slot.wall, slot.account)
    plain = f"{DAYS[slot.weekday]} {slot.wall:%H:%M}"
    before, after = ("", plain) if act == "added" else (plain, "")
    record_move(
        slot.newsroom, "setting", before, after, who=who, why=f"Posting time {act}: {named}"
    )
