"""The addresses of a source's links: where each leads, and which of them no word of the text says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from publisher.explainer.model import Explainer, Link
from publisher.explainer.page import PageText

_FOLLOWED = frozenset(["", "http", "https", "ftp", "mailto", "tel", "sms", "geo", "magnet", "at"])
_SAFE_LINKS = ".safelinks.protection.outlook.com"
_MOST_WRAPS = 3
_PLAIN = frozenset(["mailto", "tel", "sms"])
# What browsers take out of an address before they read it.
_SET_APART = re.compile(r"[\t\n\r]+")
_AROUND = "<>()[]{}.,;:!?…\"'“”‘’„«»*_`|"
_AFTER = ".,;:!?…\"'”’»>"
_NO_DIGIT = re.compile(r"\D+")
_TELEPHONE = re.compile(r"\+?[\d ().-]{3,40}")


def of_page(page: PageText, address: str = "") -> tuple[list[Link], list[str]]:
    """Give a page's links with whole addresses, and in words those that nobody else could follow.

    `address` is the page's own, or empty where only the page may know it.
    """
    own = address or page.own
    base = _joined(own, page.base)
    found: list[Link] = []
    here = nowhere = 0
    for link in page.links:
        address = _unwrapped(_resolved(link.address, base))
        if address.startswith("#") or _same_page(address, own):
            here += 1
        elif _scheme(address) not in _FOLLOWED or not address:
            nowhere += 1
        else:
            found.append(replace(link, address=_plain(address)))
    return found, [
        *_counted(here, "links within the page"),
        *_counted(nowhere, "links to no address"),
    ]


def unmentioned_links(explainer: Explainer) -> list[Link]:
    """Give one link for each address that does not stand in the words of the text."""
    first: dict[str, Link] = {}
    for link in explainer.links:
        kept = first.get(_bare(link.address))
        if kept is None or (not kept.words and link.words):
            first[_bare(link.address)] = replace(kept or link, words=link.words)
    said = _said(explainer.source)
    return [link for key, link in first.items() if key not in said and not _calls(link)]


def mentions_address(texts: Iterable[str], address: str) -> bool:
    """Say whether any of these texts gives an address, with or without https:// before it."""
    return any(_bare(address) in _said(text) for text in texts)


def _said(text: str) -> set[str]:
    """Give all that may be an address in a text, in one way of writing."""
    found = set[str]()
    for token in text.split():
        if "." in token or "/" in token or "@" in token:
            found |= {_bare(token), _bare(token.strip(_AROUND)), _bare(token.rstrip(_AFTER))}
    return found


def _calls(link: Link) -> bool:
    """Say whether a link's words are the telephone number it dials."""
    if not _TELEPHONE.fullmatch(link.address):
        return False
    return _NO_DIGIT.sub("", link.words) == _NO_DIGIT.sub("", link.address)


def _resolved(address: str, base: str) -> str:
    address = _SET_APART.sub("", address).strip()
    if address.startswith("#") or not base:
        return f"https:{address}" if address.startswith("//") else address
    return _joined(base, address)


def _unwrapped(address: str) -> str:
    """Give the address that an office program has wrapped in one of its own; any other as it is."""
    for _ in range(_MOST_WRAPS):
        try:
            parts = urlsplit(address)
            host, asked = (parts.hostname or "").removeprefix("www."), parse_qs(parts.query)
        except ValueError:
            return address
        docs = host == "google.com" and parts.path == "/url"
        names = ("q", "url") if docs else ("url",) if host.endswith(_SAFE_LINKS) else ()
        inner = next((asked[name][0] for name in names if name in asked), "")
        if not inner.lower().startswith(("http://", "https://")):
            return address
        address = inner
    return address


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _same_page(address: str, own: str) -> bool:
    """Say whether an address is a place on its own page."""
    page, sign, _ = address.partition("#")
    return bool(sign and own) and page == own.partition("#")[0]


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _plain(address: str) -> str:
    """Give a mail address or telephone number as people write it."""
    scheme, _, rest = address.partition(":")
    return unquote(rest.partition("?")[0]).lstrip("/") if scheme.lower() in _PLAIN else address


def _bare(text: str) -> str:
    """Give a text in which the same address is written in one way."""
    bare = unquote(text) if "%" in text else text
    bare = bare.replace("https://", "").replace("http://", "").replace("www.", "")
    return bare.removesuffix("/")


def _counted(number: int, what: str) -> Iterator[str]:
    if number:
        yield f"{what} ({number})"
