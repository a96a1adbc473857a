"""What a page's head says of itself: its own address and its day. Pure, and in bounded time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

from publisher.explainer.decode import to_text

#: Pages carry scripts and styles beside their words.
PAGE_IS_LARGER = 8
_META = re.compile(r"<(meta|link|time)\b([^<>]{0,2000})>", re.IGNORECASE)
_SAID = re.compile(
    r"([a-z-]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))",
    re.IGNORECASE,
)
_LINKED_DATA = re.compile(r"\"datePublished\"\s{0,9}:\s{0,9}\"([^\"]{4,40})\"")
#: What pages call their day, the surest first.
_DAYS = (
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "pubdate",
    "publish-date",
    "date",
)
#: What is no words of a page, and its end; they are most of a page's bytes.
# A template that is a shadow root is shown.
_NO_WORDS = re.compile(
    r"<(?:(script|style|svg|template(?![^<>]{0,300}\bshadowroot))\b|!--)", re.IGNORECASE
)
_ENDS = {
    name: re.compile(rf"</{name}[^>]{{0,99}}>" if name else "-->", re.IGNORECASE)
    for name in ("", "script", "style", "svg", "template")
}


def open_page(data: bytes, *, largest: int, named: str, zone: str) -> tuple[str, str, date | None]:
    """A page's text, slim where it is longer than `largest`; its own address; its day. Raises Unreadable."""
    text, _ = to_text(data, largest=largest * PAGE_IS_LARGER, named=named)
    kept = text if len(text) <= largest else strip_wordless_parts(text)
    return kept, own_address(text), find_publication_day(text, zone)


def find_publication_day(text: str, zone: str) -> date | None:
    """The day on which the page says it came out, on the clock of `zone`."""
    said = dict(reversed(list(_named(text))))
    linked = _LINKED_DATA.search(text)
    days = [said.get(_DAYS[0], ""), linked.group(1) if linked else ""]
    days += [said.get(name, "") for name in _DAYS[1:]]
    return next((day for each in days if (day := _day(each, zone))), None)


def own_address(text: str) -> str:
    """The address that a page calls its own (rel=canonical), or nothing."""
    for tag, said in _tags(text):
        if tag == "link" and said.get("rel", "").lower() == "canonical":
            return said.get("href", "").strip()
    return ""


def strip_wordless_parts(text: str) -> str:
    """The page without its scripts, styles, drawings and comments."""
    kept, at = list[str](), 0
    while match := _NO_WORDS.search(text, at):
        kept.append(text[at : match.start()])
        end = _ENDS[(match.group(1) or "").lower()].search(text, match.end())
        at = end.end() if end else len(text)
    return "".join([*kept, text[at:]])


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _META.finditer(text):
        said = _SAID.findall(match.group(2))
        yield (
            match.group(1).lower(),
            {name.lower(): unescape(a or b or c) for name, a, b, c in reversed(said)},
        )


def _named(text: str) -> Iterator[tuple[str, str]]:
    for tag, said in _tags(text):
        name = said.get("property") or said.get("name") or said.get("itemprop") or ""
        if tag == "time" and name.lower() == "datepublished":
            yield name.lower(), said.get("datetime", "")
        elif tag == "meta" and name:
            yield name.lower(), said.get("content", "")


def _day(said: str, zone: str) -> date | None:
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    try:
        return moment.astimezone(ZoneInfo(zone)).date() if moment.tzinfo else moment.date()
    except (OverflowError, ValueError):
        return None
