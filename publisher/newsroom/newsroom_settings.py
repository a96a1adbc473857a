"""The house's settings: each with its name, how it is typed, and how the history says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction

from cards import CardError, Theme
from cards.theme_file import list_themes as themes
from publisher.accounts.models import Newsroom, Person
from publisher.accounts.policy import LASTS, TWO_UNTIL, lasts_of
from publisher.newsroom.errors import SettingOvertaken, WrongSetting
from publisher.schedule.local_time import UnknownZone
from publisher.split import STYLES
from publisher.thread.clock import now
from publisher.thread.transitions import TWO_PEOPLE, record_move
from publisher.web.templatetags.desk import format_count

MINUTE, DAY = 60, 86_400
LONGEST_NAME = 120
#: As much of a value as a Move holds.
MOVE_WORDS = 40
BOOLS = {"yes": "yes", "no": "no"}
NUMBERINGS = {
    "": "as the network has it",
    "n/N behind": "3/7 behind the words",
    "n/N before": "3/7 before the words",
    "(n)": "(3) behind the words, without the total",
    "none": "no numbers",
}
LATE = {
    "0": "never send late",
    "1200": "20 minutes late at most",
    "3600": "an hour late at most",
    "86400": "whenever it is possible that day",
}
LASTING = {
    "day": "until the end of the day it is meant for",
    "week": "a week longer",
    "never": "until it is taken back",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, as text in a form. `choices` are its values with their words, if it has some."""

    name: str
    label: str
    read: Callable[[Newsroom], str]
    put: Callable[[Newsroom, str], None]
    check: Callable[[str], str]
    choices: Mapping[str, str] | None = None

    def words(self, value: str) -> str:
        return (self.choices or {}).get(value) or value or "nothing"


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What was changed, in words."""

    name: str
    words: str


def change_settings(
    newsroom: Newsroom,
    wanted: Mapping[str, str],
    *,
    who: Person,
    was: Mapping[str, str] | None = None,
    note: str = "",
) -> list[SettingChange]:
    """Change what differs, and leave a row of each change. `was` is what the form was drawn from.

    Raises WrongSetting, or SettingOvertaken where somebody else changed it meanwhile; then nothing is.
    """
    checked = {name: SETTINGS[name].check(typed.strip()) for name, typed in wanted.items()}
    with transaction.atomic():
        held = Newsroom.objects.select_for_update(no_key=True).get(pk=newsroom.pk)
        done = [
            _change(held, SETTINGS[name], value, who, (was or {}).get(name), note)
            for name, value in checked.items()
        ]
        held.save()
    newsroom.refresh_from_db()
    return [each for each in done if each]


def _change(  # noqa: PLR0917 - a change is all of these
    held: Newsroom, setting: Setting, value: str, who: Person, was: str | None, note: str
) -> SettingChange | None:
    before = setting.read(held)
    if before == value:
        return None
    if was is not None and was != before:
        stands = setting.words(before)
        raise SettingOvertaken(
            f"{setting.label} was changed to “{stands}” meanwhile. Nothing was saved."
        )
    setting.put(held, value)
    words = f"{setting.label}: from {setting.words(before)} to {setting.words(value)}."
    why = f"{words} {note}".strip()
    record_move(held, "setting", before[:MOVE_WORDS], value[:MOVE_WORDS], who=who, why=why)
    if setting.name == "four_eyes":
        # A code of its own: all admins are told of it.
        record_move(held, TWO_PEOPLE, before, value, who=who)
    return SettingChange(setting.name, words)


def same_moment(threads: int) -> str:
    """What a new zone does to so many scheduled threads; empty for none."""
    told = format_count(threads, "scheduled thread goes", "scheduled threads go")
    return f"{told} out at the same moment as before." if threads else ""


@cache
def list_zones() -> tuple[str, ...]:
    """Every zone that can be chosen."""
    return tuple(sorted(available_timezones()))


def _named(key: str, label: str, *, empty: bool = False) -> Callable[[str], str]:
    def check(typed: str) -> str:
        if not typed and not empty:
            raise WrongSetting(key, f"{label} is empty: write it.")
        if len(typed) > LONGEST_NAME:
            raise WrongSetting(key, f"{label} is longer than {LONGEST_NAME} letters.")
        return typed

    return check


def _zone(typed: str) -> str:
    if typed not in list_zones():
        raise WrongSetting("zone", str(UnknownZone(typed)))
    return typed


def _of(choices: Callable[[], Mapping[str, str]], label: str) -> Callable[[str], str]:
    def check(typed: str) -> str:
        if typed not in choices():
            known = ", ".join(f"“{name}”" for name in choices())
            raise WrongSetting(label, f"{label}: there is no “{typed}”; there is {known}.")
        return typed

    return check


def _late(typed: str) -> str:
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= DAY):
        words = "How late a thread may go out is written in seconds, from 0 to 86400 (a day)."
        raise WrongSetting("late_after", words)
    return str(int(typed))


def _column(name: str) -> tuple[Callable[[Newsroom], str], Callable[[Newsroom, str], None]]:
    def read(house: Newsroom) -> str:
        value: Any = getattr(house, name)
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def put(house: Newsroom, value: str) -> None:
        kind = type(getattr(house, name))
        setattr(house, name, value == "yes" if kind is bool else kind(value))

    return read, put


def _kept(
    name: str, read: Callable[[Newsroom], str]
) -> tuple[Callable[[Newsroom], str], Callable[[Newsroom, str], None]]:
    def put(house: Newsroom, value: str) -> None:
        house.settings = {**house.settings, name: value}

    return read, put


def _put_two(house: Newsroom, value: str) -> None:
    """Turn the rule of two persons on or off; what was made under it keeps it."""
    if house.four_eyes and value != "yes":
        house.settings = {**house.settings, TWO_UNTIL: now().isoformat()}
    house.four_eyes = value == "yes"


def _public(house: Newsroom) -> str:
    return str(house.settings.get("public_name", ""))


def _theme(typed: str) -> str:
    known = _of(_theme_words, "Theme")(typed)
    try:
        Theme.load(known)
    except CardError as error:
        raise WrongSetting("theme", str(error)) from error
    return known


def _theme_words() -> dict[str, str]:
    return {name: name for name in themes()}


def _all() -> list[Setting]:
    name, zone, theme = _column("name"), _column("zone"), _column("theme")
    two = _column("four_eyes")
    yes_no = _of(lambda: BOOLS, "This")
    return [
        Setting("name", "Name of the newsroom", *name, _named("name", "The name")),
        Setting(
            "public_name",
            "Name on the cards",
            *_kept("public_name", _public),
            _named("public_name", "The name on the cards", empty=True),
        ),
        Setting("zone", "Time zone", *zone, _zone),
        Setting("theme", "Theme of the cards", *theme, _theme),
        Setting(
            "numbering",
            "Numbers of the posts",
            *_column("numbering"),
            _of(lambda: NUMBERINGS, "Numbers"),
            NUMBERINGS,
        ),
        Setting("sign_off", "Sign-off in the last post", *_column("sign_off"), yes_no, BOOLS),
        Setting("four_eyes", "A second person approves", two[0], _put_two, yes_no, BOOLS),
        Setting("late_after", "How late a thread may go out", *_column("late_after"), _late, LATE),
        Setting(
            "lasts",
            "How long an approval is good",
            *_kept("lasts", lasts_of),
            _of(lambda: LASTING, "It"),
            LASTING,
        ),
    ]


SETTINGS: dict[str, Setting] = {each.name: each for each in _all()}

if set(LASTS) != set(LASTING) or set(STYLES) | {""} != set(NUMBERINGS):
    raise AssertionError("every choice has its words")
