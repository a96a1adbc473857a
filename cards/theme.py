"""A theme: the colours, faces, sizes and places of a house's cards, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path

from cards import theme_file
from cards.colour import contrast_ratio
from cards.errors import ThemeError
from cards.theme_parts import (
    BODY_CONTRAST,
    OTHER_CONTRAST,
    SIZES_OF,
    Frame,
    Inks,
    ScriptLook,
    Sizes,
    Styles,
    ThreadLine,
    Wordmark,
)
from cards.words import clean_text


@dataclass(frozen=True)
class Theme:
    """Everything a card's look depends on. Equal themes draw equal pixels."""

    name: str
    colours: Inks
    bookend: Inks
    styles: Styles
    sizes: Sizes
    frame: Frame
    thread_line: ThreadLine
    wordmark: Wordmark
    part_of: str
    part_said: str
    scripts: tuple[ScriptLook, ...]

    def __post_init__(self) -> None:
        _hold_contrast(self)

    def __hash__(self) -> int:
        """Cheap: a theme keys caches on every card, and few themes share these three."""
        return hash((self.name, self.wordmark.text, self.frame.height))

    @staticmethod
    def default() -> Theme:
        """The shipped light theme."""
        return Theme.load("light")

    @staticmethod
    def load(name_or_path: str | Path) -> Theme:
        """A theme by name from the themes' folders, or from the very file a Path names."""
        if isinstance(name_or_path, Path):
            return Theme(**theme_file.read_theme(name_or_path))
        return _named(name_or_path)

    def with_wordmark(self, text: str) -> Theme:
        """This theme signed with `text`."""
        return _with(self, wordmark=Wordmark(clean_text(text)))

    def with_aspect(self, aspect: str) -> Theme:
        """This theme as 16:9 (1200x675), 1:1 (1080x1080) or 4:5 (1080x1350)."""
        if aspect not in SIZES_OF:
            raise ThemeError(f"“{aspect}” is no aspect; choose from {', '.join(SIZES_OF)}.")
        width, height = SIZES_OF[aspect]
        return _with(self, frame=replace(self.frame, width=width, height=height))

    def look(self, script: str) -> ScriptLook | None:
        return next((look for look in self.scripts if look.script == script), None)


@cache
def _named(name: str) -> Theme:
    return Theme(**theme_file.read_theme(theme_file.find_theme_file(name)))


@lru_cache(maxsize=64)
def _changed(theme: Theme, change: tuple[tuple[str, object], ...]) -> Theme:
    return replace(theme, **dict(change))  # type: ignore[arg-type]


def _with(theme: Theme, **change: object) -> Theme:
    return _changed(theme, tuple(change.items()))


def _hold_contrast(theme: Theme) -> None:
    """Body text needs 7:1 (WCAG 2.2, 1.4.6); a card on a phone is never large text: else 4.5:1."""
    for place, inks in (("colours", theme.colours), ("bookend", theme.bookend)):
        for name in [field.name for field in fields(Inks) if field.name != "ground"]:
            body = place == "colours" and name == "ink"
            bar = BODY_CONTRAST if body else OTHER_CONTRAST
            measured = contrast_ratio(inks.ground, getattr(inks, name))
            if measured < bar:
                raise ThemeError(
                    f"Theme “{theme.name}”: {place}.{name} on its ground has a contrast of "
                    f"{measured:.2f}:1; it needs {bar:g}:1."
                )
