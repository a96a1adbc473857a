"""The days and times that words name, and what is left of the words without them. Pure, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from publisher.explainer.embargo_words import (
    MONTHS,
    OFFSETS,
    PARTS,
    PARTS_UNSPACED,
    PLACES,
    UNCLEAR_ZONES,
    WEEKDAYS,
)
from publisher.explainer.model import Moment, Zone

_NOON, _HOURS, _MINUTES = 12, 24, 60
#: Two digits of a year are of this century.
_CENTURY = 2000
# Not by Unicode's own rules: normalising thousands of combining marks takes minutes.
_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0x2019: 0x27, 0x2212: 0x2D}
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_WIDE = re.compile("[\uff01-\uff5e]")
_YEARS = range(1900, 2100)
#: No clock is farther from UTC, in minutes.
_FARTHEST = 14 * 60
_YEAR = "(?:19|20)[0-9]{2}"


@dataclass(slots=True)
class Named:
    """What some words name: days, times, and `rest`, the words themselves without them."""

    rest: str
    days: list[Moment] = field(default_factory=list)
    times: list[Moment] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    unclear: bool = False
    #: Which of `times` said by themselves what half of the day they are of, and which look like 24 hours.
    told: set[int] = field(default_factory=set)
    padded: set[int] = field(default_factory=set)
    noon: bool = False
    exact_place: bool = False

    @property
    def anything(self) -> bool:
        return bool(self.days or self.times or self.weekdays)


def plain_words(words: str) -> str:
    """Give words in small letters, with ASCII digits, colons, brackets and apostrophes."""
    text = lowercase_words(words)
    if not _OTHER_DIGIT.search(text):
        return text
    return "".join(str(unicodedata.decimal(c, c)) if c.isdigit() else c for c in text)


def lowercase_words(words: str) -> str:
    """Give words in small letters, with ASCII brackets, colons, dashes and apostrophes."""
    text = words.lower()
    return (
        text.translate(_PLAIN) if _WIDE.search(text) else text.replace("’", "'").replace("−", "-")
    )


def _names(table: Mapping[str, str]) -> dict[str, int]:
    return {
        plain_words(name): number
        for row in table.values()
        for number, name in enumerate(row.split(" "))
        if name != "-"
    }


def _any_of(names: Mapping[str, object] | tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_MONTH_OF, _WEEKDAY_OF = _names(MONTHS), _names(WEEKDAYS)
_ZONE_OF = {
    **{plain_words(name): Zone(*zone) for name, zone in OFFSETS.items()},
    **{plain_words(name): Zone(None, place) for name, place in PLACES.items()},
}
_MONTH = rf"(?P<month>{_any_of(_MONTH_OF)})(?![^\W\d_])\.?"
_AM = r"(?P<half>[ap]\.? ?m\b\.?|صباحا|صباحًا|مساءً|مساء|[مص](?![^\W\d_]))"
_UTC = r"(?:utc|gmt|z)? ?(?P<sign>[+-])(?P<off>[0-9]{1,2})(?::?(?P<offm>[0-9]{2}))?(?![0-9])"
_ISO_TIME = rf"[t ] ?(?P<hour>[0-9]{{1,2}}):?(?P<minute>[0-9]{{2}})(?::[0-9]{{2}}(?:\.[0-9]{{1,9}})?)? ?(?P<zone>z\b|{_UTC})?"
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<year>{_YEAR})[-/](?P<mon>[0-9]{{1,2}})[-/](?P<day>[0-9]{{1,2}})(?!\d)(?:{_ISO_TIME})?",
        r"(?:(?P<year>[0-9]{4})年)?(?P<mon>[0-9]{1,2})月(?P<day>[0-9]{1,2})日",
        rf"(?<!\d)(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|er|re|º|\.)? ?(?:of |de |d')?{_MONTH},?(?: (?:de |del |do |عام )?(?P<year>{_YEAR})(?!\d| ?(?:hrs|hours|gmt|utc|bst|cet|h\b)))?",
        rf"{_MONTH} (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![\d:.h])(?:,? (?P<year>{_YEAR})(?!\d| ?(?:hrs|hours|gmt|utc|bst|cet|h\b)))?",
        r"(?<!\d)(?P<day>[0-9]{1,2})\.(?P<mon>[0-9]{1,2})\.(?P<year>[0-9]{4}|[0-9]{2})?(?!\d)",
        r"(?<!\d)(?P<one>[0-9]{1,2})(?P<sep>[/-])(?P<two>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?!\d)",
        r"(?<!\d)(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})(?![\d/])",
    )
)
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9])(?<![0-9] )(?P<half>\b[ap]\.?m\b\.?|上午|下午|오전|오후) ?(?P<hour>[0-9]{1,2})(?:[:.時时点點시] ?(?P<minute>[0-9]{2})?)?(?![0-9])",
        rf"(?<!\d)(?P<hour>[0-9]{{1,2}})[:.h](?P<minute>[0-9]{{2}})(?::[0-9]{{2}})?(?!\d) ?(?:{_AM}|hrs?\b|hours?\b|uhr\b|h\b|horas?\b|heures?\b)?",
        rf"(?<!\d)(?P<hour>[0-9]{{1,2}}) ?{_AM}",
        r"(?P<half>午前|午後)?(?P<hour>[0-9]{1,2})[時时点點](?:(?P<minute>[0-9]{1,2})分|(?P<thirty>半))?",
        r"(?<!\d)(?P<hour>[0-9]{1,2}) ?(?:uhr|h|heures?|horas?|hrs|hours|uur|(?P<oclock>o'clock))(?![^\W\d_])(?: ?(?P<minute>[0-5][0-9])(?![\d.]))?",
        r"(?<!\d)(?P<hour>[01][0-9]|2[0-4])(?P<minute>[0-5][0-9]) ?(?=(?:hrs?|hours|h|uhr|gmt|utc|bst|cet|cest|est|edt|et|pst|pt|z|jst)\b)(?:hrs?\b|hours\b|h\b|uhr\b)?",
        r"(?<!\d)(?P<hour>0[0-9])(?P<minute>[0-5][0-9])(?!\d)",
        rf"(?:\bat|\bum|\bà|\blas|الساعة) (?P<bare>[0-9]{{1,2}})(?!\d) ?{_AM}?",
    )
)
_NAMED_TIME = re.compile(
    r"\b(?P<named>noon|midday|midnight|mittags?|mitternacht|midi|minuit|mediodía|medianoche|mezzogiorno|mezzanotte)\b|(?P<named2>正午|منتصف الليل)"
)
_DIGIT = re.compile("[0-9]")
_MIDNIGHTS = frozenset(
    ["midnight", "mitternacht", "minuit", "medianoche", "mezzanotte", "منتصف الليل"]
)
_WEEKDAY = re.compile(rf"(?<![^\W\d_])(?:{_any_of(_WEEKDAY_OF)})(?![^\W\d_])\.?")
_OFFSET = re.compile(rf"(?:\(|\b(?=utc|gmt)){_UTC}\)?")
_ZONE = re.compile(rf"(?<![^\W\d_])(?:{_any_of(_ZONE_OF)})(?![^\W\d_])")
#: A place of the zone database, as in “europe/berlin”.
_PLACE = re.compile(
    r"\b(?:europe|america|asia|africa|australia|pacific|atlantic|indian)/[a-z]{2,20}(?:[_/][a-z]{2,20}){0,2}\b"
)
_PART_OF = {plain_words(said): part for part, row in PARTS.items() for said in row}
_PART = re.compile(rf"(?<![^\W\d_])(?:{_any_of(_PART_OF)})(?![^\W\d_])")
#: From this hour on, a night is of the evening before.
_NIGHT = 6
_UNCLEAR = re.compile(rf"(?<![^\W\d_])(?:{_any_of(UNCLEAR_ZONES)})(?![^\W\d_])")
_FRENCH, _IN_FRENCH = ("et", "est"), ("sous ", "jusqu", " à ", "ne pas")
_GAP = " \x00 "


def parse_days_and_times(words: str) -> Named:
    """Find the days and times that words name."""
    named = Named(plain_words(words))
    if _DIGIT.search(named.rest):
        for pattern in _DAYS:
            _take(named, pattern, _day)
        _take(named, _OFFSET, _zone_off)
        for pattern in _TIMES:
            _take(named, pattern, _time)
    _take(named, _NAMED_TIME, _time)
    parts = _parts(named.rest)
    _take(named, _UNCLEAR, _unclear)
    _take(named, _PLACE, _place)
    _take(named, _ZONE, _zone)
    _take(named, _WEEKDAY, _weekday)
    _settle(named, parts)
    return named


def combine_moments(named: Named) -> list[Moment]:
    """Put days, times and zones together, each with the nearest; the readings of the words."""
    zones = [*named.zones]
    times = list(named.times) or [Moment()]
    if zones and len(zones) == len(times):
        times = [
            time if time.zone else replace(time, zone=zone)
            for time, zone in zip(times, zones, strict=True)
        ]
    elif zones:
        times = [time if time.zone else replace(time, zone=zones[0]) for time in times]
    days = list(named.days) or [Moment()]
    weekday = named.weekdays[0] if len(set(named.weekdays)) == 1 else None
    if len(days) == len(times):
        pairs = list(zip(days, times, strict=True))
    else:
        pairs = [(day, time) for day in days for time in times]
    return [_joined(day, time, weekday) for day, time in pairs]


def _joined(day: Moment, time: Moment, weekday: int | None) -> Moment:
    at = day if day.hours else time
    return Moment(day.year, day.month, day.day, weekday, at.hours, at.minute, at.zone or time.zone)


def _take(named: Named, pattern: re.Pattern[str], into: object) -> None:
    def gone(match: re.Match[str]) -> str:
        return _GAP if into(named, match.groupdict(), match.group()) else match.group()  # type: ignore[operator]

    named.rest = pattern.sub(gone, named.rest)


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def _day(named: Named, found: Mapping[str, str | None], _words: str) -> bool:
    year = _number(found.get("year"))
    if year is not None and year < _CENTURY // 2:
        year += _CENTURY
    read_as = _month_and_day(found)
    if not read_as or (year is not None and year not in _YEARS):
        return False
    hour = _number(found.get("hour"))
    zone = None
    if found.get("zone"):
        zone = Zone(0) if found["zone"] == "z" else _offset(found)
        zone = zone if abs(zone.minutes or 0) <= _FARTHEST else None
    hours = () if hour is None or hour >= _HOURS else (hour,)
    for month, day in read_as:
        moment = Moment(year, month, day, None, hours, _number(found.get("minute")) or 0, zone)
        named.days.append(moment)
    return True


def _month_and_day(found: Mapping[str, str | None]) -> list[tuple[int, int]]:
    if found.get("one"):
        one, two = int(found["one"] or 0), int(found["two"] or 0)
        pairs = dict.fromkeys([(two, one), (one, two)])
    elif found.get("month"):
        pairs = dict.fromkeys([(_MONTH_OF[found["month"] or ""] + 1, int(found["day"] or 0))])
    else:
        pairs = dict.fromkeys([(int(found["mon"] or 0), int(found["day"] or 0))])
    return [(month, day) for month, day in pairs if 1 <= month <= 12 and 1 <= day <= 31]  # noqa: PLR2004 a year's


def _time(named: Named, found: Mapping[str, str | None], _words: str) -> bool:
    hours, minute = (
        _hours(found),
        _number(found.get("minute")) or (30 if found.get("thirty") else 0),
    )
    if not hours or minute >= _MINUTES or max(hours) > _HOURS or (max(hours) == _HOURS and minute):
        return False
    at = len(named.times)
    if found.get("named") or found.get("named2"):
        named.noon = named.noon or hours == (_NOON,)
        named.told.add(at)
    elif found.get("half"):
        named.told.add(at)
    elif (found.get("hour") or "").startswith("0"):
        named.padded.add(at)
    named.times.append(Moment(hours=hours, minute=minute))
    return True


def _hours(found: Mapping[str, str | None]) -> tuple[int, ...]:
    """Give the readings of an hour; 24 is the end of its day."""
    if name := found.get("named") or found.get("named2"):
        return (0, _HOURS) if name in _MIDNIGHTS else (_NOON,)
    hour, half = int(found.get("bare") or found.get("hour") or 0), found.get("half") or ""
    if half in ("午後", "下午", "오후") or half.startswith(("p", "م")):
        return (hour + _NOON if hour < _NOON else hour,)
    if half:
        return (0 if hour == _NOON else hour,)
    twice = found.get("bare") or found.get("oclock")
    return (hour, hour + _NOON) if twice and 0 < hour < _NOON else (hour,)


def _parts(rest: str) -> set[str]:
    """Give the parts of the day that words name beside their times."""
    found = {_PART_OF[match.group()] for match in _PART.finditer(rest)}
    return found | {part for said, part in PARTS_UNSPACED.items() if said in rest}


def _settle(named: Named, parts: set[str]) -> None:
    """Read times by the part of the day named beside them; where that is not certain, in both ways."""
    american = not named.exact_place and any(_is_american(zone) for zone in named.zones)
    unsaid = [at for at in range(len(named.times)) if at not in named.told]
    dated = [at for at, day in enumerate(named.days) if day.hours]
    known = next(iter(parts)) if len(parts) == 1 and len(unsaid) + len(dated) == 1 else "any"
    for at in unsaid:
        if parts or named.noon:
            named.times[at] = _on_part(named.times[at], known if parts else "any")
        elif american and at not in named.padded:
            named.times[at] = _on_part(named.times[at], "any")
    for at in dated if parts else ():
        named.days[at] = _on_part(named.days[at], known)
    if parts and not named.times and not dated and (named.days or named.weekdays):
        hours = (0, _NOON) if parts == {"am"} else (_NOON, _HOURS)
        named.times.append(Moment(hours=hours))


def _on_part(moment: Moment, part: str) -> Moment:
    """Give the readings of a time on a clock of twelve hours in a part of the day."""
    hour = moment.hours[0]
    if not 0 < hour <= _NOON:
        return moment
    return replace(moment, hours=tuple(_readings(hour % _NOON, part)))


def _readings(hour: int, part: str) -> Iterator[int]:
    late = hour >= _NIGHT if part == "night" else hour < _NIGHT
    if part == "night" and hour == 0:
        yield from (0, _HOURS)
    elif hour == 0 and part in ("am", "pm"):
        yield from (0, _NOON) if part == "am" else (_NOON, _HOURS)
    elif part == "pm" or (part in ("night", "noon") and late):
        yield hour + _NOON
    elif part == "am":
        yield hour
    else:
        yield from (hour, hour + _NOON)


def _is_american(zone: Zone) -> bool:
    return zone.place.startswith("America/")


def _offset(found: Mapping[str, str | None]) -> Zone:
    minutes = int(found["off"] or 0) * _MINUTES + int(found["offm"] or 0)
    return Zone(-minutes if found["sign"] == "-" else minutes)


def _zone_off(named: Named, found: Mapping[str, str | None], _words: str) -> bool:
    zone = _offset(found)
    if abs(zone.minutes or 0) > _FARTHEST:
        named.unclear = True
    else:
        named.zones.append(zone)
    return True


def _zone(named: Named, _found: Mapping[str, str | None], words: str) -> bool:
    # “Et” and “est” are words of French before they are zones.
    if words in _FRENCH and any(said in named.rest for said in _IN_FRENCH):
        return False
    named.zones.append(_ZONE_OF[words])
    return True


def _place(named: Named, _found: Mapping[str, str | None], words: str) -> bool:
    place = words.replace("_", " ").title().replace(" ", "_")
    try:
        ZoneInfo(place)
    except (KeyError, ValueError, OSError):
        named.unclear = True
    else:
        named.zones.append(Zone(None, place))
        named.exact_place = True
    return True


def without_places(words: str) -> str:
    """Give plain words without the names of the zone database."""
    return _PLACE.sub(" ", words)


def _unclear(named: Named, _found: Mapping[str, str | None], _words: str) -> bool:
    named.unclear = True
    return True


def _weekday(named: Named, _found: Mapping[str, str | None], words: str) -> bool:
    named.weekdays.append(_WEEKDAY_OF[words.rstrip(".") if words not in _WEEKDAY_OF else words])
    return True
