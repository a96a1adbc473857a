"""Signs of unfinished work in a body: placeholders, queries to colleagues, addresses of a desk's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from publisher.split.model import Caution

_MOST_OF_A_KIND = 20
_ASKS = (
    "check|legal|lawyers?|confirm|verify|todo|fixme|insert|placeholder|query|tk|tktk|tbc|tbd|cq|fact-?check|"
    "source\\?|who\\?|when\\?|name\\?|number\\?|prüfen|vérifier|verificar|要確認|確認"
)
_BRACKET = re.compile(
    rf"\[(?:\?{{1,3}}|[^\[\]\n]{{0,60}}\b(?:{_ASKS})(?![^\W_])[^\[\]\n]{{0,80}})\]|\(\?{{1,4}}\)",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?<![\w$])(?:TK(?:TK){0,9}|TBC|TBD|TODO|FIXME|XXX+)(?!\w)|[$€£]X{1,4}(?!\w)"
    r"|(?<!\w)X{2,4}(?= ?(?:%|per ?cent|pct|people|million|billion|years?|pounds|euros|dollars))"
)
_DUMMY = re.compile(r"lorem ipsum|dolor sit amet", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"\{\{[^{}\n]{0,120}\}\}|\{%[^{}\n]{0,120}%\}|<%[^<>\n]{0,120}%>|\$\{\w{1,40}\}"
)
_HIDDEN = re.compile(r"<!--[^\n]{0,200}")
_QUERY = re.compile(
    r"(?<=[\w.,;:!?”’\"])\[[a-z]{1,2}\]|\[[a-z]{1,2}\](?=[^\W_])|\[\^[^\]\s]{1,40}\]"
)
_OURS = re.compile(
    r"(?:https?://)?(?:"
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|192\.168\.\d{1,3}\.\d{1,3}|10\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w.])[^\s)]{0,200}"
    r"|docs\.google\.com/[^\s)]{1,200}|drive\.google\.com/[^\s)]{1,200})"
    r"|https?://(?:[\w-]{1,40}[.-]){0,4}(?:staging|stage|dev|preview|preprod|uat|sandbox)[.-][\w.-]{2,100}[^\s)]{0,200}"
    r"|https?://[\w.-]{1,100}\.(?:local|localhost|internal|test|lan)(?![\w.])[^\s)]{0,200}"
    r"|https?://[^\s)]{1,200}(?:/wp-admin|[?&]preview=true|[?&]preview_id=|/edit(?=[?#\s)]|$))[^\s)]{0,200}"
    r"|https?://[\w-]{1,60}\.sharepoint\.com/[^\s)]{0,200}|https?://app\.slack\.com/[^\s)]{0,200}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+\d{1,3}[ .()/-]{0,3}(?:\d{1,5}[ .()/-]{1,2}){1,5}\d{2,8}|\+\d{8,14}"
    r"|\(?0\d{1,5}\)?[ ./-]{1,3}\d{3,8}(?:[ ./-]\d{2,6}){0,4}|\(\d{3}\) ?\d{3}[.-]\d{4}|\d{3}-\d{3}-\d{4})(?!\w)"
)
_MAY_BE_PHONE = re.compile(r"\d[ .)/-]{1,2}\d{2}|\+\d{8}")


def look(body: str) -> Iterator[Caution]:
    """Give what looks unfinished, or not meant for readers."""
    small = body.lower()
    yield from _gaps(body)
    if "lorem" in small or "dolor" in small:
        yield from _each(_DUMMY, body, "placeholder", "“{}” is dummy text.")
    if "{" in body or "<%" in body:
        yield from _each(
            _TEMPLATE, body, "template", "“{}” is template code: readers would see it."
        )
    if "<!--" in body:
        yield from _each(_HIDDEN, body, "note", "“{}” is a hidden comment: readers would see it.")
    if "[" in body:
        yield from _each(
            _QUERY,
            body,
            "note",
            "“{}” is the mark of a comment or a footnote: readers would see it.",
        )
    if "://" in body or "localhost" in small or "127.0" in body or "google.com/" in small:
        yield from _each(
            _OURS,
            body,
            "inside link",
            "“{}” is not a page for readers: it leads to a draft, an editor or this machine.",
        )
    if _MAY_BE_PHONE.search(body):
        yield from _each(
            _PHONE, body, "phone", "“{}” looks like a telephone number: is it meant for readers?"
        )


def _gaps(body: str) -> Iterator[Caution]:
    words = "“{}” is a note or a gap to be filled: finish it before this goes out."
    asked = list(_each(_BRACKET, body, "placeholder", words)) if "[" in body or "(?" in body else []
    yield from asked
    if "X" in body or "T" in body or "FIXME" in body:
        for found in _each(_CAPITALS, body, "placeholder", words):
            if not any(other.start <= found.start < other.end for other in asked):
                yield found


def _each(pattern: re.Pattern[str], body: str, kind: str, words: str) -> Iterator[Caution]:
    for match in islice(pattern.finditer(body), _MOST_OF_A_KIND):
        yield Caution(kind, words.format(match.group()), *match.span())
