"""What the style sheets inside a page say of its words: struck, raised, lowered, not shown.

Only of rules for one class, as Google Docs and Word write them; each is set down on the tags it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_MAY = re.compile(
    r"line-through|vertical-align|text-raise|display|visibility|list-style", re.IGNORECASE
)
_BRACE = re.compile(r"[{}]")
_CLASS = re.compile(r"([a-z][a-z0-9]{0,12})?\.([\w-]{1,80})", re.IGNORECASE)
_TELLS = re.compile(
    r"(?:text-decoration(?:-line)?\s{0,9}:[^;:]{0,80}line-through|vertical-align\s{0,9}:\s{0,9}(?:super|sub)\b|"
    r"mso-text-raise\s{0,9}:\s{0,9}-?[\d.]{1,8}|display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|list-style(?:-type)?\s{0,9}:[^;{}]{1,60})",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"vertical-align\s{0,9}:\s{0,9}(?P<level>super|sub)\b|mso-text-raise\s{0,9}:\s{0,9}(?P<under>-?)[\d.]{0,8}[1-9]",
    re.IGNORECASE,
)
_LINE_TAGS = frozenset(["span", "font", "a", "b", "i", "em", "strong", "small"])
_WHOLE = frozenset(["html", "body", "main", "article"])
_MOST_RULES = 3000


def apply_style_rules(root: LexborNode) -> None:
    """Set the telling rules of a page's own sheets down on the tags they are for."""
    rules: dict[tuple[str, str], str] = {}
    for sheet in root.css("style"):
        text = sheet.text()
        if _MAY.search(text):
            for tag, name, said in _rules("".join(_without_comments(text))):
                if len(rules) < _MOST_RULES:
                    rules[tag, name] = f"{rules.get((tag, name), '')};{said}"
    for node in root.css("[class]") if rules else ():
        _set(node, rules)


def _without_comments(sheet: str) -> Iterator[str]:
    at = 0
    while (start := sheet.find("/*", at)) >= 0 and (end := sheet.find("*/", start + 2)) >= 0:
        yield sheet[at:start]
        at = end + 2
    yield sheet[at:]


def _set(node: LexborNode, rules: dict[tuple[str, str], str]) -> None:
    names = (node.attributes.get("class") or "").split()
    keys = ((tag, name) for name in names for tag in ("", node.tag or ""))
    # A page that is hidden or struck as a whole is shown by its scripts.
    if node.tag in _WHOLE:
        return
    if found := [rules[key] for key in keys if key in rules]:
        style = node.attributes.get("style") or ""
        # What a tag says of itself is stronger, and stands first where one is looked for.
        node.attrs["style"] = ";".join(filter(None, [style, *found]))


def _rules(sheet: str) -> Iterator[tuple[str, str, str]]:
    """Give tag, class and what is said of it, of each rule that stands by itself."""
    depth, at, before = 0, 0, ""
    for brace in _BRACE.finditer(sheet):
        words, at = sheet[at : brace.start()], brace.end()
        if brace.group() == "{":
            depth, before = depth + 1, words
            continue
        if depth == 1 and (said := ";".join(_TELLS.findall(words))):
            for selector in before.rsplit(";", 1)[-1].split(","):
                if match := _CLASS.fullmatch(selector.strip()):
                    yield (match.group(1) or "").lower(), match.group(2), said
        depth = max(0, depth - 1)


def find_script_level(node: LexborNode) -> str:
    """Give “sup” or “sub” for what is raised or lowered, by its tag or by its style; else nothing."""
    if node.tag in ("sup", "sub"):
        return node.tag
    style = (node.attributes.get("style") or "") if node.tag in _LINE_TAGS else ""
    match = _LEVEL.search(style) if style else None
    if match is None:
        return ""
    return "sub" if match["under"] or (match["level"] or "").lower() == "sub" else "sup"
