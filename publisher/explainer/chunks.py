"""Lines that belong together, as they are gathered and then told apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from publisher.explainer.lines import Line
from publisher.explainer.model import Aside


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together: one paragraph, one bullet or one heading; `block` counts blank lines."""

    kind: str
    start: int
    end: int
    block: int
    text: str
    indent: int = 0
    ordered: bool = False
    last_line: str = ""

    def saying(self, text: str) -> Chunk:
        """Give the same with other words; `replace` takes three times as long."""
        return Chunk(
            self.kind,
            self.start,
            self.end,
            self.block,
            text,
            self.indent,
            self.ordered,
            self.last_line,
        )


@dataclass(slots=True)
class Chunks:
    """The chunks of a source as they grow, and what stands between them."""

    source: str
    chunks: list[Chunk] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    block: int = 0
    marked: Line | None = None
    #: What an editor should check, in words.
    doubts: list[str] = field(default_factory=list)
