"""The choices for a whole thread, and what is chosen now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.review.shape.resplit_options import REPLIES

STYLES = {
    "full": "Every word in the text",
    "brief": "A post a section, the rest on cards",
    "single": "One post, everything on cards",
}
NUMBERINGS = {
    "n/N behind": "3/8, behind the words",
    "n/N before": "3/8, before the words",
    "(n)": "(3), behind the words",
    "none": "None",
}


@dataclass(frozen=True, slots=True)
class Choices:
    """Values and words of each list."""

    styles: tuple[tuple[str, str], ...] = tuple(STYLES.items())
    numberings: tuple[tuple[str, str], ...] = tuple(NUMBERINGS.items())
    replies: tuple[tuple[str, str], ...] = tuple(REPLIES.items())


def selected_options_of(
    content: Mapping[str, Any], replies: str, typed: Mapping[str, str] | None
) -> dict[str, Any]:
    """What the form shows: what could not be saved, else what the version says."""
    if typed is not None:
        return {**typed, "newest_first": "newest_first" in typed}
    return {
        "style": content["style"],
        "numbering": content["numbering"],
        "replies": content.get("replies", replies),
        "newest_first": content.get("newest_first", False),
    }
