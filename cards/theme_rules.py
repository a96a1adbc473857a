"""What a theme's values may be, so that no theme can make a card slow, cut or hard to read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from cards.errors import ThemeError

SMALLEST_BODY, LARGEST_BODY, SMALLEST, LARGEST = 44, 60, 40, 160
MOST_STEPS, MOST_WORDS = 16, 30
# The same on every card of every house: networks lay their badges by it.
PLACES = {"margin": 72, "text_indent": 72, "cap_line": 80, "body_line": 156, "foot_line": 83}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "int": int,
    "float": (int, float),
    "str": str,
    "bool": bool,
    "tuple[int, ...]": tuple,
}
_RANGES: dict[str, tuple[float, float]] = {
    "weight": (1, 1000),
    "opsz": (0, 144),
    "tracking": (-0.1, 0.3),
    "leading": (0.9, 2.5),
    "second_weight": (0, 1000),
    "width": (8, 20),
    "tick": (0, 60),
    "gap": (8, 60),
    "mark": (40, 80),
    **dict.fromkeys(
        ("heading", "part", "speaker", "credit", "wordmark", "wordmark_bookend"),
        (SMALLEST, LARGEST),
    ),
}


def check_keys(table: Mapping[str, Any], names: Collection[str]) -> Mapping[str, Any]:
    """The table; raises ThemeError where it holds anything else, such as a misspelt key."""
    for key in table.keys() - set(names):
        raise ThemeError(f"“{key}” is not known here; known are {', '.join(names)}.")
    return table


def check_value(name: str, value: Any, kind: str) -> Any:
    """The value; raises ThemeError where it is of another type, or out of its range."""
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "bool"):
        raise ThemeError(f"“{name}” cannot be {value!r}.")
    if name in _RANGES:
        _in_range(name, cast("float", value))
    return value


def _in_range(name: str, value: float) -> None:
    low, high = _RANGES[name]
    # Written so that nan is out of every range.
    if not low <= value <= high:
        raise ThemeError(f"“{name}” lies between {low:g} and {high:g}, not at {value:g}.")


def check_leading(value: Any) -> float:
    """A script's own leading, or 0 where it has none."""
    return float(check_value("leading", value, "float")) if value else 0.0


def check_ladder(steps: tuple[Any, ...]) -> tuple[int, ...]:
    """Sizes from large to small, none of them under 40."""
    whole = all(isinstance(step, int) and not isinstance(step, bool) for step in steps)
    if not whole or not steps or len(steps) > MOST_STEPS:
        raise ThemeError(f"A ladder is a list of 1 to {MOST_STEPS} sizes in whole pixels.")
    if min(steps) < SMALLEST:
        raise ThemeError(f"No text on a card is under {SMALLEST} pixels.")
    if max(steps) > LARGEST:
        raise ThemeError(f"No text on a card is over {LARGEST} pixels.")
    if list(steps) != sorted(set(steps), reverse=True):
        raise ThemeError("A ladder's sizes run from large to small.")
    return steps


def body_ladder(steps: tuple[Any, ...]) -> tuple[int, ...]:
    """As `check_ladder`, between 44 and 60; an empty one is left to the theme's own."""
    if steps and (min(check_ladder(steps)) < SMALLEST_BODY or max(steps) > LARGEST_BODY):
        raise ThemeError(f"Body sizes lie between {SMALLEST_BODY} and {LARGEST_BODY} pixels.")
    return steps


def part_words(words: Any) -> str:
    """“{number} of {count}” in the house's own words."""
    left = str(words).replace("{number}", "", 1).replace("{count}", "", 1)
    if len(left) > MOST_WORDS or len(str(words)) != len(left) + len("{number}{count}"):
        raise ThemeError(
            f"words.part holds {{number}}, {{count}} and at most {MOST_WORDS} letters more."
        )
    if "{" in left or "}" in left:
        raise ThemeError("words.part may hold {number} and {count}, nothing else in braces.")
    return str(words)


def fill_part_words(words: str, part: tuple[int, int]) -> str:
    """Part words with their figures, or nothing where a card holds its text whole."""
    number, count = part
    if count == 1:
        return ""
    return words.replace("{number}", str(number)).replace("{count}", str(count))
