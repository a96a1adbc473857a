"""The parts of a page with their weight in words: how many, how many of them in links, and what else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from publisher.explainer.tags import INLINE, SILENT

_BLOCKS = frozenset(["p", "li", "dd", "dt", "td", "blockquote", "pre", "figcaption"])
_SUBHEADS = frozenset(["h2", "h3", "h4", "h5"])
_PRESSED = frozenset(["button", "label", "summary"])
_NO_FIELDS = frozenset(["hidden", "submit", "button", "image", "reset"])


@dataclass(slots=True, eq=False)
class Part:
    """One element. All counts are of what stands in it and is not `apart`, itself included."""

    node: LexborNode
    tag: str
    facts: Mapping[str, str | None]
    up: Part | None
    #: The block in whose line it stands.
    line: Part | None = None
    in_link: bool = False
    in_press: bool = False
    in_article: bool = False
    in_main: bool = False
    own: int = 0
    own_fields: int = 0
    words: int = 0
    linked: int = 0
    pressed: int = 0
    fields: int = 0
    blocks: int = 0
    heads: int = 0
    #: Further headings, and those of them that are links elsewhere.
    subheads: int = 0
    leads: int = 0
    mains: int = 0
    #: Why it is no part of the telling, if it is none.
    apart: str | None = None

    @property
    def is_main(self) -> bool:
        return self.tag == "main" or self.facts.get("role") == "main"

    @property
    def linky(self) -> bool:
        return self.linked * 2 >= self.words

    def within(self) -> Iterator[Part]:
        """Give what it stands in, from the inside out."""
        up = self.up
        while up is not None:
            yield up
            up = up.up


def parts_of(root: LexborNode) -> list[Part]:
    """Give every element, each before what stands in it, weighed."""
    found: list[Part] = []
    stack: list[tuple[LexborNode, Part | None]] = [(root, None)]
    while stack:
        node, up = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            if up is not None:
                up.own += len((node.text_content or "").split())
        elif tag and tag[0] not in "-!" and tag not in SILENT:
            part = _part(node, tag, up)
            found.append(part)
            stack.extend((child, part) for child in reversed(list(children(node))))
        elif up is not None and tag in ("input", "textarea", "select"):
            up.own_fields += (node.attributes.get("type") or "text").lower() not in _NO_FIELDS
    weigh(found)
    return found


def _part(node: LexborNode, tag: str, up: Part | None) -> Part:
    part = Part(node, tag, node.attributes, up)
    part.in_link = _leads_away(part)
    part.in_press = tag in _PRESSED
    if up is not None:
        part.line = up.line if up.tag in INLINE else up
        part.in_link |= up.in_link
        part.in_press |= up.in_press
        part.in_article = up.in_article or up.tag == "article"
        part.in_main = up.in_main or up.is_main
    return part


def _leads_away(part: Part) -> bool:
    return part.tag == "a" and not (part.facts.get("href") or "#").startswith("#")


def weigh(parts: list[Part]) -> None:
    """Count anew what stands in each part, without what is apart."""
    for part in parts:
        part.words = part.own
        part.linked = part.own if part.in_link else 0
        part.pressed = part.own if part.in_press else 0
        part.fields = part.own_fields
        part.blocks = part.heads = part.subheads = part.leads = 0
        part.mains = int(part.is_main)
    for part in reversed(parts):
        if part.words:
            part.blocks += part.tag in _BLOCKS
            part.heads += part.tag == "h1"
            part.subheads += part.tag in _SUBHEADS
            part.leads += part.tag in _SUBHEADS and part.linked == part.words
        if part.up is not None and part.apart is None:
            _add(part.up, part)


def children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _add(up: Part, part: Part) -> None:
    up.words += part.words
    up.linked += part.linked
    up.pressed += part.pressed
    up.fields += part.fields
    up.blocks += part.blocks
    up.heads += part.heads
    up.subheads += part.subheads
    up.leads += part.leads
    up.mains += part.mains
