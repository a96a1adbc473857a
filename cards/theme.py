"""A theme: the colours, faces, sizes and places of a house's cards, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cards.colour import RGB, contrast
from cards.errors import ThemeError

Aspect = Literal["16:9", "1:1", "4:5"]
SIZES_OF: dict[str, tuple[int, int]] = {
    "16:9": (1200, 675),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
}
BODY_CONTRAST = 7.0
OTHER_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Inks:
    """A ground and the three colours that lie on it."""

    ground: RGB
    ink: RGB
    accent: RGB
    muted: RGB


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of text is set; tracking and leading are in em.

    `second` is the face of the text's own script, at `second_weight`, where `family` lacks it.
    """

    family: str
    weight: int
    opsz: float = 0
    tracking: float = 0
    leading: float = 1.2
    tabular: bool = False
    second: str = ""
    second_weight: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by the part they play."""

    display: Style
    quotation: Style
    mark: Style
    body: Style
    heading: Style
    part: Style
    speaker: Style
    role: Style
    wordmark: Style
    credit: Style


@dataclass(frozen=True, slots=True)
class Sizes:
    """Pixels an em. Ladders run from large to small: the first step that fits is taken."""

    display: tuple[int, ...]
    quotation: tuple[int, ...]
    body: tuple[int, ...]
    heading: int
    part: int
    speaker: int
    credit: int
    wordmark: int
    wordmark_bookend: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Places in pixels; `foot_line` counts from the bottom edge."""

    width: int
    height: int
    margin: int
    text_indent: int
    cap_line: int
    body_line: int
    foot_line: int

    @property
    def left(self) -> int:
        return self.margin + self.text_indent

    @property
    def right(self) -> int:
        return self.width - self.margin

    @property
    def foot(self) -> int:
        return self.height - self.foot_line

    @property
    def measure(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """The vertical line: its width, the tick's length past it, and the white at a mark."""

    width: int
    tick: int
    gap: int
    mark: int
    ticks: bool = True


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The house's name as text, or a picture of one colour in its place."""

    text: str
    image: Path | None = None


@dataclass(frozen=True, slots=True)
class ScriptLook:
    """What one script changes. A leading or size of 0 changes nothing."""

    script: str
    body: str
    display: str
    weight: int = 400
    leading: float = 0
    display_leading: float = 0
    sizes: tuple[int, ...] = ()
    heading_size: int = 0


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
        # theme_file builds Themes, so it can be imported only once this module is whole
        from cards import theme_file  # noqa: PLC0415

        return theme_file.load(name_or_path)

    def with_wordmark(self, text: str) -> Theme:
        """This theme signed with `text`."""
        return _with(self, wordmark=Wordmark(text))

    def with_aspect(self, aspect: str) -> Theme:
        """This theme as 16:9 (1200x675), 1:1 (1080x1080) or 4:5 (1080x1350)."""
        if aspect not in SIZES_OF:
            raise ThemeError(f"“{aspect}” is no aspect; choose from {', '.join(SIZES_OF)}.")
        width, height = SIZES_OF[aspect]
        return _with(self, frame=replace(self.frame, width=width, height=height))

    def look(self, script: str) -> ScriptLook | None:
        return next((look for look in self.scripts if look.script == script), None)


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
            measured = contrast(inks.ground, getattr(inks, name))
            if measured < bar:
                raise ThemeError(
                    f"Theme “{theme.name}”: {place}.{name} on its ground has a contrast of "
                    f"{measured:.2f}:1; it needs {bar:g}:1."
                )
