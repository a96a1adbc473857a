"""What a stretch of words looks like: a heading, a caption, a dateline; without a word of English."""

from __future__ import annotations

import re
from unicodedata import category

from publisher.explainer import lexicon

LONGEST_HEADLINE = 250
LONGEST_HEADING = 90
LONGEST_PLAIN_HEADING = 60
LONGEST_CAPTION = 600
LONGEST_SIGN_OFF = 400
_MOST_WORDS = 14
_CREDIT_TAIL = 120
_LONGEST_NAME = 60

_SENTENCE_INSIDE = re.compile(r"[.!?。！？।؟۔]\s+\S|[。！？](?=\S)")
_ENDS = re.compile(r"[.!?…。！？।؟۔,;:،؛，；：\"”’»」』)\]–—-]\s*$")
_ENDS_OPEN = re.compile(r"[:：]\s*$")
_ASKS = re.compile(r"[?？؟]\s*$")
_LETTERS = re.compile(r"[^\W\d_]")
_DOTS = "◦●○▪▫■□◆◇❖►▶▸➤➢➔"
_NOT_LETTERS = re.compile(r"[\W_]+")
# A number or letter that only counts a line.
_COUNTS = re.compile(r"\W{0,3}(?:\d{1,3}|[a-z])[.)]\W{0,3}|[①-⑳]|\d{1,2}\ufe0f?\u20e3")
_NAMED_CREDIT = re.compile(
    r"\w+ ?[:：] ?[^\W\d_a-zа-я][\w.'’-]*(?: [^\W\d_a-zа-я][\w.'’-]*){1,4}\.?"
)
_NAME_WORDS = re.compile(r"\w[\w.'’]*")
_SMALL_NAME = re.compile(
    r"[a-z]{1,6}['’-]?[A-Z]|(?:de|del|della|di|da|dos|du|van|von|der|den|ten|ter|al|el|la|le|bin|ibn|af|zu|st) (?:(?:der|den|la|los) )?[A-Z]"
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Por) [A-Z][\w.'’-]++(?:[ ,&/-]++(?:and |und |et |y )?\w[\w.'’-]*+){0,8}"
)


def letters_and_digits(text: str) -> str:
    """Give the letters and digits of a text alone: the same for two lines of the same words."""
    return _NOT_LETTERS.sub("", text).casefold()


def has_words(text: str) -> bool:
    return bool(_LETTERS.search(text)) or any(c.isdigit() for c in text)


def has_content(text: str) -> bool:
    """Say whether a text says something: more than marks, punctuation and the numbers of a list."""
    return any(
        any(map(str.isalnum, line)) and not _COUNTS.fullmatch(line)
        for line in map(str.strip, text.splitlines())
    )


def has_meaningful_signs(text: str) -> bool:
    """Say whether marks without a word tell something all the same, as ✗ and 👍 do."""
    return any(category(c) in ("So", "Sm", "Sc") and c not in _DOTS for c in text)


def _short(text: str, most: int = LONGEST_HEADING) -> bool:
    return len(text) <= most and text.count(" ") < _MOST_WORDS and not _SENTENCE_INSIDE.search(text)


def is_colon_heading(text: str) -> bool:
    """Say whether a line ends with a colon and is short enough for a heading."""
    return bool(_ENDS_OPEN.search(text)) and _short(text)


def is_short_question(text: str) -> bool:
    """Say whether a line is one short question."""
    return bool(_ASKS.search(text)) and _short(text)


def is_all_caps_line(text: str) -> bool:
    """Say whether a line is all in capitals."""
    if not _short(text):
        return False
    cased = [c for c in _LETTERS.findall(text) if c.lower() != c.upper()]
    return len(cased) > 2 and all(c.isupper() for c in cased)  # noqa: PLR2004 "US" alone is a name


def may_be_heading(text: str) -> bool:
    """Say whether a line standing over a list may be its heading."""
    return plain_heading(text) or is_short_question(text) or is_colon_heading(text)


def plain_heading(text: str) -> bool:
    """Say whether a line standing alone may be a heading: short, and no sentence."""
    if "://" in text or " | " in text or not _short(text, LONGEST_PLAIN_HEADING):
        return False
    return not _ENDS.search(text) and has_words(text)


def is_unfinished(text: str) -> bool:
    """Say whether a line breaks off before its sentence ends."""
    return not _ENDS.search(text) or text.rstrip().endswith((",", ";", "–", "—", "-", "،", "，"))


def is_caption(text: str) -> bool:
    """Say whether words are a photo caption or credit."""
    if len(text) > LONGEST_CAPTION:
        return False
    return bool(lexicon.CAPTION_START.match(text)) or credit_at(text) is not None


def credit_at(text: str) -> int | None:
    """Give where the credit of a caption begins: near the end, or at the start of a short line."""
    if len(text) <= _CREDIT_TAIL and lexicon.CREDIT.match(text):
        return 0
    found = lexicon.CREDIT.finditer(text, max(0, len(text) - _CREDIT_TAIL))
    return next(filter(None, (_begins(text, match.start()) for match in found)), None)


def _begins(text: str, at: int) -> int | None:
    """Give where a credit begins of which a mark stands at a place: behind the end of a sentence."""
    before = text[:at].rstrip()
    if before.endswith("/"):
        # “Jane Doe/AFP” begins with the name.
        name = max(before.rfind(end) + len(end) for end in (". ", ") ", "。", "| "))
        return name if len(". ") <= name and at - name <= _LONGEST_NAME else None
    if before[-1:] in (".", "(", ")", "]", "”", '"', "。", "|", "–", "—", ""):
        return at
    # “The wall Image: Jane Doe.” has no sentence before its credit.
    return at if _NAMED_CREDIT.fullmatch(text, at) else None


def sign_off(text: str) -> bool:
    return len(text) <= LONGEST_SIGN_OFF and bool(lexicon.SIGN_OFF.search(text))


def is_dateline(text: str) -> bool:
    return bool(lexicon.DATELINE.fullmatch(text))


def is_byline(text: str) -> bool:
    """Say whether a line is the names of its writers: “By Friday, 40 people had died” has a verb."""
    if not _BYLINE.fullmatch(text):
        return False
    _, *names = _NAME_WORDS.findall(text)
    if names[0].strip(".").lower() in lexicon.NOT_NAMES:
        return False
    dated = any(lexicon.MONTH.fullmatch(name) for name in names)
    return all(
        name[0].isupper() or name.strip(".") in lexicon.BESIDE_NAMES or (dated and name.isdigit())
        for name in names
    )


def begins_with_small_name(text: str) -> bool:
    """Say whether a text begins with a name that is written small: eBay, iPhone, de Gaulle, al-Shabaab."""
    return bool(_SMALL_NAME.match(text))
