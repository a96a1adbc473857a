"""Comments that a document brings along when it is pasted as plain text: “25%[a]”, and “[a]Cut this line” below."""

from __future__ import annotations

import re

from publisher.explainer import reasons
from publisher.explainer.page import PageText

# Google Docs counts in small letters, Word by the initials of the writer.
_NAME = r"\[([a-z]{1,2}|[A-Z]{1,3}\d{1,3})\]"
# What a link of Markdown leads to is no comment.
_LEADS = r":[ \t]{0,8}(?:<|https?:|/|#|mailto:)"
_MARK = re.compile(rf"(?<=[^\s\[(]){_NAME}(?![^\W\d_])")
_COMMENT = re.compile(
    rf"^[ \t]{{0,8}}(?:Commented ?)?{_NAME}(?!{_LEADS}):?[^\n]*(?:\n[ \t]{{0,8}}[^\s\[][^\n]*){{0,20}}",
    re.MULTILINE,
)


def may_hold_comments(text: str) -> bool:
    """Say whether a text holds a comment and its mark."""
    return "[" in text and bool(_MARK.search(text)) and bool(_COMMENT.search(text))


def extract_comments(page: PageText, text: str) -> str:
    """Give a text without its comments, which are put aside on the page, nor their marks."""
    marks = {match[1] for match in _MARK.finditer(text)}
    known: set[str] = set()

    def told(match: re.Match[str]) -> str:
        # Answers to a comment follow it with a letter of their own, and no mark.
        if match[1] not in marks and not known:
            return match.group()
        known.add(match[1])
        return page.later(match.group(), reasons.COMMENT)

    text = _COMMENT.sub(told, text)
    return _MARK.sub(lambda match: "" if match[1] in known else match.group(), text)
