"""Links as networks see them in a text: with a protocol, or bare like `Ukraine.It`; linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import ascii_lowercase, digits

#: Longer than this is no link to X, nor is a label whose punycode passes 63.
LONGEST = 4096
LONGEST_LABEL = 63

# Punycode writes a character in at most six.
_SHORT_LABEL = 9

_LATIN = "a-z0-9À-ÖØ-öø-ɏ"
_PATH = r"a-z0-9À-ÖØ-öø-ɏ\u0400-\u04ff!*';:=+,.$%#\[\]\-\u2013_~@|&/"
_TAIL = (
    rf"(?::[0-9]++)?(?:/(?:[{_PATH}]|\([{_PATH}]*+\))*+)?"
    r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]++)?"
)
_NOT_HOST = r"\s\x00-\x2c/:-@\[-\^`{-\x7f\u2000-\u206f\u3000-\u303f\uff00-\uff0f"
_WITH_PROTOCOL = re.compile(rf"https?://[^{_NOT_HOST}]++", re.IGNORECASE)
_REST = re.compile(_TAIL, re.IGNORECASE)
_END_OF_PATH = "!*';:,.$%[]~@|&–"
_END_OF_QUERY = "!?*'@();:+$%[].,~|"
_NAME_LETTERS = ascii_lowercase + digits + "-"
_DOTTED = re.compile(r"\.\w")
_BEFORE_LINK = re.compile(r"[A-Za-z0-9@＠$#＃\ufffe\ufeff\uffff]")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A stretch `start:end` of a text; `sure` when X is known to make a link of it, `bare` without protocol."""

    start: int
    end: int
    sure: bool
    bare: bool


@cache
def top_level() -> frozenset[str]:
    """Give every top-level domain in use, in lower case."""
    text = files("publisher.networks").joinpath("tlds.txt").read_text(encoding="utf-8")
    return frozenset(text.split("\n", 1)[1].split())


@cache
def _bare() -> re.Pattern[str]:
    other = sorted((t for t in top_level() if not t.isascii()), key=len, reverse=True)
    return re.compile(
        rf"(?<![{_LATIN}._\-/@＠$#＃])[{_LATIN}_\-]++(?:\.[{_LATIN}_\-]++)*+"
        rf"(?:\.(?:{'|'.join(other)}))?",
        re.IGNORECASE,
    )


def find_links(text: str) -> list[FoundLink]:
    """Find the links of a text, in order, none overlapping another."""
    if not _DOTTED.search(text):
        return []
    found: list[FoundLink] = []
    at = 0
    for full in _WITH_PROTOCOL.finditer(text):
        if full.start() < at:
            continue
        found.extend(_bare_links(text, at, full.start()))
        found.append(_full_link(text, full))
        at = max(at, found[-1].end)
    found.extend(_bare_links(text, at, len(text)))
    return _apart(found)


def _apart(found: list[FoundLink]) -> list[FoundLink]:
    kept: list[FoundLink] = []
    for link in found:
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return kept


def _full_link(text: str, match: re.Match[str]) -> FoundLink:
    start, end = match.span()
    host = text[start:end].partition("//")[2]
    named = _named_length(host)
    if named is None:
        rest = re.compile(r"\S*+").match(text, end)
        return FoundLink(start, rest.end() if rest else end, sure=False, bare=False)
    end = _end(text, end - len(host) + named)
    strange = start > 0 and _BEFORE_LINK.match(text[start - 1])
    return FoundLink(start, end, sure=not strange and end - start <= LONGEST, bare=False)


def _named_length(host: str) -> int | None:
    """Give how much of a host is a name: up to its last top-level domain."""
    labels = host.split(".")
    refused = next((i for i, label in enumerate(labels) if not _allowed(label)), len(labels))
    last = min(refused, len(labels) - 1)
    at = len(".".join(labels[: last + 1]))
    for index in range(last, 0, -1):
        at -= len(labels[index])
        if size := _top_level_length(labels[index]):
            return at + size
        at -= 1
    return None


def _top_level_length(label: str) -> int:
    low = label.lower()
    if low in top_level():
        return len(label)
    if low.isascii() and "_" not in low:
        return 0
    size = len(low) - len(low.lstrip(_NAME_LETTERS))
    return size if 0 < size < len(low) and low[:size] in top_level() else 0


def _allowed(label: str) -> bool:
    if not label or len(label) > LONGEST_LABEL:
        return False
    if label.isascii() or len(label) <= _SHORT_LABEL:
        return True
    return len(label.encode("punycode")) + 4 <= LONGEST_LABEL


def _end(text: str, at: int) -> int:
    rest = _REST.match(text, at)
    end = rest.end() if rest else at
    asks = text.find("?", at, end)
    if asks >= 0:
        query = text[asks + 1 : end].rstrip(_END_OF_QUERY)
        if query:
            return asks + 1 + len(query)
        end = asks
    return at + len(text[at:end].rstrip(_END_OF_PATH))


def _bare_links(text: str, start: int, end: int) -> Iterator[FoundLink]:
    at = start
    while (match := _bare().search(text, at, end)) is not None:
        at = match.end()
        named = _named_length(match.group()) if "." in match.group() else None
        if named is None or text[match.start() + named : match.start() + named + 1] == "@":
            continue
        at = max(_end(text, match.start() + named), match.start() + named)
        yield FoundLink(match.start(), at, sure=_plain_name(match.group()[:named]), bare=True)


def _plain_name(name: str) -> bool:
    return "_" not in name and all(
        label[:1] != "-" and label[-1:] != "-" for label in name.split(".")
    )
