"""The parts of a page with their weight in words: how many, how many of them in links, and what else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from publisher.explainer.tags import INLINE, SILENT

_BLOCKS = frozenset(["p", "li", "dd", "dt", "td", "blockquote", "pre", "figcaption"])
_SUBHEADS = frozenset(["h2", "h3", "h4", "h5"])
_PRESSED = frozenset(["button", "label", "summary"])
_NO_FIELDS = frozenset(["hidden", "submit", "button", "image", "reset"])


@dataclass(slots=True, eq=False)
class WeighedElement:
    """One element. All counts are of what stands in it and is not `apart`, itself included."""

    node: LexborNode
    tag: str
    facts: Mapping[str, str | None]
    up: WeighedElement | None
    #: The block in whose line it stands.
    line: WeighedElement | None = None
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

    def within(self) -> Iterator[WeighedElement]:
        """Give what it stands in, from the inside out."""
        up = self.up
        while up is not None:
            yield up
            up = up.up


def parts_of(root: LexborNode, own: str = "") -> list[WeighedElement]:
    """Give every element, each before what stands in it, weighed; `own` is the page's address."""
    here = _here(root, own)
    found: list[WeighedElement] = []
    stack: list[tuple[LexborNode, WeighedElement | None]] = [(root, None)]
    while stack:
        node, up = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            if up is not None:
                up.own += len((node.text_content or "").split())
        elif tag and tag[0] not in "-!" and tag not in SILENT:
            part = _part(node, tag, up)
            part.in_link |= _leads_away(part, own, here)
            found.append(part)
            stack.extend((child, part) for child in reversed(list(child_nodes(node))))
        elif up is not None and tag in ("input", "textarea", "select"):
            up.own_fields += (node.attributes.get("type") or "text").lower() not in _NO_FIELDS
    weigh_parts(found)
    return found


def _part(node: LexborNode, tag: str, up: WeighedElement | None) -> WeighedElement:
    part = WeighedElement(node, tag, node.attributes, up)
    part.in_press = tag in _PRESSED
    if up is not None:
        part.line = up.line if up.tag in INLINE else up
        part.in_link |= up.in_link
        part.in_press |= up.in_press
        part.in_article = up.in_article or up.tag == "article"
        part.in_main = up.in_main or up.is_main
    return part


def _leads_away(part: WeighedElement, own: str, here: set[str]) -> bool:
    """Say whether this is a link, and to no place on its own page."""
    if part.tag != "a":
        return False
    href = (part.facts.get("href") or "#").strip()
    if href.startswith("#") or (href.startswith("?") and "?" not in own):
        return False
    return _page_of(href, own) not in here


def _here(root: LexborNode, own: str) -> set[str]:
    """Give the pages that links lead to and stay: its own, and the one of which several headings name places."""
    places = defaultdict[str, set[str]](set)
    for heading in root.css("h2, h3, h4, h5"):
        for link in heading.css("a[href]"):
            page, _, place = (link.attributes.get("href") or "").partition("#")
            if page and place:
                places[_page_of(page, own)].add(place)
    here = {page for page, named in places.items() if len(named) > 1}
    return here | {_page_of(own, own)} if own else here


def _page_of(href: str, own: str) -> str:
    """Give a page's address without the place on it; where the page itself has no query, without one."""
    try:
        parts = urlsplit(urljoin(own, href))
        asked = parts.query if "?" in own or not own else ""
    except ValueError:
        return href
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{asked}"


def weigh_parts(parts: list[WeighedElement], *, all_: bool = False) -> None:
    """Count anew what stands in each part, without what is apart (or with it)."""
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
        if part.up is not None and (all_ or part.apart is None):
            _add(part.up, part)


def child_nodes(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _add(up: WeighedElement, part: WeighedElement) -> None:
    up.words += part.words
    up.linked += part.linked
    up.pressed += part.pressed
    up.fields += part.fields
    up.blocks += part.blocks
    up.heads += part.heads
    up.subheads += part.subheads
    up.leads += part.leads
    up.mains += part.mains
