"""Which scripts the faces on this machine cover, and how to add those that are missing."""

from __future__ import annotations

from dataclasses import dataclass

from cards.cast import find_covering_face
from cards.theme import Theme

_CORE, _CJK = "fonts-noto-core", "fonts-noto-cjk"
_SAMPLES = (
    ("Latin", "Latn", "Aßőž", ""),
    ("Vietnamese", "Latn", "Ẩờự", ""),
    ("Greek", "Latn", "Ωλέ", ""),
    ("Cyrillic", "Latn", "ЖїЂ", ""),
    ("Arabic", "Arab", "عپۀ", _CORE),
    ("Hebrew", "Hebr", "שלם", _CORE),
    ("Devanagari", "Deva", "कषि", _CORE),
    ("Thai", "Thai", "สวั", _CORE),
    ("Chinese", "Hans", "国國", _CJK),
    ("Japanese", "Jpan", "かカ経", _CJK),
    ("Korean", "Kore", "평화", _CJK),
    ("emoji", "Latn", "🕊🇺", "fonts-noto-color-emoji"),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One script; `remedy` is the Debian package that would cover it, "" where none is needed."""

    script: str
    covered: bool
    remedy: str


def coverage(theme: Theme | None = None) -> list[Coverage]:
    """The scripts cards are made for, and whether the faces found here can set them."""
    look = theme or Theme.default()
    return [
        Coverage(name, covered, "" if covered else remedy)
        for name, script, sample, remedy in _SAMPLES
        for covered in [all(find_covering_face(look, "body", script, c) for c in sample)]
    ]
