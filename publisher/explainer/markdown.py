"""Markdown, with front matter and a little HTML in it, to a `PageText`; parsed by markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from publisher.explainer import (
    front,
    html,
    icons,
    linked,
    notes,
    quote_tags,
    reasons,
    signs,
    tables,
    tags,
    typed_signs,
)
from publisher.explainer.model import Unreadable
from publisher.explainer.page import PageText

# What draws a part of the page, or an address; a placeholder in the text stays and is told of.
_TEMPLATE = re.compile(
    r"(?:(?<=\]\()|(?<=[\"'=]))\{\{[^{}]{0,500}\}\}|\{\{[<%][^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}"
)
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)
_QUOTE_TAG = re.compile(r"<(/?)q\b", re.IGNORECASE)
_PICTURE_TAG = re.compile(r"<(?:i|b|em|span|img)\s", re.IGNORECASE)
_LINK_TAG = re.compile(r"<a\s", re.IGNORECASE)
_LINK_END = re.compile(r"</a\s*>", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 120
_DEEPER = 4
# The parser takes a tenth of a millisecond for each; the words of an explainer outnumber its marks.
_MARKS = re.compile(r"[\[\]*_`<!&\\~|]|^[ \t]*(?:[-+>]|\d+[.)])", re.MULTILINE)
_MOST_MARKS = 10_000
_WORDS_PER_MARK = 20

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def to_page(text: str) -> PageText:
    """Give the readable words of a Markdown text; raise `Unreadable` where marks outnumber words."""
    _refuse_marks(text)
    page = PageText()
    body = front.strip_front_matter(page, text)
    body = notes.extract_annotations(page, body) if notes.may_hold_annotations(body) else body
    if codes := _TEMPLATE.findall(body):
        page.drop(f"template code ({len(codes)})", " ".join(codes))
        body = _TEMPLATE.sub("", body)
    known: dict[str, Any] = {}
    _Walk(page).walk(_PARSER.parse(typed_signs.escape_typed_signs(body), known))
    _link_unused(page, known)
    page.finish()
    return page


def _link_unused(page: PageText, known: Mapping[str, Any]) -> None:
    """Note the addresses given at the foot of a text to which no words refer."""
    told = [*known.get("references", {}).values(), *known.get("duplicate_refs", ())]
    used = {link.address for link in page.links}
    for given in told:
        if given["href"] == "#" and given["title"]:
            # “[//]: # (so)” is how Markdown is given a comment.
            page.later(given["title"], reasons.NOTE)
        if given["href"] not in used and given["href"] != "#":
            page.link(given["title"], given["href"])


def _refuse_marks(text: str) -> None:
    marks = len(_MARKS.findall(text))
    if marks > _MOST_MARKS and marks * _WORDS_PER_MARK > len(text):
        raise Unreadable(
            f"This holds {marks:,} marks such as [ * _ and few words: paste the words of the explainer."
        )


class _Walk:
    """The way through the tokens: in which lists and heading one stands."""

    def __init__(self, page: PageText) -> None:
        self.page = page
        self.lists: list[Iterator[int] | None] = []
        self.number: list[int | None] = []
        self.marks: list[str] = []
        self.adds = False
        # Lists by their tokens of which the marks, plus and minus, are words.
        self.weighing: set[int] = set()
        self.weighs: list[bool] = []
        self.numbers: dict[int, Iterator[int]] = {}
        self.begins_item = False
        self.level = 0
        self.cells: list[str] | None = None
        self.names = False

    def walk(self, tokens: Sequence[Token]) -> None:
        self.weighing = {*_weighing(tokens), *_of_minuses(tokens)}
        self.numbers = _numbers(tokens)
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type in ("fence", "code_block"):
            self._block(token.content)
        elif token.type == "html_block":
            html.add_fragment(self.page, tags.escape_placeholders(token.content))
        else:
            self._turn(token)

    def _turn(self, token: Token) -> None:
        kind = token.type
        if kind.endswith("_list_open"):
            self.lists.append(self.numbers.get(id(token)))
            self.number.append(None)
            self.marks.append(token.markup)
            self.weighs.append(id(token) in self.weighing)
        elif kind.endswith("_list_close"):
            self.lists.pop()
            self.number.pop()
            self.marks.pop()
            self.weighs.pop()
        elif kind == "list_item_open":
            self.begins_item = True
            numbers = self.lists[-1]
            self.number[-1] = None if numbers is None else next(numbers)
        elif kind in ("heading_open", "heading_close"):
            self.level = int(token.tag[1:]) if kind == "heading_open" else 0
        else:
            self._row(kind)

    def _row(self, kind: str) -> None:
        if kind == "tr_open":
            self.cells, self.names = [], True
        elif kind == "td_open":
            self.names = False
        elif kind == "tr_close" and self.cells is not None:
            self._block(tables.format_row(self.cells, head=self.names))
            self.cells = None

    def _inline(self, token: Token) -> None:
        children = token.children or []
        words = "".join(_words(self.page, children, listed=bool(self.lists)))
        if self.cells is not None:
            self.cells.append(words)
        elif self.level:
            self.page.heading(words, self.level)
        elif not self.lists and _all_bold(children) and len(words) < _LONGEST_BOLD_HEADING:
            self.page.heading(words, _DEEPER)
        else:
            self._block(words)

    def _block(self, words: str) -> None:
        if not self.lists:
            self.page.put("text", words)
            return
        indent = 2 * len(self.lists)
        if self.begins_item:
            self.begins_item = False
            said = self._numbered(words)
            self.page.put("bullet", said, indent=indent, ordered=said is not words)
        else:
            self.page.put("text", words, indent=indent + 1)

    def _numbered(self, words: str) -> str:
        number = self.number[-1]
        return self._signed(words) if number is None else f"{number}. {words}"

    def _signed(self, words: str) -> str:
        """Give an item with its mark where that is a plus, or a minus beside one."""
        said = f"{self.marks[-1]} {words}"
        if self.weighs[-1]:
            return said
        if self.marks[-1] == "+" and signs.starts_with_sign(said):
            self.adds = True
            return said
        return (
            said
            if self.adds and self.marks[-1] == "-" and signs.starts_with_number(words)
            else words
        )


def _numbers(tokens: Sequence[Token]) -> dict[int, Iterator[int]]:
    """Give the numbers of each ordered list, by its token: as typed, or counted where all are the same."""
    found: dict[int, Iterator[int]] = {}
    open_: list[tuple[Token, list[int]]] = []
    for token in tokens:
        if token.type.endswith("_list_open"):
            open_.append((token, []))
        elif token.type == "list_item_open" and token.info:
            open_[-1][1].append(int(token.info))
        elif token.type.endswith("_list_close"):
            of, typed_ = open_.pop()
            if of.type.startswith("ordered"):
                found[id(of)] = count(typed_[0]) if len(set(typed_)) == 1 else iter(typed_)
    return found


def _weighing(tokens: Sequence[Token]) -> Iterator[int]:
    """Give the lists, by their tokens, that follow each other with plus and minus as their marks."""
    chains: dict[int, list[Token]] = {}
    last = ""
    for token in tokens:
        if token.type == "bullet_list_open":
            if last != "bullet_list_close":
                chains[token.level] = []
            chains[token.level].append(token)
            if {"+", "-"} <= {each.markup for each in chains[token.level][-2:]}:
                yield from map(id, chains[token.level])
        last = token.type


def _all_bold(children: Sequence[Token]) -> bool:
    told = [child for child in children if child.type != "text" or child.content.strip()]
    return (
        len(told) > 2  # noqa: PLR2004 something between open and close
        and told[0].type == "strong_open"
        and told[-1].type == "strong_close"
        and sum(child.type == "strong_open" for child in told) == 1
    )


def _words(page: PageText, children: Sequence[Token], *, listed: bool) -> Iterator[str]:
    """Give the words of a line of tokens; links and pictures are noted on the page."""
    address, carried, said = "", "", False
    children = list(_without_struck(page, children))
    last = max((at for at, child in enumerate(children) if child.content.strip()), default=-1)
    for at, child in enumerate(children):
        place = icons.IconPlace(before=said, behind=at < last, listed=listed)
        words = _said(page, child, place)
        said = said or bool(words.strip())
        carried += words or (child.content if child.type == "image" else "")
        if (begun := _leads(child)) is not None:
            address, carried = begun, ""
        elif child.type == "link_close" or _LINK_END.match(child.content):
            page.link(carried, address)
            address = ""
        yield words


def _of_minuses(tokens: Sequence[Token]) -> Iterator[int]:
    """Give the lists, by their tokens, of which each point may begin with a minus: “- 5 °C”."""
    open_: list[tuple[Token, list[str]]] = []
    begins = False
    for token in tokens:
        if token.type == "bullet_list_open":
            open_.append((token, []))
        elif token.type == "bullet_list_close":
            of, firsts = open_.pop()
            if (
                of.markup == "-"
                and firsts
                and all(signs.may_start_with_minus(f"- {words}") for words in firsts)
            ):
                yield id(of)
        elif token.type == "list_item_open":
            begins = True
        elif token.type == "inline" and begins and open_:
            open_[-1][1].append(token.content)
            begins = False


def _without_struck(page: PageText, children: Sequence[Token]) -> Iterator[Token]:
    """Give the tokens of a line, struck ones as the mark of their place: those the parser alone knows."""
    out: list[str] = []
    depth = 0
    for child in children:
        depth += (child.type == "s_open") - (child.type == "s_close")
        if child.type == "s_close" and not depth:
            mark, said = page.later("".join(out), reasons.STRUCK), child.copy()
            said.content = mark
            out.clear()
            yield said
        elif depth:
            out.append(child.content)
        else:
            yield child


def _leads(child: Token) -> str | None:
    """Give where a link leads that begins here."""
    if child.type == "link_open":
        return str(child.attrGet("href") or "")
    if child.type == "html_inline" and _LINK_TAG.match(child.content):
        return linked.of_tag(child.content)
    return None


def _said(page: PageText, child: Token, place: icons.IconPlace) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    if child.type == "image":
        said = icons.icon_text(page, child.content, place)
        if not said:
            address = str(child.attrGet("src") or "")
            page.drop("picture", f"{child.content} ({address})" if address else child.content)
        return said
    if child.type == "html_inline":
        if _BREAK_TAG.match(child.content):
            return "\n"
        if quoted := _QUOTE_TAG.match(child.content):
            return quote_tags.pair_of()[bool(quoted.group(1))]
        return (
            child.content if tags.is_placeholder(child.content) else _pictured(page, child, place)
        )
    return child.content


def _pictured(page: PageText, child: Token, place: icons.IconPlace) -> str:
    """Give what the tag of a picture says."""
    return icons.of_tag(page, child.content, place) if _PICTURE_TAG.match(child.content) else ""
