"""What a page says of itself where no reader looks: in its tags, its titles and its data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

_HOLDS = re.compile(r"embargo|sperrfrist|not-?_?before|hold-?_?until", re.IGNORECASE)
_DATA = re.compile(
    r"""\s(data-[\w-]{0,40}embargo[\w-]{0,40})=["']?([^"'<>]{0,80})""", re.IGNORECASE
)
_JSON = re.compile(r'"(\w{0,40}embargo\w{0,40})"\s{0,5}:\s{0,5}"?([^"<,}]{1,80})', re.IGNORECASE)
_TITLES = ("og:title", "twitter:title", "description", "og:description")
_NO = frozenset(["", "false", "no", "none", "null", "0", "undefined", "n/a"])
_NAMES = ("name", "property", "itemprop", "http-equiv")
_MOST = 20


def list_embargo_facts(tree: LexborHTMLParser, text: str) -> Iterator[str]:
    """Give the facts of a page that hold it back, each with its name."""
    for meta in tree.css("meta"):
        facts = meta.attributes
        name = next((facts[key] or "" for key in _NAMES if facts.get(key)), "")
        said = (facts.get("content") or "").strip()
        if _HOLDS.search(name) and said.lower() not in _NO:
            yield f"{name}: {said}"
    if "embargo" not in text.lower():
        return
    found = _DATA.findall(text)
    for script in tree.css("script[type*=json]"):
        found += _JSON.findall(script.text())
    for name, said in list(dict.fromkeys(found))[:_MOST]:
        if said.strip().lower() not in _NO:
            yield f"{name}: {said}"


def list_page_titles(tree: LexborHTMLParser) -> Iterator[str]:
    """Give what a page calls itself in its tab and to other pages."""
    for tab in tree.css("title")[:1]:
        yield tab.text()
    for meta in tree.css("meta"):
        facts = meta.attributes
        if (facts.get("property") or facts.get("name")) in _TITLES and facts.get("content"):
            yield facts["content"] or ""
