"""Signs of unfinished work in a body: placeholders, queries to colleagues, addresses of a desk's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from publisher.explainer.release_words import HELPLINES
from publisher.split.draft_model import Caution
from publisher.split.working_words import (
    ASKS,
    AWAITS,
    BLANKS,
    CALLS,
    COUNTED,
    ERRANDS,
    MORE,
    NO_TAGS,
    any_of,
)

_MOST_OF_A_KIND = 20
_ASKS = any_of(*ASKS.values())
_COUNTS = any_of(COUNTED)
_BRACKET = re.compile(
    rf"[\[［【](?:\?{{1,5}}|[^\[\]\n【】]{{0,60}}(?<![^\W_])(?:{_ASKS})(?![^\W_a-z])[^\[\]\n【】]{{0,80}})[\]］】]|\(\?{{1,5}}\)"
    rf"|[(（](?:(?:{_ASKS})(?: [^()\n]{{0,40}})?|[^()（）\n]{{0,12}}(?:{any_of(ERRANDS)}))[)）]",
    re.IGNORECASE,
)
_CAPITALS = re.compile(
    r"(?<![\w$])(?:TK(?:TK){0,9}(?! Maxx\b)|PLACEHOLDER|TBC|TBD|TBA|TO[D]O(?! (?:LO|EL|LA|LOS|LAS|UN|UNA|ESTO|EN|SOBRE)\b)|FI[X]ME|(?<!Bowl )X{3,9})(?!\w)|[$€£]X{1,4}(?!\w)"
    rf"|(?<!\w)(?:X{{2,4}}|x{{2,4}}|_{{2,9}})(?= ?(?:{_COUNTS}))|(?<![\w/_])_{{3,20}}(?![\w/_])"
    r"|(?<=\s)\?{2,5}(?=[\s.,;]|$)|¿\?|(?<=: )(?:tk|tbc|tbd|tba)(?!\w)|(?<![\w.])N\. ?N\.(?!\w)"
)
_LOUD = re.compile(
    rf"(?<!\w)(?:{any_of(tuple(words.upper() for words in ERRANDS))})(?!\w)|(?i:^(?:{any_of(tuple(words for words in ERRANDS if words != 'to do'))}) ?[:：])",
    re.MULTILINE,
)
_NOTES = re.compile(
    rf"[\[［](?:(?:{any_of(BLANKS)})|(?:[^\[\]\n]{{0,60}} )?(?:{any_of(AWAITS)})(?:[ ,:.?][^\[\]\n]{{0,80}})?)[\]］]|<(?:{any_of(NO_TAGS)})>"
    r"|(?<![\w./@:-])(?-i:tk)(?![\w/@-])|(?<!\w)note to (?:self|eds?|editors?|subs?|desk)(?!\w)"
    r"|(?<!\w)(?:headline|text|copy|quote|caption|name|link|image|photo|picture|standfirst|intro|title) (?:goes|to go) here(?!\w)"
    r"|(?<![:/\w])//(?=[^\s/])[^/\n]{2,80}//(?![/\w])|(?<!\w)insert (?:\w{1,20} ){1,3}here(?!\w)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<!\w)(?:CHECK|QUERY|CONFIRM|VERIFY|LEGAL|NB|ASK) ?:|^(?:Editors?|Eds?|Subs?|Desk) ?:(?= ?(?:[a-z]|Please|Check|Cut))",
    re.MULTILINE,
)
_PATH = re.compile(r"(?<!\w)(?:file://[^\s)]{1,200}|[A-Z]:\\\w[^\s)]{0,200})")
_FREE = ("0800", "0808", "116", "1800", "1888", "00800")
_MORE = re.compile(
    rf"^[^\w\n]{{0,4}}(?:{any_of(MORE)})[^\w\n]{{0,6}}$", re.IGNORECASE | re.MULTILINE
)
_DUMMY = re.compile(r"lorem ipsum|dolor sit amet", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"\{\{[^{}\n]{0,120}\}\}|\{%[^{}\n]{0,120}%\}|<%[^<>\n]{0,120}%>|\$\{\w{1,40}\}"
)
_HIDDEN = re.compile(r"<!--[^\n]{0,200}")
_QUERY = re.compile(
    r"(?<=[\w.,;:!?”’\"])\[[a-z]{1,2}\]|\[[a-z]{1,2}\](?=[^\W_])|\[\^[^\]\s]{1,40}\]"
)
_LINK = re.compile(
    r"https?://[^\s)]+|(?<![\w.])(?:localhost|127\.0\.0\.1|(?:docs|drive)\.google\.com)[/:][^\s)]*",
    re.IGNORECASE,
)
_OUR_HOSTS = re.compile(
    r"localhost|127\.0\.0\.1|0\.0\.0\.0|192\.168\.[\d.]+|10\.[\d.]+|(?:docs|drive)\.google\.com|app\.slack\.com"
    r"|.*\.(?:local|localhost|internal|test|lan|sharepoint\.com)"
)
_OUR_PARTS = frozenset(["staging", "stage", "dev", "preview", "preprod", "uat", "sandbox"])
_OUR_PATHS = ("/wp-admin", "preview=true", "preview_id=")
_OUR_ENDS = ("/edit", "/edit/")
_PHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+\d{1,3}[ .()/-]{0,3}(?:\d{1,5}[ .()/-]{1,2}){1,5}\d{2,8}|\+\d{8,14}"
    r"|\(?0\d{1,5}\)?[ ./-]{1,3}\d{3,8}(?:[ ./-]\d{2,6}){0,4}|\(\d{3}\) ?\d{3}[.-]\d{4}|(?:1-)?\d{3}-\d{3}-\d{4}|\d{3}\.\d{3}\.\d{4}|0\d(?:[ .-]\d{2}){4})(?!\w)"
    rf"|(?<!\w)(?:{any_of(CALLS)})\b ?[.:：]{{0,2}} ?[:：]? ?\+?[\d(][\d ()./-]{{4,20}}\d(?!\w)",
    re.IGNORECASE,
)
_MAY_BE_PHONE = re.compile(r"\d[ .)/-]{1,2}\d{2}|\d{6}")


def find_unfinished_work(body: str) -> Iterator[Caution]:
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
        words = "“{}” is not a page for readers: it leads to a draft, an editor or this machine."
        for found in _each(_LINK, body, "inside link", words):
            if _ours(small[found.start : found.end]):
                yield found
    if _MAY_BE_PHONE.search(body):
        words = "“{}” looks like a telephone number: is it meant for readers?"
        yield from (
            found for found in _each(_PHONE, body, "phone", words) if not _helps(body, found)
        )
    if "file:" in small or ":\\" in body:
        words = "“{}” is a file of somebody’s own machine: no reader can open it."
        yield from _each(_PATH, body, "inside link", words)


def _ours(link: str) -> bool:
    """Say whether an address, in small letters, leads to a desk's own pages."""
    host, _, path = link.partition("://")[2 if "://" in link else 0].partition("/")
    host = host.rpartition("@")[2].partition(":")[0]
    names = host.replace("-", ".").split(".")[:-2]
    if _OUR_HOSTS.fullmatch(host) or not _OUR_PARTS.isdisjoint(names):
        return True
    bare = path.partition("?")[0].partition("#")[0]
    return any(sign in f"/{path}" for sign in _OUR_PATHS) or f"/{bare}".endswith(_OUR_ENDS)


def _helps(body: str, number: Caution) -> bool:
    """Say whether a telephone number is that of a helpline, which is meant for readers."""
    digits = "".join(filter(str.isdigit, body[number.start : number.end]))
    line = body[body.rfind("\n", 0, number.start) + 1 : number.end].lower()
    return digits.startswith(_FREE) or any(words in line for words in HELPLINES)


def _gaps(body: str) -> Iterator[Caution]:
    words = "“{}” is a note or a gap to be filled: finish it before this goes out."
    asked = list(_each(_BRACKET, body, "placeholder", words))
    yield from asked
    for pattern in (_CAPITALS, _LOUD, _MORE, _NOTES, _CALLED):
        for found in _each(pattern, body, "placeholder", words):
            if not any(other.start <= found.start < other.end for other in asked):
                asked.append(found)
                yield found


def _each(pattern: re.Pattern[str], body: str, kind: str, words: str) -> Iterator[Caution]:
    for match in islice(pattern.finditer(body), _MOST_OF_A_KIND):
        yield Caution(kind, words.format(match.group()), *match.span())
