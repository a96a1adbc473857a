"""A second look at a page, by other means than the reader's: are the words one sees on it all accounted for?

It knows no names and no weights. What stands on the page in sentences, and is neither read nor named
among what was left, is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publisher.explainer.model import Unreadable
from publisher.explainer.quoting import quote_words

#: Their words are not seen, or are the page's own and not its story's.
_UNSEEN = frozenset(
    ["script", "style", "title", "select", "option", "datalist", "iframe", "audio", "video"]
)
_FRAME = frozenset(["nav", "footer", "aside", "dialog", "menu"])
_FRAME_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "search", "dialog"]
)
_IN_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
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
_WORD = re.compile(r"\w+")
# A string of JSON, and what in it is written in another way.
_BODY = re.compile(r'"articleBody"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)|<[^<>]{0,300}>", re.DOTALL)
_STYLE_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: They part a word in two for whoever counts its letters.
_LINES_THROUGH = ("\u0335", "\u0336")
_SHADOW = "shadowroot"
#: So many words are a sentence, or fewer with a mark behind them; less is a label.
_SENTENCE, _SHORT = 6, 3
_ENDS = (".", "!", "?", "…", "”", "»", "。", "！", "？", "।", "؟")
_STORY = frozenset(["article", "main"])
_FEW, _MANY = 5, 20
_TENTH, _HALF = 10, 2
_SHOWN = 12
_MOST_HEADS = 20


class Block(NamedTuple):
    """A line of a page: its words as they stand, and one by one."""

    text: str
    words: list[str]


@dataclass(slots=True)
class VisiblePage:
    """What one sees on a page, block by block, and what it holds back."""

    blocks: list[Block] = field(default_factory=list)
    held_back: list[Block] = field(default_factory=list)


def observe_page(text: str) -> VisiblePage:
    """Look at a page, or at a piece of one."""
    look_ = _Look(LexborHTMLParser(text))
    look_.walk()
    return look_.seen


def describe_unaccounted(
    looked: Sequence[VisiblePage],
    kept: str,
    named: Iterable[str],
    doubted: Iterable[str],
    likely: Iterable[str] = (),
) -> Iterator[str]:
    """Say what is not accounted for, in words; raise `Unreadable` where it is more than half.

    `kept` are the words read. `named` is what was left and is shown to an editor, with all its words:
    `doubted` that of it which may be of the story, and `likely` that of this which stands where a story does.
    """
    read, left, others = Counter(_words(kept)), Counter[str](), Counter[str]()
    for each in named:
        left.update(_words(each))
    for each in doubted:
        others.update(_words(each))
    lost, set_aside, told = list[Block](), list[Block](), list[Block]()
    for block in (block for each in looked for block in each.blocks):
        if _taken_from(read, block):
            told.append(block)
        elif _taken_from(others, block):
            set_aside.append(block)
        elif not _taken_from(left, block):
            lost.append(block)
    yield from _missing(lost, _count(lost) + _count(told) + _count(set_aside))
    words = set(_words(kept))
    yield from _aside(set_aside, _new([Block(each, _words(each)) for each in likely], words), told)
    held = [block for each in looked for block in each.held_back]
    yield from _held(_new(held, words), _count(told))


def _missing(lost: Sequence[Block], all_: int) -> Iterator[str]:
    count = _count(lost)
    if count < _FEW or count * _TENTH <= all_:
        return
    found = f"{count:,} of the {all_:,} words on this page, such as {_beginning(lost)}"
    if count * _HALF > all_:
        raise Unreadable(
            f"Most of this page could not be read as its story: {found}, would be lost. "
            "Paste the words of the explainer instead."
        )
    yield (
        f"{found}, are in no post and in no list of what was left out. Compare the thread with the "
        "page, or paste the words of the explainer instead."
    )


def _aside(
    others: Sequence[Block], likely: Sequence[Block], read: Sequence[Block]
) -> Iterator[str]:
    count, told = _count(others), _count(read)
    if count > max(told, _MANY):
        yield (
            f"More of this page was left aside ({count:,} words, such as {_beginning(others)}) than was "
            f"read as its story ({told:,}): see under “Not part of the story”."
        )

        return
    if (count := _count(likely)) >= _SENTENCE and count * _TENTH > told:
        yield (
            f"Part of this page was left aside that may be of its story ({count:,} words, such as "
            f"{_beginning(likely)}; {told:,} were read): see under “Not part of the story”."
        )


def _new(blocks: Iterable[Block], kept: set[str]) -> list[Block]:
    """Give the blocks that say what was not read elsewhere."""
    return [
        each
        for each in blocks
        if sum(word not in kept for word in each.words) * _TENTH > len(each.words)
    ]


def _held(held: Sequence[Block], told: int) -> Iterator[str]:
    count = _count(held)
    if count >= _MANY and count * _TENTH > told:
        yield (
            f"The page hides {count:,} words that are not in the thread, such as {_beginning(held)}. "
            "If they are of the story, paste its words instead."
        )


def _taken_from(known: Counter[str], block: Block) -> bool:
    """Say whether most words of a block are known, and take them off then."""
    found = [word for word in block.words if known[word] > 0]
    if len(found) * _HALF <= len(block.words):
        return False
    for word in found:
        known[word] -= 1
    return True


def _count(blocks: Iterable[Block]) -> int:
    return sum(len(block.words) for block in blocks)


def _words(text: str) -> list[str]:
    # What is raised or lowered stands in the text as other characters, and on the page as plain ones.
    small = text.casefold() if text.isascii() else normalize("NFKC", text).casefold()
    for line in (*_LINES_THROUGH, "^", "_"):
        small = small.replace(line, "")
    return _WORD.findall(small)


def _beginning(blocks: Sequence[Block]) -> str:
    said = blocks[0].text.split()
    return quote_words(" ".join([*said[:_SHOWN], *(["…"] if len(said) > _SHOWN else [])]))


@dataclass(slots=True)
class _Look:
    tree: LexborHTMLParser
    seen: VisiblePage = field(default_factory=VisiblePage)
    line: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    in_link: int = 0
    hidden: int = 0
    in_story: int = 0
    in_frame: int = 0

    def walk(self) -> None:
        marked = self.tree.css_first("article, main, [role=main]") is not None
        self.in_story = 0 if marked else 1
        headed = _ways(self.tree.css("h1"))
        stack: list[tuple[LexborNode, tuple[int, int, int] | None]] = []
        if self.tree.root is not None:
            stack.append((self.tree.root, None))
        while stack:
            node, entered = stack.pop()
            tag = node.tag or ""
            if entered is not None:
                self._leave(tag, entered)
            elif tag == "-text":
                self._say(node.text_content or "")
            elif tag and tag[0] not in "-!" and not self._passes(node, tag, headed):
                stack.append((node, self._enter(node, tag)))
                child = node.last_child
                while child is not None:
                    stack.append((child, None))
                    child = child.prev
        self._end_line()

    def _say(self, words: str) -> None:
        self.line.append(words)
        if self.in_link:
            self.linked.append(words)

    def _passes(self, node: LexborNode, tag: str, headed: set[int]) -> bool:
        if tag == "script":
            self._take_data(node)
        if tag == "iframe" and (page := node.attributes.get("srcdoc")):
            self._end_line()
            self._unfold(f"<iframe>{page}</iframe>", shown=True)
        if tag in _UNSEEN:
            return True
        if tag == "template":
            self._end_line()
            self._unfold(node.html or "")
            return True
        frame = tag in _FRAME or node.attributes.get("role") in _FRAME_ROLES
        return frame and node.mem_id not in headed

    def _take_data(self, node: LexborNode) -> None:
        """Take what a page gives to search engines as the words of its article."""
        if node.attributes.get("type") == "application/ld+json":
            for match in _BODY.finditer(node.text()):
                text = _ESCAPED.sub(" ", match.group(1))
                self.seen.held_back.append(Block(text, _words(text)))

    def _unfold(self, markup: str, *, shown: bool = False) -> None:
        """Look into a template, once: what it holds is another page to the parser."""
        begin, end = markup.find(">") + 1, markup.rfind("<")
        inner = _Look(LexborHTMLParser(markup[begin:end].replace("<template", "<div")))
        inner.walk()
        blocks = [*inner.seen.blocks, *inner.seen.held_back]
        if shown or _SHADOW in markup[:begin].lower():
            self.seen.blocks.extend(blocks)
        elif self.in_story:
            self.seen.held_back.extend(blocks)

    def _enter(self, node: LexborNode, tag: str) -> tuple[int, int, int]:
        if tag == "br":
            self.line.append(" ")
        elif tag not in _IN_LINE:
            self._end_line()
        facts = node.attributes
        entered = (
            int(tag == "a" and bool(facts.get("href"))),
            int(_hides(tag, facts)),
            int(tag in _STORY or facts.get("role") == "main"),
        )
        self.in_link += entered[0]
        self.hidden += entered[1]
        self.in_story += entered[2]
        return entered

    def _leave(self, tag: str, entered: tuple[int, int, int]) -> None:
        if tag not in _IN_LINE:
            self._end_line()
        self.in_link -= entered[0]
        self.hidden -= entered[1]
        self.in_story -= entered[2]

    def _end_line(self) -> None:
        text = "".join(self.line).strip()
        words, linked = _words(text), _words("".join(self.linked))
        self.line.clear()
        self.linked.clear()
        least = _SHORT if text.endswith(_ENDS) else _SENTENCE
        if len(words) < least or len(linked) * _HALF >= len(words):
            return
        if not self.hidden:
            self.seen.blocks.append(Block(text, words))
        elif self.in_story:
            self.seen.held_back.append(Block(text, words))


def _hides(tag: str, facts: Mapping[str, str | None]) -> bool:
    if "hidden" in facts:
        return (facts.get("hidden") or "").lower() != "until-found"
    return tag == "noscript" or bool(_STYLE_HIDES.search(facts.get("style") or ""))


def _ways(heads: Iterable[LexborNode]) -> set[int]:
    """Give what the first headings of a page stand in: a story is looked for there whatever it is."""
    found = set[int]()
    for head in islice(heads, _MOST_HEADS):
        up = head.parent
        while up is not None and up.mem_id not in found:
            found.add(up.mem_id)
            up = up.parent
    return found
