"""Quotations in any script: where they stand, and whether a text is nothing else."""

from __future__ import annotations

import re

# A quotation opened by a curly mark may end with a straight one, as careless pages have it.
_LONGEST = 3000
_QUOTED = re.compile(
    # The opening mark first of all: most places are passed over at once.
    '[“„«「『"](?:'
    + "|".join(
        [
            rf'(?<=[“„])[^“”„"]{{2,{_LONGEST}}}[”“"]',
            rf"(?<=«)[^«»]{{2,{_LONGEST}}}»",
            rf"(?<=「)[^「」]{{2,{_LONGEST}}}」",
            rf"(?<=『)[^『』]{{2,{_LONGEST}}}』",
            rf'(?<=")(?<![\w"].)[^"]{{2,{_LONGEST}}}"(?!\w)',
        ]
    )
    + ")"
)
_ONLY = re.compile(rf"(?:{_QUOTED.pattern})[.,。]?")
_SIGNED = re.compile(rf"(?P<said>{_QUOTED.pattern})[.,]?\s*+[—–―-]\s*+(?P<who>[^“”„«»\"]{{2,80}})")

#: Each mark that closes, and those it closes; the English opening mark is the German closing one.
_CLOSING = {"”": '“„"', "“": "„", "»": "«", "」": "「", "』": "『", '"': '“„"'}
_OPENING = '“„«「『"'
_INDENT = re.compile(r"^[^\S\n]*+", re.MULTILINE)
_SINGLE_END = re.compile("’(?!\\w)")
_MARKS = re.compile('[“”„«»「」『』]|(?<!\\d)"')
_ALL_MARKS = re.compile('[“”„«»「」『』"]')


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Find the quotations of a text, outermost, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]


def is_quoted(text: str, start: int, end: int) -> bool:
    """Say whether words stand in a quotation, or where one may still run on."""
    if any(first < end and start < last for first, last in find_quotations(text)):
        return True
    opened = left_open(text)
    single = text.rfind("‘", 0, start)
    inner = single >= 0 and not _SINGLE_END.search(text, single, start)
    return (opened is not None and opened < start) or inner


def is_unattributed(text: str, at: int) -> bool:
    """Say whether a quotation stands at a place that ends its own sentence, so that nobody says it."""
    match = _QUOTED.match(text, at)
    return match is not None and match.group()[-2] in ".!?…。！？"


def is_only_quotation(text: str) -> bool:
    """Say whether a text is one quotation and nothing else."""
    return bool(_ONLY.fullmatch(text.strip()))


def left_open(text: str) -> int | None:
    """Where a quotation begins that is never closed, or None. Marks ’ and ' close and shorten: not asked.

    A paragraph that begins with a mark while a quotation runs on goes on with it, as newspapers do.
    """
    at = _left_open(text, _MARKS)
    # A straight mark behind a figure is of inches, or closes: it closes where that leaves nothing open.
    return None if at is None or _left_open(text, _ALL_MARKS) is None else at


def _left_open(text: str, marks: re.Pattern[str]) -> int | None:
    open_at: list[int] = []
    begins = {match.end() for match in _INDENT.finditer(text)}
    for match in marks.finditer(text):
        mark, at = match.group(), match.start()
        if mark in _CLOSING and open_at and text[open_at[-1]] in _CLOSING[mark]:
            open_at.pop()
        elif mark in _OPENING and not (open_at and at in begins):
            open_at.append(at)
    return open_at[0] if open_at else None


def parse_signed_quotation(text: str) -> tuple[str, str] | None:
    """Give quotation and speaker of a text like “We did it.” — Jane Doe."""
    match = _SIGNED.fullmatch(text.strip())
    return (match["said"], match["who"].strip()) if match else None
