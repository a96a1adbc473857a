"""HTML, or a saved web page, to a `PageText`; parsed by selectolax, scripts and page furniture dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publisher.explainer import (
    article_extraction,
    facts,
    linked,
    notes,
    reasons,
    settling,
    struck,
    styles,
    tables,
)
from publisher.explainer.lines import clean_text
from publisher.explainer.list_numbers import Marks, of_list
from publisher.explainer.model import Unreadable
from publisher.explainer.page import PageText
from publisher.explainer.scope import BUTTONS, DOUBTFUL, FRAME, survey_page
from publisher.explainer.tags import EMBEDDED_POST, HIDDEN, INLINE, SILENT
from publisher.explainer.weighing import child_nodes
from publisher.explainer.witness import observe_page

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol", "menu")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LONGEST_BOLD_HEADING = 120
_DEEPER = 4
_MOST_TAGS = 30_000
_DEEPEST = 2000
_MOST_JUDGED = 4000
#: What holds words that cannot be set as text, and what it is called.
_NAMED = {
    "math": "formula",
    "svg": "drawing",
    "textarea": "text field",
    "object": "embedded object",
    "canvas": "drawing",
}
_SHADOW = re.compile(r"<template(?=\s[^<>]{0,300}\bshadowroot)", re.IGNORECASE)
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
# Tags that need no end, or that pages leave open, do not nest.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|option|br|hr|img|input|meta|link|source|wbr|area|col|base)\b)[a-z]",
    re.IGNORECASE,
)


def to_page(text: str, address: str = "") -> PageText:
    """Give the readable words of a page's story, whose `address` may be known; raise `Unreadable`."""
    _refuse_tags(text)
    page = PageText()
    text = notes.drop_open_comment(page, text, whole=True)
    # The inside of such a template is shown, and the parser keeps it apart.
    tree = LexborHTMLParser(_SHADOW.sub("<div", text))
    page.seen.append(observe_page(text))
    whole = _is_whole(text)
    page.base, page.own = linked.base_address(tree), linked.canonical_address(tree)
    for fact in facts.list_embargo_facts(tree, text):
        page.aside(fact, reasons.EMBARGO)
    page.elsewhere.extend(facts.list_page_titles(tree))
    if tree.body is None:
        return page
    if settling.may_need_settling(text):
        if tree.root is not None:
            styles.apply_style_rules(tree.root)
        settling.settle_tree(page, tree.body, whole=True)
        text = tree.html or text
    scope = survey_page(tree.body, address or page.own)
    page.title(_title(tree, scope.core or tree.body))
    _Walk(page, scope.apart, scope.likely).walk(scope.root)
    page.finish()
    return article_extraction.of_page(page, text) if scope.core is None and whole else page


def _is_whole(text: str) -> bool:
    """Say whether this is a whole page, which may say more than its story; one of many tags takes long."""
    return _WHOLE.search(text) is not None and len(_ANY_TAG.findall(text)) <= _MOST_JUDGED


def add_fragment(page: PageText, text: str) -> None:
    """Add the words of a piece of HTML to a page."""
    page.seen.append(observe_page(text))
    root = LexborHTMLParser(text).root
    if root is not None:
        if settling.may_need_settling(text):
            styles.apply_style_rules(root)
            settling.settle_tree(page, root, whole=False)
        scope = survey_page(root)
        _Walk(page, scope.apart, scope.likely).walk(root)


def _refuse_tags(text: str) -> None:
    """Refuse what would keep the parser busy: pages of an article have few tags, and flat ones."""
    depth = deepest = 0
    count = len(_ANY_TAG.findall(text))
    for match in _TAG.finditer(text) if count <= _MOST_TAGS else ():
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    if count > _MOST_TAGS:
        raise Unreadable(
            f"This page has {count:,} tags, and at most {_MOST_TAGS:,} are read: paste the words of the explainer."
        )
    if deepest > _DEEPEST:
        raise Unreadable(
            f"This page nests its tags {deepest:,} deep, and at most {_DEEPEST:,} are followed: "
            "paste the words of the explainer."
        )


def _title(tree: LexborHTMLParser, root: LexborNode) -> str:
    """Give the headline: the page's first heading, else its title for other pages, else the tab's."""
    for where in (root, tree):
        if (node := where.css_first("h1")) is not None and node.text().strip():
            return node.text()
    meta = tree.css_first("meta[property='og:title']")
    if meta is not None and (given := meta.attributes.get("content")):
        return given
    tab = tree.css_first("title")
    return tab.text() if tab is not None else ""


@dataclass(slots=True)
class _Item:
    """One list item one stands in: its mark, if it has one of its own, and whether its words have begun."""

    mark: str
    depth: int
    begun: bool = False


@dataclass(slots=True)
class _Walk:
    """The way through the tree, without recursion: pages nest deeper than Python does."""

    page: PageText
    apart: Mapping[int, str]
    likely: AbstractSet[int] = frozenset()
    text: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    level: int = 0
    caption: bool = False
    in_bold: int = 0
    lists: list[Marks] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    #: Where the words of each link one stands in begin.
    anchors: list[int] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    #: Which columns of the table one stands in hold anything, where its rows are told as lines; its cells.
    columns: frozenset[int] | None = None
    row: list[str] | None = None
    names: bool = False

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif node.tag == "-text":
                self._say(node.text_content or "")
            elif node.tag and node.tag[0] not in "-!" and not self._skips(node):
                self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(child_nodes(node))))
        self._flush()
        if pressed := ", ".join(filter(None, dict.fromkeys(self.buttons))):
            self.page.drop(BUTTONS, pressed)

    def _say(self, words: str) -> None:
        words = _WHITE.sub(" ", words)
        self.text.append(words)
        if words.strip():
            self.bold.append(self.in_bold > 0)

    def _skips(self, node: LexborNode) -> bool:
        if node.tag in SILENT:
            self._drop_silent(node)
            return True
        # Comparing nodes by == would write both out.
        reason = self.apart.get(node.mem_id)
        if reason == BUTTONS:
            self.buttons.append(clean_text(node.text(separator=" ")))
            self._link_part(node)
        elif reason == FRAME:
            self.page.elsewhere.append(node.text(separator=" "))
        elif reason:
            if node.tag not in INLINE:
                self._flush()
            self._leave_hole(node, reason)
            likely = node.mem_id in self.likely
            words = node.text(separator=" ")
            self.page.drop(reason, words, doubtful=reason in DOUBTFUL, likely=likely)
            if reason == EMBEDDED_POST:
                self.page.link(reason, linked.last_address(node))
            elif likely or reason == HIDDEN or node.tag == "aside" or node.tag in INLINE:
                self._link_part(node)
        return reason is not None

    def _leave_hole(self, node: LexborNode, reason: str) -> None:
        """Mark the place of hidden words in a line or a row: what stood with them is not of others."""
        words = node.text(separator=" ") if reason == HIDDEN else ""
        if not words.strip():
            return
        if node.tag in ("td", "th") and self.row is not None:
            self.row.append(self.page.hole(words))
        elif node.tag in INLINE:
            self.text.append(self.page.hole(words))

    def _link_part(self, node: LexborNode) -> None:
        for words, address in linked.of_part(node):
            self.page.link(words, address)

    def _drop_silent(self, node: LexborNode) -> None:
        if self.row and (told := tables.picture_alt_text(node)):
            self.text.append(told)
        elif node.tag in ("script", "style", "img", "iframe", "video", "audio"):
            name = {"img": "picture"}.get(node.tag, node.tag)
            self.page.drop(name, node.attributes.get("alt") or linked.frame_text(node))
        elif node.tag in ("noscript", "template"):
            self.page.elsewhere.append(node.text(separator=" "))
        elif (named := _NAMED.get(node.tag or "")) and (
            words := clean_text(node.text(separator=" "))
        ):
            self.page.drop(named, words, doubtful=True, likely=True)
        for words, address in linked.list_embedded_links(node):
            self.page.link(words, address)

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in ("b", "strong"):
            self.in_bold += 1
        elif tag == "a":
            self.anchors.append(self.page.length)
        elif tag == "br":
            self.text.append("\n")
        elif tag not in INLINE:
            self._flush()
            self._open(node)
        if source := linked.quoted_from(node):
            self.page.link("source of a quotation", source)

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag == "figcaption":
            self.caption = True
        elif tag in _LISTS:
            self.lists.append(of_list(node))
        elif tag == "li":
            mark = self.lists[-1].of(node) if self.lists else ""
            self.items.append(_Item(mark, max(1, len(self.lists))))
        else:
            self._open_cell(node)

    def _open_cell(self, node: LexborNode) -> None:
        if node.tag == "table":
            self.columns = tables.find_filled_columns(node)
        elif node.tag == "tr" and self.columns is not None:
            self.row, self.names = [], True
        elif node.tag in ("td", "th") and self.row is not None:
            self.row.append("")
            self.names = self.names and node.tag == "th"

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in ("b", "strong"):
            self.in_bold -= 1
        elif tag == "a":
            self.page.link(linked.link_text(node), linked.link_address(node), self.anchors.pop())
        elif tag not in INLINE:
            self._flush()
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = 0
        elif tag == "figcaption":
            self.caption = False
        elif tag in _LISTS and self.lists:
            self.lists.pop()
        elif tag == "li" and self.items:
            self.items.pop()
        elif tag == "tr" and self.row is not None:
            row, self.row = self.row, None
            self._put(tables.format_row(row, self.columns or (), head=self.names), bold=False)
        elif tag == "table":
            self.columns = None

    def _flush(self) -> None:
        words, bold = "".join(self.text).strip(), all(self.bold)
        words = (
            struck.extract_struck_words(self.page, words)
            if struck.may_hold_strikes(words)
            else words
        )
        self.text.clear()
        self.bold.clear()
        if self.row:
            self.row[-1] = f"{self.row[-1]} {words}".strip()
        elif words:
            self._put(words, bold=bold)

    def _put(self, words: str, *, bold: bool) -> None:
        if not words:
            return
        if self.level:
            self.page.heading(words, self.level)
        elif self.caption:
            self.page.put("caption", words)
        elif self.items:
            self._item(words)
        elif bold and len(words) < _LONGEST_BOLD_HEADING and "\n" not in words:
            self.page.heading(words, _DEEPER)
        else:
            self.page.put("text", words)

    def _item(self, words: str) -> None:
        item = self.items[-1]
        indent = 2 * item.depth
        if item.begun:
            self.page.put("text", words, indent=indent + 1)
            return
        item.begun = True
        said = f"{item.mark} {words}" if item.mark else words
        self.page.put("bullet", said, indent=indent, ordered=bool(item.mark))
