"""Pure: plain text, Markdown or HTML to an `Explainer`, every part with its span in the source."""

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
