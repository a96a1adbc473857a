"""Where the links of a page lead, as its tags say it."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: What shows something from elsewhere, and what it is called where it has no title.
_FRAMES = {
    "iframe": "embedded frame",
    "embed": "embedded object",
    "object": "embedded object",
    "video": "video",
    "audio": "sound",
}
#: A part of more links leads elsewhere.
_MOST_IN_PART = 5


def link_address(node: LexborNode) -> str:
    """Give where a link leads, or nothing."""
    return node.attributes.get("href") or ""


def link_text(node: LexborNode) -> str:
    """Give the words of a link: its own, else what its picture shows, else its label."""
    apart = " " if node.css_first("p, div, li, h1, h2, h3, h4") is not None else ""
    if said := node.text(separator=apart).strip():
        return said
    pictures = (picture.attributes.get("alt") or "" for picture in node.css("img"))
    facts = node.attributes
    return next(filter(None, pictures), "") or facts.get("aria-label") or facts.get("title") or ""


def frame_text(node: LexborNode) -> str:
    """Give the words of a page that a frame holds in itself."""
    page = node.attributes.get("srcdoc")
    body = LexborHTMLParser(page).body if page else None
    return body.text(separator=" ") if body is not None else ""


def of_part(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Give the links of a part that is left, words and address; none of one that is made of links."""
    links = node.css("a[href]")
    said = [link_text(link) for link in links]
    told = len("".join(node.text().split())) > len("".join("".join(said).split()))
    if len(links) <= _MOST_IN_PART and (told or node.tag in ("button", "label")):
        yield from zip(said, map(link_address, links), strict=True)


def quoted_from(node: LexborNode) -> str:
    """Give where a quotation says that it was taken from, or nothing."""
    return (node.attributes.get("cite") or "") if node.tag in ("blockquote", "q") else ""


def last_address(node: LexborNode) -> str:
    """Give where the last link of a part leads: an embedded post ends with its own address."""
    links = node.css("a[href]")
    return link_address(links[-1]) if links else ""


def list_embedded_links(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Give what a silent tag shows from elsewhere, or links to: words and address."""
    facts = node.attributes
    if node.tag in _FRAMES:
        sources = (each.attributes.get("src") or "" for each in node.css("source"))
        found = facts.get("src") or facts.get("data") or next(filter(None, sources), "")
        yield facts.get("title") or _FRAMES[node.tag], found
    elif node.tag in ("map", "svg"):
        for each in node.css("area[href], a[href]"):
            yield each.attributes.get("alt") or link_text(each), link_address(each)


def of_tag(tag: str) -> str:
    """Give where the link leads that one tag begins, or nothing."""
    node = LexborHTMLParser(tag).css_first("a[href]")
    return link_address(node) if node is not None else ""


def base_address(tree: LexborHTMLParser) -> str:
    """Give what a page says its links begin from, or nothing."""
    node = tree.css_first("base[href]")
    return link_address(node) if node is not None else ""


def canonical_address(tree: LexborHTMLParser) -> str:
    """Give the address a page calls its own, or nothing."""
    node = tree.css_first("link[rel=canonical]")
    if node is not None and link_address(node):
        return link_address(node)
    meta = tree.css_first("meta[property='og:url']")
    return (meta.attributes.get("content") or "") if meta is not None else ""
