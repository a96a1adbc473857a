"""What a theme is made of: colours, styles, sizes, places, the line, the wordmark, the scripts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cards.colour import RGB

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
