"""Notes that writers leave in a text: those no reader sees, and how its own marks are settled.

For plain text and Markdown; what tags say in a page is settled in its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.explainer import pasted_comments, raised, reasons, struck
from publisher.explainer.page import PageText

_MAY = re.compile(r"<!--|\[\^|<(?:s|del|strike|sup|sub)\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(s|del|strike|sup|sub|ins)\b[^<>]{0,200}>", re.IGNORECASE)
_FRACTION = re.compile(
    r"(?<=(.))<sup>\s{0,4}(\d{1,3})\s{0,4}</sup>\s{0,4}[/⁄]\s{0,4}<sub>\s{0,4}(\d{1,3})\s{0,4}</sub>",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^[ ]{0,3}\[\^([^\]\s]{1,40})\]:[ \t]{0,9}([^\n]*(?:\n(?:[ ]{2,8}|\t)[^\n]+){0,20})",
    re.MULTILINE,
)
_REF = re.compile(r"\[\^([^\]\s]{1,40})\]")
_TECHNICAL = re.compile(
    r"\s*(?:/?wp:|\[if|\[endif|<!\[endif|/?ko\b|#|google|end\b|begin\b|start\b|/?more\b|/?nextpage|/?noindex|prettier|eslint|markdownlint|"
    r"toc\b|/?tocstop|startfragment|endfragment|this (?:site|page)|powered by|cache|generated|react|$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_TELLS = re.compile(
    r"\b(?:embargo\w*|do not|don.t|publish|hold|legal|lawyers?|check|tk|tktk|editors?|note|confirm|verify|fixme|todo|ask|before|until|nicht|sperrfrist)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*+\[[a-z]{1,2}\]\s*+")
_SCRIPT = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_LOOK_BACK = 40
_OPENS, _CLOSES = "<!--", "-->"


def is_human_note(words: str, *, whole: bool) -> bool:
    """Say whether a hidden comment is a person's note; a whole page holds many that programs left."""
    if _TECHNICAL.match(words) or not _WORDS.search(words) or "{" in words[:40] or "<" in words:
        return False
    return bool(_TELLS.search(words)) if whole else True


def without_mark(words: str) -> str:
    """Give a comment without the letter in brackets it begins with."""
    mark = _MARK.match(words)
    return words[mark.end() :] if mark else words


def may_hold_annotations(text: str) -> bool:
    """Say whether a text holds anything to be settled."""
    if _MAY.search(text) or struck.may_hold_strikes(text):
        return True
    return pasted_comments.may_hold_comments(text)


def extract_annotations(page: PageText, text: str) -> str:
    """Give a text whose struck words, hidden notes and footnotes are put aside on the page."""
    text = "".join(_without_comments(page, text))
    text = struck.extract_struck_words(page, text) if struck.may_hold_strikes(text) else text
    if pasted_comments.may_hold_comments(text):
        text = pasted_comments.extract_comments(page, text)
    text = _without_footnotes(page, text)
    return _tags(page, text) if "<" in text else text


def _without_comments(page: PageText, text: str) -> Iterator[str]:
    """Give a text piece by piece, with marks for the comments between; of one without an end the words stay."""
    at = 0
    while (start := text.find(_OPENS, at)) >= 0 and (end := text.find(_CLOSES, start)) >= 0:
        yield text[at:start]
        words = text[start + len(_OPENS) : end]
        yield page.later(words, reasons.NOTE) if is_human_note(words, whole=False) else ""
        at = end + len(_CLOSES)
    yield drop_open_comment(page, text[at:])


def drop_open_comment(page: PageText, text: str, *, whole: bool = False) -> str:
    """Give a text without the mark of a comment that never ends, which would hide all behind it.

    In a `whole` page a script may hold such a mark.
    """
    start = text.find(_OPENS, text.rfind(_CLOSES) + 1)
    if start < 0:
        return text
    script = _SCRIPT.search(text, start) if whole else None
    if script is not None and script.group(1):
        return text
    return text[:start] + page.later(_OPENS, reasons.OPEN) + text[start + len(_OPENS) :]


def _without_footnotes(page: PageText, text: str) -> str:
    if "[^" not in text:
        return text
    known: set[str] = set()

    def told(match: re.Match[str]) -> str:
        known.add(match.group(1))
        return page.later(match.group(2), reasons.FOOTNOTE)

    text = _NOTE.sub(told, text)
    return _REF.sub(lambda match: "" if match.group(1) in known else match.group(), text)


def _tags(page: PageText, text: str) -> str:
    """Settle pairs of tags; those without an end stay as they are."""
    text = _FRACTION.sub(lambda m: raised.format_fraction(m[2], m[3], m[1]), text)
    out: list[str] = []
    open_: list[tuple[str, int, str]] = []
    at = 0
    for match in _TAG.finditer(text):
        out.append(text[at : match.start()])
        at = match.end()
        name = match.group(2).lower()
        if not match.group(1):
            open_.append((name, len(out), match.group()))
            out.append(match.group())
        elif open_ and open_[-1][0] == name:
            _, begun, _ = open_.pop()
            words = "".join(out[begun + 1 :])
            del out[begun:]
            out.append(_settled(page, name, words, _tail(out)))
        else:
            out.append(match.group())
    out.append(text[at:])
    return "".join(out)


def _tail(out: list[str]) -> str:
    found = ""
    for words in reversed(out[-4:]):
        found = words + found
        if len(found) >= _LOOK_BACK:
            break
    return found[-_LOOK_BACK:].rsplit("\n", 1)[-1]


def _settled(page: PageText, name: str, words: str, before: str) -> str:
    if name == "ins":
        return words
    if name == "sub":
        return raised.flatten_subscript(words, before)
    if name == "sup":
        said = raised.flatten_superscript(words, before)
        return page.later(words, reasons.FOOTNOTE) if said is None else said
    return page.later(words, reasons.STRUCK)
