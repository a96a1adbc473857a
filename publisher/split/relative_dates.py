"""What a word of time means on the day it was written, and what to say on the day it goes out. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = ("a|an|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PART = "morning|afternoon|evening|night"
#: A weekday alone names a day only as far as this.
_NEAR = 6
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """Why words are doubtful on the day they go out; `instead` may stand in their place, or is empty."""

    why: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Days:
    """The day something was written, and the day it goes out."""

    written: date
    posted: date

    @property
    def apart(self) -> int:
        return abs((self.posted - self.written).days)


#: What a rule gives: nothing where the words stay true, else what to say instead, or "".
_Rule = Callable[[re.Match[str], _Days], str | None]


def judge_time_words(
    words: str, written: date | None, posted: date, *, quoted: bool = False
) -> Judged | None:
    """Whether words such as “today” mislead when they go out on `posted`; None where they are right.

    Where nobody knows when it was written, it is only asked; what is `quoted` is not ours to reword.
    """
    if written is None:
        return Judged(f"It says “{words}”; it goes out on {_long(posted)}. Is that right then?")
    days = _Days(written, posted)
    instead = "" if written == posted else _instead(words, days)
    if written == posted or instead is None:
        return None
    better = "" if quoted else _as_begun(instead, words)
    said = f"It says “{words}” and was written on {_told(written, posted)}; it goes out on {_told(posted, written)}"
    return Judged(f"{said}: {f'say “{better}”' if better else 'name the day'}.", better)


def _instead(words: str, days: _Days) -> str | None:
    small = words.lower().replace("’", "'")
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(small):
            return rule(match, days)
    # A word of another language, or of no rule: true on its own day only.
    return ""


def _relative(match: re.Match[str], days: _Days) -> str:
    """today, tonight, tomorrow morning, last night: a day counted from the one it was written on."""
    word = match["word"]
    ahead = {"yesterday": -1, "last night": -1, "overnight": -1, "tomorrow": 1}.get(word, 0)
    parts = {"tonight": "night", "last night": "night", "overnight": "night"}
    found = match.groupdict()
    part = found.get("part") or parts.get(word, "")
    meant = days.written + timedelta(days=ahead)
    if found.get("own"):
        return f"{_name(meant, days.posted)}’s"
    return _on(meant, days.posted, part)


def _weekday(match: re.Match[str], days: _Days) -> str | None:
    """On Wednesday, last Friday evening: true for some days around, and then another one."""
    wanted = _DAYS.index(match["day"])
    same = days.posted.weekday() == wanted
    if not same and days.apart < _NEAR:
        return None
    meant = _meant(match["which"] or "", wanted, days.written)
    if meant is None or match["own"]:
        return ""
    return _on(meant, days.posted, match["part"] or "")


def _meant(which: str, wanted: int, written: date) -> date | None:
    """The day of a weekday's name, where its first word says in which direction it lies."""
    back = (written.weekday() - wanted) % _WEEK
    if which in {"last", "past"}:
        return written - timedelta(days=back or _WEEK)
    if which in {"this", "coming"}:
        return written + timedelta(days=(_WEEK - back) % _WEEK)
    if which == "next":
        return written + timedelta(days=wanted - written.weekday() + _WEEK)
    return None


def _period(match: re.Match[str], days: _Days) -> str | None:
    """This week, next month, last year: true as long as the same week, month or year lasts."""
    one, other = (_in(match["unit"], day) for day in (days.written, days.posted))
    if one == other:
        return None
    ahead = {"next": 1, "coming": 1, "last": -1, "past": -1}.get(match["which"], 0)
    return f"in {days.written.year + ahead}" if match["unit"] == "year" else ""


def _in(unit: str, day: date) -> tuple[int, ...]:
    if unit in {"week", "weekend"}:
        return tuple(day.isocalendar()[:2])
    if unit == "month":
        return (day.year, day.month)
    if unit == "year":
        return (day.year,)
    return (day.year, (day.month % 12) // 3)


def _span(match: re.Match[str], days: _Days) -> str | None:
    """In two weeks, three days ago: counted from the day it was written."""
    unit, back = match["unit"].rstrip("s"), "ago" in match.group()
    # “Three matches in a week” is how long they took.
    spans = not back and not match["away"]
    if unit in {"minute", "hour"}:
        return ""
    size = {"day": 1, "week": _WEEK, "weekend": _WEEK, "month": 30, "year": 365}[unit]
    number = _count(match["count"] or "")
    if unit in {"month", "year"} or number is None:
        return "" if days.apart * 2 >= size else None
    if spans:
        return ""
    away = timedelta(days=size * number)
    return _on(days.written - away if back else days.written + away, days.posted, "")


def _count(words: str) -> int | None:
    if words.isdecimal():
        # What counts further back than this is history, and no day of ours.
        return int(words) if len(words) < 4 else None  # noqa: PLR2004 - four digits are a year
    spoken = (n for n, each in enumerate(_NUMBERS, 1) if words in each.split("|"))
    return next(spoken, None)


def _now(match: re.Match[str], days: _Days) -> str | None:
    """now, currently, so far."""
    if match.group() == "recently":
        return None if days.apart < 2 * _WEEK else ""
    return f"as of {_name(days.written, days.posted)}"


def _rule(pattern: str, rule: _Rule) -> tuple[re.Pattern[str], _Rule]:
    return re.compile(pattern), rule


_RULES = (
    _rule(r"(?:earlier |later )?(?P<word>today|tonight|yesterday|tomorrow)(?P<own>'s)?", _relative),
    _rule(rf"(?P<word>yesterday|tomorrow)(?:'s)? (?P<part>{_PART})", _relative),
    _rule(rf"(?P<word>this) (?P<part>{_PART})", _relative),
    _rule(r"(?P<word>last night|overnight)", _relative),
    _rule(
        r"(?:(?:early|late) )?(?:(?P<which>on|by|until|since|before|after|from|this|next|last|past|coming) )?"
        rf"(?P<day>{'|'.join(_DAYS)})(?P<own>'s)?(?: (?P<part>{_PART}))?",
        _weekday,
    ),
    _rule(
        r"(?:in )?(?:the )?(?P<which>this|next|last|past|coming) "
        r"(?P<unit>week|weekend|month|year|spring|summer|autumn|fall|winter)",
        _period,
    ),
    _rule(
        r"(?:in )?(?:the )?(?:next |coming |just )?(?P<count>[a-z0-9]+|a few|a couple of)? ?"
        r"(?P<unit>(?:minute|hour|day|week|weekend|month|year)s?)(?P<away>'s? time| ago| from now)?",
        _span,
    ),
    _rule(r"(?:right )?now|currently|recently|so far|at the moment", _now),
)


def _on(meant: date, posted: date, part: str) -> str:
    """A day as a post says it: “today”, “on Wednesday morning”, “on 26 November”."""
    if meant == posted:
        return {"": "today", "night": "tonight"}.get(part, f"this {part}")
    name = _name(meant, posted)
    if part and not name[0].isalpha():
        return f"on the {part} of {name}"
    return f"on {name} {part}".rstrip()


def _name(meant: date, posted: date) -> str:
    if abs((meant - posted).days) <= _NEAR:
        return f"{meant:%A}"
    year = "" if meant.year == posted.year else f" {meant.year}"
    return f"{meant.day} {meant:%B}{year}"


def _told(day: date, other: date) -> str:
    """A day in a sentence for an editor, with its date where weekdays alone would mislead."""
    return f"{day:%A}" if abs((day - other).days) <= _NEAR else _long(day)


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _as_begun(instead: str, words: str) -> str:
    return instead[:1].upper() + instead[1:] if words[:1].isupper() else instead
