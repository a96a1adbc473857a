"""Where two posts may part: a mark goes with its words, a heading with what stands under it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from publisher.explainer.heuristics import has_content

# What opens the words behind it, alone at the end of what stands before a cut.
_OPENS = re.compile(r"[「『]\Z|(?:^|(?<=\s))[“„«‘‚(\[{¿¡•◦‣∙●○▪■►▶➢➔·]\Z")
# What closes the words before it, alone at the beginning of what stands behind a cut.
_CLOSES = re.compile(r"\s*[”»’」』)\]},.;:!?…]+(?=\s|\Z)")


def headings_of(content: Mapping[str, Any]) -> set[str]:
    """The lines of a version that stand over others."""
    return {entry["text"] for entry in content["ledger"] if entry["part"] == "heading"}


def find_seam(body: str, at: int, headings: Collection[str] = ()) -> int:
    """The place nearest to `at` where a post may end: 0 or the whole length if there is none.

    `headings_of` are lines that stand over others, as they are in the body.
    """
    at = min(max(at, 0), len(body))
    closing = _CLOSES.match(body, at)
    at = closing.end() if closing else at
    while (earlier := _before_mark(body, at, headings)) < at:
        at = earlier
    return at if has_content(body[at:]) else len(body)


def _before_mark(body: str, at: int, headings: Collection[str]) -> int:
    end = len(body[:at].rstrip())
    start = body.rfind("\n", 0, end) + 1
    line = body[start:end].strip()
    if not line:
        return 0
    if not has_content(line) or line in headings:
        return start
    # A line is looked at from its last word on: the pattern asks for one character.
    opening = _OPENS.search(body, max(start, end - 2), end)
    return opening.start() if opening else at
