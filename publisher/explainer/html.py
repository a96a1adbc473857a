"""HTML, or a saved web page, to a `Page`; parsed by selectolax, scripts and page furniture dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publisher.explainer import linked, story
from publisher.explainer.model import Unreadable
from publisher.explainer.page import Page

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "title",
        "link",
        "meta",
        "img",
        "picture",
        "source",
        "map",
    ]
)
_FURNITURE = frozenset(["nav", "footer", "aside", "menu", "dialog"])
_FURNITURE_ROLES = frozenset(
    ["navigation", "banner", "complementary", "contentinfo", "search", "dialog"]
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|newsletter|share|sharing|social|cookies?|promo|breadcrumbs?|comments?|"
    r"sidebar|advert|ad-slot|sr-only|visually-hidden|skip-link|recirc|recommended)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"twitter-tweet|bluesky-embed|mastodon-embed|instagram-media|tiktok-embed")
_EMBEDDED_POST = "embedded post"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = ("ul", "ol", "menu")
_WHITE = re.compile(r"[ \t\r\n\f]+")
_LONGEST_BOLD_HEADING = 120
_DEEPER = 4
_MOST_TAGS = 30_000
_DEEPEST = 2000
_MOST_JUDGED = 4000
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
# Tags that need no end, or that pages leave open, do not nest.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|option|br|hr|img|input|meta|link|source|wbr|area|col|base)\b)[a-z]",
    re.IGNORECASE,
)
# Each is weighed by its words, and a page may nest them.
_MOST_ARTICLES = 10


def to_page(text: str) -> Page:
    """Give the readable words of a page: of its article, where it marks one; raise `Unreadable`."""
    _refuse_tags(text)
    page = Page()
    tree = LexborHTMLParser(text)
    page.base, page.own = linked.base(tree), linked.own(tree)
    root = _root(tree)
    if root is not None:
        page.title(_title(tree, root))
        _Walk(page).walk(root)
    return story.of_page(page, text) if _may_hide_its_story(root, text) else page


def _may_hide_its_story(root: LexborNode | None, text: str) -> bool:
    """Say whether this is a whole page that does not mark its article; those of many tags take long."""
    whole = root is not None and root.tag == "body" and _WHOLE.search(text) is not None
    return whole and len(_ANY_TAG.findall(text)) <= _MOST_JUDGED


def add(page: Page, text: str) -> None:
    """Add the words of a piece of HTML to a page."""
    root = LexborHTMLParser(text).root
    if root is not None:
        _Walk(page).walk(root)


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


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    for selector in ("article", "main", "[role=main]"):
        found = tree.css(selector)[:_MOST_ARTICLES]
        if found:
            return max(found, key=lambda node: len(node.text()))
    return tree.body


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
    """One list item one stands in: its number, if any, and whether its words have begun."""

    number: int | None
    depth: int
    begun: bool = False


@dataclass(slots=True)
class _Walk:
    """The way through the tree, without recursion: pages nest deeper than Python does."""

    page: Page
    text: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    level: int = 0
    caption: bool = False
    in_bold: int = 0
    numbers: list[int | None] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    #: Where the words of each link one stands in begin.
    anchors: list[int] = field(default_factory=list)

    def walk(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif node.tag == "-text":
                self._say(node.text_content or "")
            elif node.tag and node.tag[0] not in "-!" and not self._skips(node, root):
                self._enter(node)
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(list(_children(node))))
        self._flush()

    def _say(self, words: str) -> None:
        words = _WHITE.sub(" ", words)
        self.text.append(words)
        if words.strip():
            self.bold.append(self.in_bold > 0)

    def _skips(self, node: LexborNode, root: LexborNode) -> bool:
        if node.tag in _SILENT:
            self._drop_silent(node)
            return True
        # Comparing nodes by == would write both out.
        reason = "" if node.mem_id == root.mem_id else _furniture(node)
        if reason:
            self._flush()
            self.page.drop(reason, node.text(separator=" "))
            if reason == _EMBEDDED_POST:
                self.page.link(reason, linked.last_address(node))
        return bool(reason)

    def _drop_silent(self, node: LexborNode) -> None:
        if node.tag in ("script", "style", "img", "iframe", "video", "audio"):
            name = {"img": "picture"}.get(node.tag, node.tag)
            self.page.drop(name, node.attributes.get("alt") or "")
        for words, address in linked.shown(node):
            self.page.link(words, address)

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in ("b", "strong"):
            self.in_bold += 1
        elif tag == "a":
            self.anchors.append(self.page.length)
        elif tag == "br":
            self.text.append("\n")
        elif tag not in _INLINE:
            self._flush()
            self._open(node)

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag == "figcaption":
            self.caption = True
        elif tag in _LISTS:
            self.numbers.append(_first_number(node))
        elif tag == "li":
            self._open_item()

    def _open_item(self) -> None:
        number = self.numbers[-1] if self.numbers else None
        if number is not None:
            self.numbers[-1] = number + 1
        self.items.append(_Item(number, max(1, len(self.numbers))))

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in ("b", "strong"):
            self.in_bold -= 1
        elif tag == "a":
            self.page.link(linked.words(node), linked.address(node), self.anchors.pop())
        elif tag not in _INLINE:
            self._flush()
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.level = 0
        elif tag == "figcaption":
            self.caption = False
        elif tag in _LISTS and self.numbers:
            self.numbers.pop()
        elif tag == "li" and self.items:
            self.items.pop()

    def _flush(self) -> None:
        words, bold = "".join(self.text).strip(), all(self.bold)
        self.text.clear()
        self.bold.clear()
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
        said = words if item.number is None else f"{item.number}. {words}"
        self.page.put("bullet", said, indent=indent, ordered=item.number is not None)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _first_number(node: LexborNode) -> int | None:
    if node.tag != "ol":
        return None
    start = node.attributes.get("start") or ""
    return int(start) if start.isdecimal() and len(start) < len("1000000") else 1


def _furniture(node: LexborNode) -> str:
    """Say why a part of a page is no part of the telling, if it is none."""
    facts = node.attributes
    names = f"{facts.get('class') or ''} {facts.get('id') or ''}"
    if _EMBEDDED.search(names):
        return _EMBEDDED_POST
    if "hidden" in facts or _HIDDEN.search(facts.get("style") or ""):
        return "hidden words"
    if node.tag in _FURNITURE or facts.get("role") in _FURNITURE_ROLES:
        return "page furniture"
    if node.tag not in ("body", "article", "main") and _FURNITURE_NAMES.search(names):
        return "page furniture"
    return ""
