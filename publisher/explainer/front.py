"""The front matter of a Markdown text: its title, and what of it holds the text back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from publisher.explainer import clock_times, reasons
from publisher.explainer.page import PageText

_FRONT = re.compile(
    r"\A(?:---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n(?:---|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_TITLE = re.compile(r"^title[ \t]*[:=](.*)$", re.MULTILINE | re.IGNORECASE)
_FOLDS = re.compile(r"[|>][-+\d]*(?:[ \t]*#.*)?")
_KEY = re.compile(r"([\w .\"'-]{1,40}?)[ \t]{0,9}[:=][ \t]{0,9}(.{0,300})")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
#: Keys that hold a text back, whatever stands behind them.
_HOLDS = re.compile(r"embargo|sperrfrist|^(?:on)?hold|notbefore|notpublish|donotpublish")
#: Keys that do where a day or a time stands behind them.
_BEGINS = re.compile(
    r"^(?:publish(?:at|on|after|from|date|time|datetime)?|publication(?:date|time)|release[ds]?(?:at|on|date|time|after)?|"
    r"(?:go|goes)?live(?:at|on|date)?|lift[s]?(?:at|on)?|available(?:at|on|from)?|schedule[d]?(?:at|for|on|date)?|"
    r"veröffentlich\w{0,20}|freigabe\w{0,20}|publi(?:er|car)\w{0,20}|parution|difusion|diffusion)$"
)
_NO = frozenset(["", "false", "no", "none", "null", "~", "0", "off", "n/a", "[]", "{}", "''", '""'])
_CERTAIN = (
    "embargoed",
    "under embargo",
    "sperrfrist",
    "not for publication",
    "do not publish",
    "hold for",
    "hold until",
)


def strip_front_matter(page: PageText, text: str) -> str:
    """Give a text without its front matter, of which the title and what holds it back are set down."""
    match = _FRONT.match(text)
    if match is None:
        return text
    page.drop("front matter")
    for words, reason in _held(match.group(1)):
        page.aside(words, reason)
    if title := _TITLE.search(match.group(1)):
        page.title(_title(title.group(1).strip(), match.group(1)[title.end() :]))
    return text[match.end() :]


def _held(front: str) -> Iterator[tuple[str, str]]:
    for key, value in _pairs(front):
        name = _NOT_LETTERS.sub("", key).lower()
        small = value.strip().lower()
        if _HOLDS.search(name):
            if small not in _NO:
                yield f"{key}: {value}", reasons.EMBARGO
        elif _BEGINS.match(name):
            if clock_times.parse_days_and_times(value).anything:
                yield f"{key}: {value}", reasons.EMBARGO
        elif name != "title" and any(words in small for words in _CERTAIN):
            yield f"{key}: {value}", reasons.EMBARGO
        elif name != "title" and "embargo" in small:
            yield f"{key}: {value}", reasons.NOTE


def _pairs(front: str) -> Iterator[tuple[str, str]]:
    """Give each key with its words, those of the lines indented under it as well."""
    key, said = "", list[str]()
    for line in front.splitlines():
        match = _KEY.match(line)
        if match is None or line[:1].isspace():
            said.append(line.strip())
            continue
        if key:
            yield key, _unquoted(" ".join(filter(None, said)))
        key, said = match.group(1).strip(" \"'"), [match.group(2).strip()]
    if key:
        yield key, _unquoted(" ".join(filter(None, said)))


def _title(value: str, rest: str) -> str:
    """Give a title as front matter has it: in its line, or indented under YAML's “>” or “|”."""
    if not _FOLDS.fullmatch(value):
        return _unquoted(value)
    lines = takewhile(lambda line: line[:1].isspace() or not line, rest.splitlines()[1:])
    return " ".join(filter(None, map(str.strip, lines)))


def _unquoted(value: str) -> str:
    if value[:1] == value[-1:] == "'":
        return value[1:-1].replace("''", "'")
    return value[1:-1].replace('\\"', '"') if value[:1] == value[-1:] == '"' else value
