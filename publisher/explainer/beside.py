"""What a node of a page stands in and behind."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    ["p", "li", "div", "dd", "dt", "td", "th", "aside", "section", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "body"]
)  # fmt: skip
_LOOK_BACK = 40
_MOST_UP = 6
_MOST_BACK = 20


def block_of(node: LexborNode) -> LexborNode:
    """Give the innermost block that a node stands in, or the node where it is one."""
    block = node
    while block.tag not in _BLOCKS and block.parent is not None:
        block = block.parent
    return block


def words_before(node: LexborNode) -> str:
    """Give the last words before a node in its block."""
    found, steps = "", _MOST_BACK
    at: LexborNode | None = node
    for _ in range(_MOST_UP):
        while at is not None and at.prev is not None and len(found) < _LOOK_BACK and steps:
            at, steps = at.prev, steps - 1
            if at.tag == "-text":
                found = (at.text_content or "")[-_LOOK_BACK:] + found
            elif at.tag in _BLOCKS or at.tag == "br":
                return found
            elif at.tag and at.tag[0] not in "-!":
                found = at.text()[-_LOOK_BACK:] + found
        at = at.parent if at is not None else None
        if at is None or at.tag in _BLOCKS or len(found) >= _LOOK_BACK:
            break
    return found


def words_behind(node: LexborNode) -> str:
    """Give the first words behind a node in its block."""
    at, steps = node, _MOST_BACK
    for _ in range(_MOST_UP):
        while at.next is not None and steps:
            at, steps = at.next, steps - 1
            if at.tag == "-text":
                words = (at.text_content or "").strip()
            elif at.tag == "br":
                return ""
            else:
                words = at.text().strip() if at.tag and at.tag[0] not in "-!" else ""
            if words or at.tag in _BLOCKS:
                return words[:_LOOK_BACK]
        if at.parent is None or at.parent.tag in _BLOCKS:
            return ""
        at = at.parent
    return ""
