"""Words quoted in a sentence of our own: marks inside them become the inner marks of their language."""

from __future__ import annotations

import re

#: Each mark that opens: what closes it, and the pair it becomes one level further in.
_PAIRS = {
    "“": ("”", "‘’"),
    "„": ("“”", "‚‘"),
    "«": ("»", "‹›"),
    "»": ("«", "›‹"),
    "「": ("」", "『』"),
    '"': ('"', "‘’"),
    "‘": ("’", "“”"),
    "‚": ("‘’", "„“"),
    "‹": ("›", "«»"),
    "『": ("』", "「」"),
}
#: Marks of the second level: they are turned only inside others, and ’ is most often an apostrophe.
_INNER = "‘‚‹『"
_MARK = re.compile('[“”„«»‹›「」『』‘’‚]|(?<!\\d)"')


def quote_words(words: str) -> str:
    """The words between “ and ”, their own marks nested, and what they leave open closed."""
    return f"“{nest_quotes(words)}”"


def nest_quotes(words: str) -> str:
    """The words as they stand between quotation marks."""
    said = list(words)
    open_: list[tuple[str, str]] = []
    for match in _MARK.finditer(words):
        mark, at = match.group(), match.start()
        if open_ and mark in _PAIRS[open_[-1][0]][0] and not _apostrophe(words, at):
            said[at] = open_.pop()[1]
        elif mark in _PAIRS and (open_ or mark not in _INNER):
            inner = _PAIRS[mark][1]
            said[at] = inner[0]
            open_.append((mark, inner[1]))
        elif mark == "”":
            said[at] = "’"
    return "".join([*said, *(closes for _, closes in reversed(open_))])


def _apostrophe(words: str, at: int) -> bool:
    """Say whether ’ stands inside a word, as in “it’s”."""
    return (
        words[at] == "’" and at > 0 and words[at - 1].isalnum() and words[at + 1 : at + 2].isalnum()
    )
