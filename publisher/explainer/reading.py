"""The one way in: whatever came, read as an explainer or refused in a sentence."""

from __future__ import annotations

from typing import Literal

from publisher.explainer import looks, parts, structure
from publisher.explainer.decode import LARGEST, to_text
from publisher.explainer.lines import read_lines
from publisher.explainer.model import Explainer, Unreadable

SourceKind = Literal["auto", "text", "markdown", "html"]


def read(source: str | bytes, *, kind: SourceKind = "auto", largest: int = LARGEST) -> Explainer:
    """Read plain text, Markdown or a web page as an explainer.

    `largest` is how many bytes (or characters) are read at most; raises `Unreadable`.
    """
    text, doubts = to_text(source, largest=largest)
    found = parts.find(structure.gather(text, read_lines(text)))
    _refuse_wordless(text, found)
    return Explainer(
        source=text,
        kind="text",
        headline=found.headline,
        lede=found.lede,
        captions=tuple(found.captions),
        credits=tuple(found.credits),
        sections=tuple(found.sections),
        sign_off=found.sign_off,
        asides=tuple(sorted(found.asides, key=lambda aside: aside.span.start)),
        links=(),
        dropped=(),
        warnings=(*doubts, *found.warnings),
    )


def _refuse_wordless(text: str, found: parts.Parts) -> None:
    if not looks.has_words(text):
        raise Unreadable("This holds no explainer: there is not one word or number in it.")
    if not found.headline and not found.lede and not any(s.parts for s in found.sections):
        raise Unreadable(
            "This holds no explainer: a headline, bullets or paragraphs were expected."
        )
