"""Marks that begin a line: neutral ones are bullets, all others say something and are words.

A tick, a cross, a warning, a rating, a direction, a colour, a number in a circle, plus and minus: a line
that loses one of them may say the opposite.
"""

from __future__ import annotations

import re

#: These stand for a bullet and nothing else, the last four in the symbol faces of Word; for the inside of a character class.
NEUTRAL = "•◦‣⁃∙●○▪▫■□►▶▸➤➢❖◆◇・\uf0b7\uf0a7\uf0d8\uf076"

_SPACE = r"[ \t\u00a0\u2002-\u200a\u3000]"
# Arrows, shapes that point, symbols, dingbats, circled letters and numbers, emoji; but for the neutral ones.
_TELLING = (
    r"\u2190-\u21ff\u203c\u2049\u2460-\u24ff\u25b2-\u25b5\u25bc-\u25bf\u25ce\u2600-\u2755\u2757-\u27a1"
    r"\u27a3\u27a5-\u27bf\u2b00-\u2bff\u3297\u3299\U0001f000-\U0001faff"
)
_JOINERS = r"\ufe0e\ufe0f\u200d\u20e3"
# Shapes in a row are a rating, as ●●●○○ is.
_RATED = "●○■□◆◇▪▫"
_RATING = rf"[{_RATED}](?:{_SPACE}?[{_RATED}]){{1,11}}(?![{_RATED}])"
_RATES = re.compile(rf"(?P<shape>[{_RATED}]){_SPACE}?(?!(?P=shape))[{_RATED}]")
_SIGN = re.compile(
    rf"{_RATING}|(?:[{_TELLING}]|[0-9#*]\ufe0f?\u20e3)[{_TELLING}{_JOINERS}]*|[×✕](?={_SPACE})|[+±−>](?={_SPACE}{{1,8}}[$€£¥]?[.,]?\d)"
)
#: A sign or a rating wherever it stands: what begins a line with it may as well end one.
SIGN_WITHIN = rf"{_RATING}|[0-9#*]\ufe0f?\u20e3|[{_TELLING}][{_TELLING}{_JOINERS}]*"
_ROUND = re.compile(rf"[○●](?={_SPACE})")
# In Japan a circle says yes beside a cross, a triangle or a double circle.
_BESIDE_ROUND = re.compile(rf"^{_SPACE}{{0,40}}[×✕✖☓❌△◎]", re.MULTILINE)
_LEAST = "\u00b0"
_KEYCAP = "\u20e3"
_LONGEST_ALONE = 24
_COUNTS = re.compile(r"[$€£¥]?[.,]?\d")
_MINUS = re.compile(
    rf"[-–—]{_SPACE}{{1,8}}(?:[$€£¥][.,]?\d|[.,]?\d[\d.,]{{0,20}}{_SPACE}?"
    r"(?:%|‰|°|[$€£¥]|(?:per ?cent|percent|pct|points?|pts?|degrees?|bps?|basis|Prozent|Punkte?|Grad|pour cent|"
    r"por ciento|градус|процент)|$))",
    re.IGNORECASE,
)


def starts_with_sign(words: str, *, rounds: bool = False) -> bool:
    """Say whether words begin with a sign; `rounds` where circles are signs too."""
    first = words[0]
    if first < _LEAST and first not in "+>" and _KEYCAP not in words[1:3]:
        return False
    return bool(_SIGN.match(words)) or (rounds and bool(_ROUND.match(words)))


def is_lone_sign(words: str) -> bool:
    """Say whether words are a sign and nothing else."""
    return len(words) <= _LONGEST_ALONE and bool(words) and bool(_SIGN.fullmatch(words))


def has_partial_rating(words: str) -> bool:
    """Say whether words hold a rating that is not full: ●●●○○."""
    return bool(_RATES.search(words))


def rounds_tell(source: str) -> bool:
    """Say whether the circles of a text are signs, as they stand beside crosses."""
    return ("○" in source or "●" in source) and bool(_BESIDE_ROUND.search(source))


def starts_with_number(words: str) -> bool:
    """Say whether words begin with a number or a sum."""
    return bool(_COUNTS.match(words))


def may_start_with_minus(words: str) -> bool:
    """Say whether a line with its mark may begin with a minus: “- 5 per cent”."""
    return bool(_MINUS.match(words))
