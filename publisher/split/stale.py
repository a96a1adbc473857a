"""Words that go stale when a post goes out on another day; a table per language, easy to add to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|a couple of)"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|weekends?|months?|years?)"

# In small letters, as the text is looked through; only the days above keep theirs.
STALE = {
    "en": (
        r"today(?:[’']s)?",
        r"tonight(?:[’']s)?",
        r"tomorrow(?:[’']s)?(?: (?:morning|afternoon|evening|night))?",
        r"yesterday(?:[’']s)?(?: (?:morning|afternoon|evening))?",
        r"right now",
        r"(?<!until )(?<!till )now(?! known as)",
        r"just (?:hours|minutes|days) ago",
        rf"this (?:morning|afternoon|evening|week|weekend|month|year|spring|summer|autumn|fall|winter|{_DAYS})",
        rf"(?:next|last|past|coming) (?:night|week|weekend|month|year|spring|summer|autumn|fall|winter|{_DAYS})",
        rf"in (?:the (?:next|coming) )?{_COUNT} {_UNIT}(?:[’']s? time)?",
        rf"in the (?:next|coming) {_UNIT}",
        rf"{_COUNT} {_UNIT} (?:ago|from now)",
        rf"(?:(?:early|late) )?(?:(?:on|by|until|since|before|after|from) )?(?:{_DAYS})(?:[’']s)?(?: (?:morning|afternoon|evening|night))?",
        r"(?:currently|recently|so far|at the moment|earlier today|later today|overnight)",
        r"breaking(?= news|:)",
    ),
    "de": ("heute", "morgen früh", "gestern", "jetzt", "nächste woche", "diese woche"),
    "es": ("hoy", "mañana", "ayer", "ahora", "esta semana", "la próxima semana"),
    "fr": (
        r"aujourd[’']hui",
        "demain",
        "hier",
        "maintenant",
        "cette semaine",
        "la semaine prochaine",
    ),
    "ru": ("сегодня", "завтра", "вчера", "сейчас", "на этой неделе", "на следующей неделе"),
    "uk": ("сьогодні", "завтра", "вчора", "зараз", "цього тижня", "наступного тижня"),
    "ar": ("اليوم", "غدا", "غدًا", "أمس", "الآن"),
    "he": ("היום", "מחר", "אתמול", "עכשיו"),
}
# Written without spaces, so no word boundary stands around them.
UNSPACED = {
    "zh": ("今天", "今日", "明天", "昨天", "现在", "目前", "本周", "下周"),
    "ja": ("今日", "明日", "昨日", "現在", "今週", "来週"),
    "ko": ("오늘", "내일", "어제", "지금", "이번 주", "다음 주"),
    "th": ("วันนี้", "พรุ่งนี้", "เมื่อวาน", "ตอนนี้"),
    "hi": ("आज", "कल", "अभी"),
}
_SPACED = "|".join(word for row in STALE.values() for word in row)
_BARE = "|".join(word for row in UNSPACED.values() for word in row)
# In small letters, for a text in small letters: three times as fast as ignoring case.
_WORDS = re.compile(rf"\b(?:{_SPACED})\b|(?:{_BARE})".replace(_DAYS, _DAYS.lower()))

# Looking for all of them takes long, and every one holds a word that is rare in itself.
_COMMON = re.findall(
    r"\w+",
    "a an at by few from in la last late early next of on one two three four five six seven eight "
    "nine ten past since so the this till until before after coming couple known as s d",
)
_TOLD = re.findall(r"\w+", re.sub(r"(\w+)(\w)\?", r"\1\2 \1", _SPACED.lower()))
_RARE = frozenset(_TOLD).difference(_COMMON)
_WORD = re.compile(r"\w+")
# Names of days and papers stay what they are, and what is said of every Friday is true of the next one.
_NAMED_BEFORE = re.compile(
    r"\b(?:Black|Good|Ash|Holy|Bloody|Shrove|Easter|Maundy|Cyber|Super|Palm|Whit|Fat|Pancake|Giving|Mardi|Spy|Blue|Happy|Freaky|Ruby|Man|Girl|"
    r"Sheffield|USA|Russia|World|Psychology|History|Poetry|Christianity) $"
)
_NAMED_AFTER = re.compile(
    r" (?:[Pp]rogramme|[Ss]how|FM|Times|Telegraph|Mirror|Express|People|Mail|World|Sport|Post|Herald|Independent|Star|Sun|Night Live|Night Football|"
    r"Murder Club|Addams|roasts?|lunch(?:es)?|best|school|prayers)\b"
)
_RECURS = re.compile(r"\b(?:every|each)(?: other| single)? $|\b(?:on|of) a $", re.IGNORECASE)
_LOOK_BACK = 20
_UNSPACED_LETTER = re.compile("[\u0900-\u0e7f\u3040-\u9fff\uac00-\ud7af]")


def find_stale_words(text: str) -> Iterator[re.Match[str]]:
    """Find the words of a text that go stale."""
    small = text.lower()
    # A few capitals, such as İ, grow when made small: then only ASCII is.
    small = small if len(small) == len(text) else text.translate(_SMALL)
    if _RARE.isdisjoint(_WORD.findall(small)) and not _UNSPACED_LETTER.search(small):
        return iter(())
    return (match for match in _WORDS.finditer(small) if not _lasts(text, *match.span()))


def _lasts(text: str, start: int, end: int) -> bool:
    """Say whether words are part of a name, or of what happens again and again."""
    before = text[max(0, start - _LOOK_BACK) : start]
    if _RECURS.search(before):
        return True
    if text[start:end].islower():
        return False
    named = text[start].isupper() and _NAMED_BEFORE.search(before)
    return bool(named or before.endswith("Mail ") or _NAMED_AFTER.match(text, end))
