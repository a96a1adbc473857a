"""What tags say of words, settled in the tree before it is read.

Struck words and comments leave it, raised and lowered ones become plain ones that mean the same, and marks
that a page draws as pictures or boxes become characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publisher.explainer import icons, linked, notes, quote_tags, raised, reasons, signs, styles
from publisher.explainer.beside import block_of, words_before
from publisher.explainer.page import PageText
from publisher.explainer.tags import SILENT, furniture_by_tag

_MAY = re.compile(
    r"<(?:s|q|del|strike|sup|sub|input|img)\b|<!--|line-through|#cmnt|#_?ftn|#fn|footnote|endnote|mso-|MsoComment|msoDel|"
    r"<svg\b|<i\b|aria-label|title=|icon|\b(?:fa|bi|ti|ri|la|mdi)-|sr-only|visually|wingdings|symbol|delet|\bdel\b|diff-|vertical-align|strik|struck|<style",
    re.IGNORECASE,
)
_STRUCK_TAGS = frozenset(["s", "del", "strike"])
_STRUCK_STYLE = re.compile(
    r"text-decoration(?:-line)?\s{0,9}:[^;]{0,200}line-through", re.IGNORECASE
)
_STRUCK_NAMES = re.compile(
    r"(?:^|\s)(?:msoDel|MsoDel|suggestion-delete|deleted-text|line-through|(?:[\w-]{1,40}-)?(?:strike-?through|line-through))(?:\s|$)",
    re.IGNORECASE,
)
# Names that a page about a strike may have too, but for words in a line.
_STRUCK_WORDS = re.compile(
    r"(?:^|\s)(?:del|deleted|diff-(?:del|deleted|removed)|(?:text-)?(?:strike\d?|striked|struck|stricken)(?:-out)?)(?:\s|$)",
    re.IGNORECASE,
)
_IN_LINE = frozenset(["span", "font", "em", "b", "i", "strong", "u"])
_COMMENT_STYLE = re.compile(
    r"mso-element\s{0,9}:\s{0,9}(?:comment|annotation)|mso-comment", re.IGNORECASE
)
_COMMENT_NAMES = re.compile(r"(?:^|\s)MsoComment(?:Text|Reference|Subject)")
_NOTE_STYLE = re.compile(r"mso-element\s{0,9}:\s{0,9}(?:footnote|endnote)\b", re.IGNORECASE)
_NOTE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|doc-endnotes?|doc-footnotes?|reflist)(?:$|[\s_-])"
)
_NOTE_HREF = re.compile(r"#.*(?:fn|ftn|footnote|endnote|note|cite_note|edn)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]{1,2}|[ivx]{1,5})\]?")
_OUTER = frozenset(["body", "html", "article", "main"])
_BLOCK = "p, div, li, ul, ol, h1, h2, h3, h4, table, blockquote"
_WINGDINGS = {"ü": "✓", "û": "✗", "ý": "☒", "þ": "☑", "§": "▪", "Ø": "➢", "q": "□", "v": "❖", "à": "→", "è": "→", "n": "■", "l": "●", "o": "□", "¨": "☐", "x": "☒"}  # fmt: skip
_FONT = re.compile(
    r"font-family\s{0,9}:\s{0,9}[\"']?\s{0,9}(?P<font>wingdings|symbol)\b|font\s{0,9}:[^;]{0,60}(?P<short>wingdings)\b",
    re.IGNORECASE,
)
_EMOJI_NAMES = re.compile(
    r"(?:^|[\s_-])(?:emoji|twemoji|wp-smiley|emojione)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_SIGN = 12
_MOST_UP = 6
# Each is weighed against the words around it.
_MOST_COMMENTS = 200


@dataclass(slots=True)
class _Found:
    """What is to be changed, in the order of the tree."""

    struck: list[LexborNode] = field(default_factory=list)
    comments: list[LexborNode] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    levels: list[LexborNode] = field(default_factory=list)
    links: list[LexborNode] = field(default_factory=list)
    notes: list[LexborNode] = field(default_factory=list)
    signs: list[tuple[LexborNode, str]] = field(default_factory=list)
    quotes: list[LexborNode] = field(default_factory=list)
    icons: list[LexborNode] = field(default_factory=list)
    named: dict[str, LexborNode] = field(default_factory=dict)


def may_need_settling(text: str) -> bool:
    """Say whether a page holds anything to be settled."""
    return bool(_MAY.search(text))


def settle_tree(page: PageText, root: LexborNode, *, whole: bool) -> None:
    """Settle a tree; what leaves it is put aside on the page. `whole` says it is a page of its own."""
    found = _Found()
    for node in _nodes(root):
        _sort(found, node)
    for node in found.quotes:
        opens, closes = quote_tags.quote_marks(node)
        if opens:
            node.insert_before(opens)
            node.insert_after(closes)
    for node, sign in found.signs:
        node.replace_with(sign)
    for node in found.icons:
        icons.resolve_icon(page, node)
    for node in found.struck:
        _strike(page, node)
    for node in found.comments:
        _take(page, node, reasons.COMMENT)
    marks = _Notes(page, found)
    marks.take_marks()
    marks.take_notes()
    for words in found.hidden:
        if notes.is_human_note(words, whole=whole):
            page.later(words, reasons.NOTE)


def _nodes(root: LexborNode) -> Iterator[LexborNode]:
    """Give the nodes of a tree in their order, none inside of what is struck or a comment."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        tag = node.tag or ""
        inner = tag[:1] not in ("-", "!") and not _leaves(node)
        if not inner or tag in SILENT or furniture_by_tag(tag, node.attributes):
            continue
        children = []
        child = node.child
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend(reversed(children))


def _leaves(node: LexborNode) -> bool:
    return _struck(node) or _comment(node) or _note(node)


def _sort(found: _Found, node: LexborNode) -> None:
    tag = node.tag or "-"
    if tag[0] in "-!":
        if tag == "-comment":
            found.hidden.append(node.comment_content or "")
        return
    facts = node.attributes
    for name in (facts.get("id"), facts.get("name")):
        if name:
            found.named.setdefault(name, node)
    if _struck(node):
        found.struck.append(node)
    elif _comment(node):
        few = len(found.comments) < _MOST_COMMENTS
        found.comments.append(_whole_comment(node) if few else node)
    elif _note(node):
        found.notes.append(node)
    else:
        _sort_inline(found, node)


def _sort_inline(found: _Found, node: LexborNode) -> None:
    if styles.find_script_level(node):
        found.levels.append(node)
    elif node.tag == "q":
        found.quotes.append(node)
    elif sign := _sign(node):
        found.signs.append((node, sign))
    elif icons.may_be(node):
        found.icons.append(node)
    elif _leads_to_note(node):
        found.links.append(node)


def _leads_to_note(node: LexborNode) -> bool:
    if node.tag != "a" or not _NOTE_HREF.match(node.attributes.get("href") or ""):
        return False
    return bool(_NOTE_MARK.fullmatch(node.text().strip()))


def _struck(node: LexborNode) -> bool:
    if node.tag in _STRUCK_TAGS:
        return True
    facts = node.attributes if node.tag and node.tag[0] not in "-!" else {}
    return bool(
        facts
        and (
            _STRUCK_STYLE.search(facts.get("style") or "")
            or facts.get("role") == "deletion"
            or _STRUCK_NAMES.search(facts.get("class") or "")
            or (node.tag in _IN_LINE and _STRUCK_WORDS.search(facts.get("class") or ""))
        )
    )


def _comment(node: LexborNode) -> bool:
    facts = node.attributes if node.tag and node.tag[0] not in "-!" else {}
    if not facts:
        return False
    if node.tag == "a" and (facts.get("href") or "").startswith("#cmnt"):
        return True
    if _COMMENT_STYLE.search(facts.get("style") or ""):
        return True
    return bool(_COMMENT_NAMES.search(facts.get("class") or ""))


def _whole_comment(node: LexborNode) -> LexborNode:
    """Give all of a comment: the raised mark in the text, or the block that begins with its letter."""
    facts = node.attributes
    if node.tag != "a" or (facts.get("id") or "").startswith("cmnt_ref"):
        parent = node.parent
        return parent if parent is not None and parent.tag == "sup" else node
    block, words = node, node.text()
    for _ in range(_MOST_UP):
        parent = block.parent
        if parent is None or parent.tag in _OUTER:
            break
        if not parent.text().strip().startswith(words.strip()):
            break
        block = parent
        if block.tag == "div":
            break
    return block


def _note(node: LexborNode) -> bool:
    facts = node.attributes if node.tag and node.tag[0] not in "-!" else {}
    if not facts or node.tag in ("a", "sup", "span", "body", "article", "main", "html"):
        return False
    names = f"{facts.get('class') or ''} {facts.get('role') or ''}"
    return bool(_NOTE_NAMES.search(names) or _NOTE_STYLE.search(facts.get("style") or ""))


def _sign(node: LexborNode) -> str:
    """Give the character that a picture of an emoji, a ticked box or a letter of a symbol face stands for."""
    facts = node.attributes
    if node.tag == "img":
        alt = (facts.get("alt") or "").strip()
        drawn = _EMOJI_NAMES.search(facts.get("class") or "") or (
            alt and signs.starts_with_sign(alt)
        )
        return alt if drawn and len(alt) <= _LONGEST_SIGN else ""
    if node.tag == "input" and facts.get("type") == "checkbox":
        return "☑ " if "checked" in facts else "☐ "
    if node.tag == "input" and facts.get("type") == "radio":
        return "◉ " if "checked" in facts else "○ "
    face = f"font-family:{facts.get('face')}" if node.tag == "font" else ""
    if found := _FONT.search(face or facts.get("style") or ""):
        words = node.text().replace("\u00a0", " ").strip()
        if words in _WINGDINGS and (found["font"] or "").lower() != "symbol":
            return f"{_WINGDINGS[words]} "
        return "• " if words == "·" else ""
    return ""


def _strike(page: PageText, node: LexborNode) -> None:
    words = node.text(separator=" " if node.css_first(_BLOCK) is not None else "")
    _keep_links(page, node)
    apart = words[:1].isspace() and words[-1:].isspace()
    node.replace_with((" " if apart else "") + page.later(words, reasons.STRUCK))


def _keep_links(page: PageText, node: LexborNode) -> None:
    """Remember the links of what leaves the tree; a footnote's own lead nowhere else."""
    for link in node.css("a[href]"):
        if not linked.link_address(link).startswith("#"):
            page.link(linked.link_text(link), linked.link_address(link))


def _take(page: PageText, node: LexborNode, reason: str) -> None:
    words = node.text(separator=" ")
    if node.parent is None:
        return
    _keep_links(page, node)
    if any(map(str.isalnum, notes.without_mark(words))):
        node.replace_with(page.later(notes.without_mark(words), reason))
    else:
        node.decompose()


class _Notes:
    """The marks of footnotes, what they lead to, and what else is raised or lowered."""

    def __init__(self, page: PageText, found: _Found) -> None:
        self.page = page
        self.found = found
        self.led: list[str] = []
        self.marks: list[str] = []
        self.numbers: set[str] = set()
        self.begun: list[tuple[str, LexborNode]] = []

    def take_marks(self) -> None:
        for node in self.found.links:
            if (
                node.parent is not None
                and not styles.find_script_level(node.parent)
                and words_before(node).strip()
            ):
                self._marks(node, node)
        for node in self.found.levels:
            if node.parent is None:
                continue
            level = styles.find_script_level(node)
            link = node.css_first("a[href^='#']") if level == "sup" else None
            before = words_before(node)
            if not before.strip():
                self.begun.append((node.text().strip(" []().\u00a0"), node))
            elif link is not None or _NOTE_NAMES.search(node.attributes.get("class") or ""):
                self._marks(node, link)
            elif level == "sub":
                _keep_links(self.page, node)
                node.replace_with(raised.flatten_subscript(node.text(), before))
            else:
                self._raise(node, before)

    def _raise(self, node: LexborNode, before: str) -> None:
        slash, under = node.next, node.next.next if node.next is not None else None
        if (
            under is not None
            and _tag(under)
            and styles.find_script_level(under) == "sub"
            and slash is not None
            and (slash.text_content or "").strip() in ("/", "⁄")
        ):
            node.replace_with(raised.format_fraction(node.text(), under.text(), before))
            slash.decompose()
            under.decompose()
            return
        said = raised.flatten_superscript(node.text(), before)
        if said is None:
            self._marks(node, None)
        else:
            _keep_links(self.page, node)
            node.replace_with(said)

    def _marks(self, node: LexborNode, link: LexborNode | None) -> None:
        if link is not None:
            self.led.append((link.attributes.get("href") or "").removeprefix("#"))
        number = node.text().strip(" []().\u00a0")
        self.numbers.add(number)
        self.marks.append(number)
        _keep_links(self.page, node)
        node.decompose()

    def take_notes(self) -> None:
        """Put aside the notes the marks lead to, and those that begin with the number of a mark."""
        blocks = list(self.found.notes)
        blocks += [
            block_of(self.found.named[name]) for name in self.led if name in self.found.named
        ]
        begun = [(number, node) for number, node in self.begun if node.parent is not None]
        blocks += [block_of(node) for number, node in begun if number in self.numbers]
        gone: set[int] = set()
        for block in blocks:
            if block.mem_id not in gone and block.parent is not None and block.tag not in _OUTER:
                gone.add(block.mem_id)
                words = block.text(separator=" ")
                _keep_links(self.page, block)
                block.replace_with(self.page.later(words, reasons.FOOTNOTE))
        for number in self.marks if not gone else ():
            self.page.later(number, reasons.FOOTNOTE)
        for number, node in begun:
            if node.parent is not None and number not in self.numbers and not gone:
                _keep_links(self.page, node)
                node.replace_with(f"{raised.flatten_superscript(number, '0') or number} ")


def _tag(node: LexborNode) -> bool:
    return bool(node.tag) and (node.tag or "-")[0] not in "-!"
