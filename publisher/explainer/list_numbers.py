"""The mark before each point of a page's list, as its readers see it: a number, a letter, a sign, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from publisher.explainer import signs
from publisher.explainer.weighing import child_nodes

_STYLE = re.compile(
    r"list-style(?:-type)?\s{0,9}:\s{0,9}(?:[^;\"']{0,40}?(?P<name>(?:lower|upper)-(?:alpha|latin|roman))\b|[^;\"']{0,40}[\"'](?P<sign>[^\"';]{1,12})[\"'])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s{0,9}([+-]?\d{1,6})(?!\d)")
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS, _MOST_ROMAN = 26, 3999


@dataclass(slots=True)
class Marks:
    """The marks of one list: its next number and how it goes on, or the sign that all have."""

    number: int | None
    step: int = 1
    kind: str = ""
    sign: str = ""

    def of(self, item: LexborNode) -> str:
        """Give the mark of the next item, or nothing where it is a bullet."""
        own = _style(item)
        if self.number is None:
            return _sign(own[1]) or self.sign
        number = _number(item.attributes.get("value") or "", self.number)
        self.number = number + self.step
        return f"{_said(number, own[0] or self.kind)}."


def of_list(node: LexborNode) -> Marks:
    """Give the marks of a list as its page sets them."""
    kind, sign = _style(node)
    if node.tag != "ol":
        return Marks(None, sign=_sign(sign))
    facts = node.attributes
    back = "reversed" in facts
    first = sum(child.tag == "li" for child in child_nodes(node)) if back else 1
    start = _number(facts.get("start") or "", first)
    return Marks(start, -1 if back else 1, kind or _TYPES.get(facts.get("type") or "", ""))


def _style(node: LexborNode) -> tuple[str, str]:
    match = _STYLE.search(node.attributes.get("style") or "")
    return ((match["name"] or "").lower(), match["sign"] or "") if match else ("", "")


def _sign(words: str) -> str:
    """Give a mark of a list that tells something; a dash or a dot of its own is a bullet."""
    words = words.strip()
    return (
        words if words and (signs.starts_with_sign(words) or any(map(str.isalnum, words))) else ""
    )


def _number(words: str, otherwise: int) -> int:
    match = _NUMBER.match(words)
    return int(match[1]) if match else otherwise


def _said(number: int, kind: str) -> str:
    letters = kind.removeprefix("lower-").removeprefix("upper-")
    if letters in ("alpha", "latin") and number > 0:
        said = _lettered(number)
    elif letters == "roman" and 0 < number <= _MOST_ROMAN:
        said = _roman(number)
    else:
        return str(number)
    return said.upper() if kind.startswith("upper") else said


def _lettered(number: int) -> str:
    said = ""
    while number:
        number, at = divmod(number - 1, _LETTERS)
        said = chr(ord("a") + at) + said
    return said


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said
