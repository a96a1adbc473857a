"""What words of an embargo line are: its names, its label, days and times, and nothing else."""

from __future__ import annotations

import re
from unicodedata import category

from publisher.explainer import clock_times
from publisher.explainer.embargo_words import (
    BESIDE,
    BESIDE_UNSPACED,
    ERRANDS,
    HELD_TO,
    HOLDING,
    MONTHS,
    NOUNS,
    OFFSETS,
    PARTS,
    PARTS_UNSPACED,
    PLACES,
    SHOUTED,
    STRONG,
    UNCLEAR_ZONES,
    UNTIL,
    VAGUE,
    VAGUE_DAYS,
    WEAK,
    WEEKDAYS,
)

#: Each of the words that hold a text back has one of these in it; a quick look.
PIECES_OF_ALL = (
    "embarg", "sperr", "publi", "release", "broadcast", "for use", "distribution", "hold ", "held ", "nicht v", "frei", "do not", "not to be", "diffuser", "difu",
    "not before", "confidential", "under wraps", "hfr", "go live", "goes live", "embargiem", "禁发", "禁發", "发布", "發布", "解禁",
    "نشر", "pubbl", "للنشر", "محظور", "エンバーゴ", "禁止", "厳禁", "эмбарго", "ембарго", "публік", "публик",
)  # fmt: skip
UNTIL_WORDS = frozenset(UNTIL.split())
LETTERS = re.compile(r"[^\W\d_]+")
_VAGUE_DAYS = frozenset(VAGUE_DAYS.split())
STRONG_WORDS = tuple(clock_times.plain_words(words) for row in STRONG.values() for words in row)
VAGUE_WORDS = tuple(clock_times.plain_words(words) for words in VAGUE)
CERTAIN = tuple(words for words in STRONG_WORDS if words not in NOUNS and words not in VAGUE_WORDS)
WEAK_WORDS = tuple(
    dict.fromkeys(clock_times.plain_words(words) for row in WEAK.values() for words in row)
)
_UNSPACED = re.compile(
    "|".join(
        [
            "日本時間",
            "現地時間",
            *sorted([*BESIDE_UNSPACED, *PARTS_UNSPACED], key=len, reverse=True),
            "年|月|日|時|分|半|午前|午後|正午|[月火水木金土日]曜日|(?:星期|周|週)[一二三四五六日天]",
        ]
    )
)
_PIECES = (
    *BESIDE.values(),
    *MONTHS.values(),
    *WEEKDAYS.values(),
    *OFFSETS,
    *PLACES,
    *UNCLEAR_ZONES,
    VAGUE_DAYS,
    *(said for row in PARTS.values() for said in row),
)
_KNOWN = frozenset(
    token for row in _PIECES for token in LETTERS.findall(clock_times.plain_words(row))
) | frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "t",
        "z",
        "h",
        "utc",
        "gmt",
        "a",
        "p",
        "m",
        "الساعة",
        "عام",
    ]
)
_ERRANDS = _KNOWN | frozenset(ERRANDS.split())
EDGE = " \t\n\r\u00a0\u3000-–—/·•*:;：；|()[]【】「」『』{}<>《》_.,・!"
_TELLS = re.compile(r"embargo(?:es)? (?:on|lifts|ends|expires|of|time)\b")
_LABEL = re.compile(r"\W{0,4}(?:STRICT )?(?:EMBARGO(?:ED)?|SPERRFRIST)(?:\s?[:：(–—-]|\s\w)")
_SIGNS = ("So", "Sk", "Mn")
_ARTICLE = re.compile(r"(?:the|its|their|a|der|die|das|le|la|les|el|los|las)\b")
_SAID = re.compile(r"(?:the|its|their|a) .{0,40}\b(?:is|was|will be)\b")
LONGEST, LONGEST_SHOUTED, _LONGEST_ERRAND = 300, 400, 80


def hints_at_embargo(text: str) -> bool:
    """Say whether any of a text's words may hold it back; quick."""
    small = text.lower() if text.isascii() else clock_times.lowercase_words(text)
    if not any(piece in small for piece in PIECES_OF_ALL):
        return any(words in text for words in SHOUTED)
    if any(words in small for row in (STRONG_WORDS, WEAK_WORDS) for words in row):
        return True
    return any(words in text for words in SHOUTED)


def may_say(text: str) -> bool:
    """Say whether a text may hold itself back in a sentence; quick."""
    small = clock_times.lowercase_words(text)
    return any(words in small for words in HOLDING) or hints_at_embargo(text)


def trim_edges(words: str) -> str:
    """Give words without the borders around them, nor the pictures that make them loud."""
    first, last = 0, len(words)
    while first < last and is_edge(words[first]):
        first += 1
    while last > first and is_edge(words[last - 1]):
        last -= 1
    return words[first:last]


def is_edge(letter: str) -> bool:
    return letter in EDGE or category(letter) in _SIGNS


def is_held_to(words: str) -> bool:
    """Say whether words begin as a line does that holds back with a day behind it."""
    return clock_times.plain_words(words).startswith(HELD_TO)


def begins_sentence(words: str) -> bool:
    """Say whether words begin with an article, as a line that holds back does not."""
    return bool(_ARTICLE.match(clock_times.plain_words(words)))


def is_plain_statement(words: str) -> bool:
    """Say whether words are a sentence about a date: “The release date is 8 December”."""
    return bool(_SAID.match(clock_times.plain_words(words)))


def is_embargo_wording(words: str) -> bool:
    """Say whether words are those of embargo lines, days, times and zones alone."""
    small = _UNSPACED.sub(" ", clock_times.without_places(clock_times.plain_words(words)))
    return _KNOWN.issuperset(LETTERS.findall(small))


def is_bare_embargo(raw: str) -> bool:
    """Say whether words are an embargo's name or the like, with no time."""
    return (
        len(raw) < LONGEST
        and is_embargo_wording(raw)
        and not clock_times.parse_days_and_times(raw).anything
    )


def is_embargo_referral(raw: str) -> bool:
    """Say whether words are the name of an embargo and where to ask for its time, and no more."""
    small = (
        clock_times.plain_words(raw).strip(EDGE).removeprefix("strictly ").removeprefix("strict ")
    )
    if (
        not small.startswith(("embargo", "sperrfrist"))
        or len(raw) > _LONGEST_ERRAND
        or is_embargo_statement(small)
    ):
        return False
    tokens = frozenset(LETTERS.findall(small))
    if tokens & UNTIL_WORDS:
        return False
    return _ERRANDS.issuperset(tokens) and not _KNOWN.issuperset(tokens)


def only_time(raw: str) -> bool:
    """Say whether words are a day or time, with words of embargo lines at most."""
    return (
        len(raw) < LONGEST
        and is_embargo_wording(raw)
        and clock_times.parse_days_and_times(raw).anything
    )


def names_relative_day(words: str) -> bool:
    """Say whether words name a day by the day of writing: tomorrow."""
    return not _VAGUE_DAYS.isdisjoint(clock_times.plain_words(words).split())


def is_all_caps(words: str) -> bool:
    """Say whether words are in capitals; those of a script that has none are not."""
    return words.isupper() and not any(c.isalpha() and c.upper() == c.lower() for c in words)


def contains_hold_phrase(words: str, by: tuple[str, ...] = STRONG_WORDS) -> bool:
    small = clock_times.plain_words(words)
    return any(said in small for said in by)


def is_label(words: str) -> bool:
    """Say whether words begin as a label does, and not as a sentence about an embargo."""
    small = clock_times.plain_words(words).removeprefix("strict ")
    if small.startswith(("for release", "for publication", "freigabe")):
        return True
    return small.startswith(NOUNS) or (
        small.startswith("embargo") and not is_embargo_statement(words)
    )


def is_embargo_statement(words: str) -> bool:
    return bool(_TELLS.match(clock_times.plain_words(words)))


def starts_with_shout(words: str) -> bool:
    return any(words == said or words.startswith((f"{said} ", f"{said}:")) for said in SHOUTED)


def is_event_embargo(small: str) -> bool:
    """Say whether words are of an embargo that lifts when something happens, named by its errands."""
    begins = small.startswith("embargo") and len(small) <= _LONGEST_ERRAND
    return begins and _ERRANDS.issuperset(LETTERS.findall(small))


def has_caps_label(line: str) -> bool:
    """Say whether a line has an embargo's name in capitals as its label, and not all of it in capitals."""
    return len(line) <= _LONGEST_ERRAND and bool(_LABEL.match(line)) and not line.isupper()


def has_cjk_letters(small: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in small)
