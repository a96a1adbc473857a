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
_SIGNED = re.compile(rf"(?P<said>{_QUOTED.pattern})[.,]?\s*[—–―-]\s*(?P<who>[^“”„«»\"]{{2,80}})")


def spans(text: str) -> list[tuple[int, int]]:
    """Find the quotations of a text, outermost, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]


def unsaid(text: str, at: int) -> bool:
    """Say whether a quotation stands at a place that ends its own sentence, so that nobody says it."""
    match = _QUOTED.match(text, at)
    return match is not None and match.group()[-2] in ".!?…。！？"


def only(text: str) -> bool:
    """Say whether a text is one quotation and nothing else."""
    return bool(_ONLY.fullmatch(text.strip()))


def signed(text: str) -> tuple[str, str] | None:
    """Give quotation and speaker of a text like “We did it.” — Jane Doe."""
    match = _SIGNED.fullmatch(text.strip())
    return (match["said"], match["who"].strip()) if match else None
