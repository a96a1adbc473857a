"""The one way in: whatever came, read as an explainer or refused in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publisher.explainer import (
    addresses,
    classify,
    embargo,
    heuristics,
    html,
    markdown,
    notes,
    release_furniture,
    structure,
    witness,
)
from publisher.explainer.decode import LARGEST, to_text
from publisher.explainer.garbled import describe_garbled_text, left_words
from publisher.explainer.lines import Line, read_lines
from publisher.explainer.model import Explainer, SourceKind, Unreadable
from publisher.explainer.page import PageText

# Nothing is given back: a page of many comments would be gone through once for each way to part them.
_HTML_START = re.compile(
    r"\s*+(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|\?xml|html|head|meta|link|style|title|base|body|article|main|section|div|p|h[1-6]|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_BLOCK = re.compile(r"</(?:p|li|div|h[1-6]|ul|ol|article|blockquote)>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n[A-Za-z_]+\s*[:=]")
# What a text must hold before a pattern is looked for, and the pattern.
_MARKDOWN = (
    # “# # #” is the end mark of a press release.
    ("#", re.compile(r"^#{1,6}[ \t]++[^\s#]", re.MULTILINE)),
    ("**", re.compile(r"^\*\*[^*\n]{1,200}\*\*[ \t\r]*$", re.MULTILINE)),
    ("](", re.compile(r"(?<=\])\((?:https?:|/|#|mailto:)")),
)
_FEW_BLOCKS = 2
#: An explainer has some hundreds of them.
_MOST_PARTS = 12_000
_ONLY_A_HEADLINE = "Only a headline was found on this page. If it has more, paste the words of the explainer instead."


def read(
    source: str | bytes,
    *,
    kind: SourceKind = "auto",
    largest: int = LARGEST,
    address: str = "",
) -> Explainer:
    """Read plain text, Markdown or a web page as an explainer.

    `largest` is how many bytes (or characters) are read at most; `address` is the page's own, where
    it is known: its links are told from there. Raises `Unreadable`.
    """
    text, doubts = to_text(source, largest=largest)
    kind = _kind(text) if kind == "auto" else kind
    page = _page(text, kind, address)
    readable = text if page is None else page.source
    links, apart = addresses.of_page(page, address) if page else ([], [])
    chunks = structure.gather_chunks(readable, _lines(text, page))
    held = embargo.extract_embargoes(chunks, (*page.dropped, *page.elsewhere) if page else ())
    doubts += [*_told(page), *release_furniture.set_aside_furniture(chunks, held=bool(held))]
    found = classify.classify_parts(chunks)
    _refuse_wordless(readable, found)
    missing = list(_missing(page)) if page else []
    if kind == "html" and not missing and not _goes_on(found):
        missing.append(_ONLY_A_HEADLINE)
    return Explainer(
        source=readable,
        kind=kind,
        headline=found.headline,
        lede=found.lede,
        captions=tuple(found.captions),
        credits=tuple(found.credits),
        sections=tuple(found.sections),
        sign_off=found.sign_off,
        asides=tuple(sorted(found.asides, key=lambda aside: aside.span.start)),
        links=tuple(links),
        dropped=(*(page.left() if page else ()), *apart),
        warnings=(*missing, *doubts, *found.warnings, *describe_garbled_text(readable)),
        embargoes=tuple(held),
    )


def _told(page: PageText | None) -> Iterator[str]:
    """Tell what left the text of a page."""
    return left_words(page.out) if page else iter(())


def _kind(text: str) -> SourceKind:
    if _HTML_START.match(text):
        return "html"
    if _FRONT_MATTER.match(text) or any(sign in text and p.search(text) for sign, p in _MARKDOWN):
        return "markdown"
    return "html" if len(_HTML_BLOCK.findall(text)) > _FEW_BLOCKS else "text"


def _page(text: str, kind: SourceKind, address: str) -> PageText | None:
    if kind == "html":
        return html.to_page(text, address)
    if kind == "markdown":
        return markdown.to_page(text)
    return _settled(text) if notes.may_hold_annotations(text) else None


def _settled(text: str) -> PageText | None:
    """Give a plain text with its struck words and hidden notes put aside; nothing if it has none."""
    page = PageText()
    words = notes.extract_annotations(page, text)
    if words == text:
        return None
    words, _ = page.closed_up(words)
    page.lines.extend(read_lines(words))
    page.words.append(words + "\n\n")
    page.length = len(words) + 2
    page.finish()
    return page


def _goes_on(found: classify.Parts) -> bool:
    """Say whether anything stands under a headline."""
    return bool(found.lede or found.captions or any(s.parts for s in found.sections))


def _missing(page: PageText) -> Iterator[str]:
    """Give what of a page is not accounted for; raise `Unreadable` where it is most of it."""
    # What may be of the story is looked for by itself.
    doubted = Counter(page.doubted)
    named = [piece for piece in page.dropped if not doubted[piece.partition(": ")[2]]]
    return witness.describe_unaccounted(page.seen, page.source, named, page.doubted, page.likely)


def _lines(text: str, page: PageText | None) -> list[Line]:
    """Give the lines of a text or of its page; raise `Unreadable` where they are too many."""
    lines = list(read_lines(text)) if page is None else page.lines
    count = sum(line.kind != "blank" for line in lines)
    if count > _MOST_PARTS:
        raise Unreadable(
            f"This has {count:,} paragraphs, points and notes, and an explainer was expected: paste its words."
        )
    return lines


def _refuse_wordless(text: str, found: classify.Parts) -> None:
    if not heuristics.has_words(text):
        raise Unreadable("This holds no explainer: there is not one word or number in it.")
    if not found.headline and not found.lede and not any(s.parts for s in found.sections):
        raise Unreadable(
            "This holds no explainer: a headline, bullets or paragraphs were expected."
        )
