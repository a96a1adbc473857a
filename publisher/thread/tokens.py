"""A text in tokens, finer than its words: figures whole, each sign by itself. Pure.

A changed decimal point, currency or question mark is a change of what is said; a comma is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from publisher.explainer.signs import SIGN_WITHIN
from publisher.thread.alignment import UNSPACED

LINE = "\n"
_NUMBER = r"(?:(?<![\w.,])[-−–+±])?\d+(?:[.,:/’'\u00a0\u202f]\d+)*"
_TOKEN = re.compile(
    rf"(?P<line>\n\s*(?:•(?=\s))?)|(?P<link>https?://\S+|[#＃@＠]\w+)|(?P<mark>{SIGN_WITHIN})|(?P<number>{_NUMBER})"
    rf"|(?P<word>[{UNSPACED}]|[^\W{UNSPACED}_]+(?:[’'][^\W\d_]+)*)|(?P<sign>\S)"
)
_ALIKE = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "..."}
_ALIKE |= dict.fromkeys("−–—―‐‑", "-")
_TABLE = str.maketrans(_ALIKE)
_MARK = re.compile(SIGN_WITHIN)
#: How a sign is drawn, and the space in a rating, are none of what it says.
_SPACING = re.compile(r"[\s\ufe0e\ufe0f]+")
#: Punctuation that changes what is said.
_TELLING = frozenset("?？؟%‰&§")
PAUSES = frozenset(",;:()[]-،؛、，；：（）")
QUOTES = frozenset("\"'”’»」』)")

_DENIALS = """
not no never none nobody nothing neither nor without cannot nowhere hardly false untrue denied
nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder
ne pas jamais aucun aucune sans rien ni nunca ningún ninguna sin jamás nada non mai nessun
niet geen nooit não sem nem не нет ни без никогда немає ні жодного لا لم لن ليس غير לא אין בלי
不 没 沒 未 无 無 非 नहीं
"""
_COUNTS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
thousand thousands million millions billion billions trillion dozen dozens half third quarter double
twice monday tuesday wednesday thursday friday saturday sunday
"""
#: Words that turn a sentence round; one of them dropped is no shortening.
DENIALS = frozenset(_DENIALS.split())
#: Numbers in words, and days.
COUNTS = frozenset(_COUNTS.split())


class Token(NamedTuple):
    """One token as it stands; `key` is what it is compared by, `gap` the space before it."""

    key: str
    text: str
    gap: str
    start: int
    end: int


def tokenize_text(text: str, *, lines: bool = False) -> list[Token]:
    """The tokens of a text, a bullet's dot at the beginning of a line left away.

    With `lines` a token `LINE` stands for the end of each.
    """
    found: list[Token] = []
    at = 0
    body = text[1:].lstrip() if text.startswith("• ") else text
    moved = len(text) - len(body)
    at = moved
    gap = ""
    for match in _TOKEN.finditer(body):
        start, end = match.start() + moved, match.end() + moved
        gap = " " if gap or text[at:start] else ""
        at = end
        if match.lastgroup == "line":
            gap = " "
            found += [Token(LINE, "", "", start, end)] if lines else []
            continue
        said = match.group()
        key = _SPACING.sub("", said) if match.lastgroup == "mark" else _key(said)
        found.append(Token(key, said, gap, start, end))
        gap = ""
    return found


def _key(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_TABLE)


def is_meaningful(token: Token) -> bool:
    """Whether it says something: all but plain punctuation does."""
    key = token.key
    if key.isalnum() or key in _TELLING:
        return True
    return not all(unicodedata.category(each)[0] in "PZC" for each in key)


def gist_of(said: Iterable[Token]) -> list[str]:
    """What tokens say, whatever their case and punctuation."""
    return [each.key.casefold() for each in said if is_meaningful(each)]


def is_furniture(said: Iterable[Token]) -> bool:
    """Whether it is only a link, tags, names to be pressed or punctuation."""
    return all(not is_meaningful(each) or _is_linked(each) for each in said)


def _is_linked(token: Token) -> bool:
    return (token.key[0] in "#＃@＠" and not is_sign(token)) or "://" in token.key


def is_sign(token: Token) -> bool:
    """Whether it is a tick, a cross, a warning, a rating, a colour, or any other picture."""
    return bool(_MARK.fullmatch(token.text)) or unicodedata.category(token.key[0]) == "So"


def signs_of(said: Iterable[Token]) -> list[str]:
    """The signs among tokens, in their order."""
    return [each.key for each in said if is_sign(each)]


def has_denial(said: Iterable[Token]) -> bool:
    return any(_denial(each) for each in said)


def _denial(token: Token) -> bool:
    small = token.key.casefold()
    return small in DENIALS or small.endswith("n't")


def is_weighty(token: Token) -> bool:
    """Whether it is a number, a day or a denial, or a sign that is none of punctuation."""
    small = token.key.casefold()
    figures = any(map(str.isdigit, small)) or small in COUNTS
    return figures or _denial(token) or (is_meaningful(token) and not small[0].isalpha())


def join_tokens(said: Sequence[Token]) -> str:
    """The tokens as text again."""
    return "".join(each.gap + each.text for each in said).strip()
