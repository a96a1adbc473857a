"""Numbers of posts: pure functions from bodies to texts, so that an edited thread can be numbered again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from publisher.split.draft_model import NoSuchStyle

#: Each way to number, from place and total to what stands before and behind the body.
STYLES: dict[str, Callable[[int, int], tuple[str, str]]] = {
    "n/N behind": lambda place, total: ("", f"\n\n{place}/{total}"),
    "n/N before": lambda place, total: (f"{place}/{total} ", ""),
    "(n)": lambda place, total: ("", f" ({place})"),  # noqa: ARG005 the total is not told
    "none": lambda place, total: ("", ""),  # noqa: ARG005 neither is told
}

#: What the styles above put before or behind a body.
_NUMBER = re.compile(r"\A\d{1,3}/\d{1,3} |\n\n\d{1,3}/\d{1,3}\Z| \(\d{1,3}\)\Z")


def number_posts(bodies: Sequence[str], style: str) -> list[str]:
    """Give the texts of a thread; one post alone carries no number."""
    if len(bodies) == 1:
        return list(bodies)
    marks = [_marks(style, place, len(bodies)) for place in range(1, len(bodies) + 1)]
    return [before + body + behind for body, (before, behind) in zip(bodies, marks, strict=True)]


def strip_number(text: str) -> str:
    """A text as sent, without its number, whatever the style."""
    return _NUMBER.sub("", text)


def room_taken(style: str, digits: int, measure: Callable[[str], int]) -> int:
    """Give the most a number takes in a thread whose total has so many digits."""
    if digits == 0:
        return 0
    most = 10**digits - 1
    return measure("".join(_marks(style, most, most)))


def _marks(style: str, place: int, total: int) -> tuple[str, str]:
    if style not in STYLES:
        known = ", ".join(f"“{name}”" for name in STYLES)
        raise NoSuchStyle(f"There is no numbering “{style}”; choose one of {known}.")
    return STYLES[style](place, total)
