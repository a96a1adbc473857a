"""A text in runs, so that a template can show some of them otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of words; `kind` is "", "mark", "link", "mark link", "gone", "ins" or "del"."""

    words: str
    kind: str = ""
