"""Pure: plain text, Markdown or HTML to an `Explainer`, every part with its span in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publisher.explainer.model import (
    Aside,
    Bullet,
    Explainer,
    ExplainerError,
    Link,
    Paragraph,
    Passage,
    Section,
    Span,
    Unreadable,
)

if TYPE_CHECKING:
    from publisher.explainer.reading import read

__all__ = [
    "Aside",
    "Bullet",
    "Explainer",
    "ExplainerError",
    "Link",
    "Paragraph",
    "Passage",
    "Section",
    "Span",
    "Unreadable",
    "read",
]


def __getattr__(name: str) -> Any:
    # Loaded where it is first asked for: who only knows explainers needs no parser.
    if name != "read":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from publisher.explainer.reading import read  # noqa: PLC0415 - see above

    return read
