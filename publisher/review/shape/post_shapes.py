"""Change words, split, merge, move, leave out and put in: each from content to content. Pure."""

from __future__ import annotations

import re
from typing import Any

from publisher.explainer.addresses import mentions_address
from publisher.explainer.heuristics import has_content
from publisher.networks.limits import Limits
from publisher.review.errors import EmptyPost
from publisher.review.shape.errors import (
    NoCut,
    NoNeighbour,
    NoSuchPassage,
    OnlyPost,
    TogetherTooLong,
    TooManyCards,
)
from publisher.review.shape.opened_content import (
    Content,
    Post,
    by_hand,
    post_at,
    with_body,
    with_posts,
)
from publisher.review.shape.seams import find_seam, headings_of
from publisher.thread.alignment import UNSPACED, split_tells, split_words
from publisher.thread.counting import number_bodies

_WITHIN = re.compile(rf"[^\s{UNSPACED}][^\s{UNSPACED}]")
_UNSPACED_END = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]\\Z")
BLANK_LINE = "\n\n"


def clean_form_text(body: str) -> str:
    """Words as they come from a form: no NUL, which no database or network takes."""
    return body.replace("\r\n", "\n").replace("\0", "")


def reword_post(content: Content, position: int, body: str, limits: Limits) -> Content:
    """Other words for one post; the same words change nothing. Raises EmptyPost, NoSuchPost."""
    post, said = post_at(content, position), clean_form_text(body).strip()
    if said == post["body"]:
        return content
    if not has_content(said):
        raise EmptyPost(position)
    return with_posts(content, position, 1, by_hand(with_body(post, said, limits), "words"))


def split_post(content: Content, position: int, at: int, limits: Limits) -> Content:
    """One post as two, the second beginning at character `at` of its words. Raises NoCut."""
    post = post_at(content, position)
    at = find_seam(post["body"], _before_word(post["body"], at), headings_of(content))
    before, after = post["body"][:at].rstrip(), post["body"][at:].lstrip()
    if not 0 < at < len(post["body"]) or not before or not after:
        raise NoCut(position)
    tells = split_tells([split_words(entry["text"]) for entry in content["ledger"]], post["tells"], post["body"], at)  # fmt: skip
    specs = _dealt(post, tells[0])
    halves = (
        with_body(post | {"tells": told, "specs": shown}, body, limits)
        for body, told, shown in zip((before, after), tells, specs, strict=True)
    )
    return with_posts(content, position, 1, *(by_hand(half, "split") for half in halves))


def merge_posts(content: Content, position: int, limits: Limits) -> Content:
    """A post and the next as one. Raises NoNeighbour, TogetherTooLong, TooManyCards."""
    one = post_at(content, position)
    if position == len(content["posts"]):
        raise NoNeighbour(position)
    other = content["posts"][position]
    body = one["body"] + joining_text(one, other) + other["body"]
    merged = one | {name: [*one[name], *other[name]] for name in ("tells", "specs", "warnings")}
    merged["hand"] = sorted({*one["hand"], *other["hand"], "merged"})
    done = with_posts(content, position, 2, with_body(merged, body, limits))
    _refuse_merged(done, position, limits)
    return done


def reorder_post(content: Content, position: int, to: int) -> Content:
    """A post at another place, from 1. Raises NoNeighbour."""
    post = by_hand(post_at(content, position), "moved")
    if not 1 <= to <= len(content["posts"]):
        raise NoNeighbour(position)
    rest = with_posts(content, position, 1)
    return with_posts(rest, to, 0, post)


def leave_out(content: Content, position: int) -> Content:
    """The thread without a post: its words are left out, and the ledger says so. Raises OnlyPost."""
    tells = post_at(content, position)["tells"]
    if len(content["posts"]) == 1:
        raise OnlyPost
    # So that no card of another post goes on saying them.
    ledger = [
        entry | {"cut": [*entry.get("cut", ()), *cuts]} if cuts else entry
        for n, entry in enumerate(content["ledger"])
        for cuts in [[[start, end] for told, start, end in tells if told == n]]
    ]
    return with_posts(content | {"ledger": ledger}, position, 1)


def keep_only_post(content: Content, position: int) -> Content:
    """The thread with this post only: all other words are left out, and the ledger says so."""
    post_at(content, position)
    for other in range(len(content["posts"]), 0, -1):
        content = content if other == position else leave_out(content, other)
    return content


def put_in(content: Content, entry: int, start: int, limits: Limits) -> Content:
    """Words in no post, as a post of their own where they belong. Raises NoSuchPassage."""
    text, first, last = _left_out(content, entry, start)
    new: Post = {"tells": [[entry, first, last]], "specs": [], "cards": [], "warnings": []}
    body = text[first:last].strip()
    return with_posts(content, place_of(content, entry), 0, by_hand(with_body(new, body, limits), "put in"))  # fmt: skip


def put_link(content: Content, number: int, limits: Limits) -> Content:
    """The address of a link, behind the words that carried it. Raises NoSuchPassage."""
    if not 0 <= number < len(content["links"]):
        raise NoSuchPassage
    link = content["links"][number]
    if mentions_address((post["body"] for post in content["posts"]), link["address"]):
        raise NoSuchPassage
    new: Post = {"tells": [], "specs": [], "cards": [], "warnings": []}
    body = f"{link['words']}: {link['address']}".removeprefix(": ")
    post = by_hand(with_body(new, body, limits), "put in")
    return with_posts(content, place_of(content, link["after"]), 0, post)


def place_of(content: Content, entry: int) -> int:
    """Where a post with words of this entry belongs: behind the words before them in the source."""
    told = [
        n
        for n, post in enumerate(content["posts"], 1)
        if any(tell[0] <= entry for tell in post["tells"])
    ]
    return (told[-1] if told else 0) + 1


def joining_text(one: Post, other: Post) -> str:
    """What stands between the words of two posts: little where a sentence goes on."""
    if not one["tells"] or not other["tells"] or one["tells"][-1][0] != other["tells"][0][0]:
        return BLANK_LINE
    return "" if _UNSPACED_END.search(one["body"]) else " "


def _before_word(body: str, at: int) -> int:
    """The nearest place before which no word, link or name is torn."""
    while 0 < at < len(body) and _WITHIN.match(body, at - 1):
        at -= 1
    return at


def _dealt(post: Post, before: list[Any]) -> tuple[list[Any], list[Any]]:
    """Cards stay with the first words they show."""
    stays = {entry for entry, *_ in before}
    here = [not spec["shows"] or spec["shows"][-1][0] in stays for spec in post["specs"]]
    pairs = list(zip(post["specs"], here, strict=True))
    return [spec for spec, stay in pairs if stay], [spec for spec, stay in pairs if not stay]


def _refuse_merged(content: Content, position: int, limits: Limits) -> None:
    texts = number_bodies([each["body"] for each in content["posts"]], content["numbering"], limits)
    over = limits.measure(texts[position - 1]) - limits.limit
    if over > 0:
        raise TogetherTooLong(position, over)
    shown = [spec for spec in post_at(content, position)["specs"] if not spec.get("dropped")]
    cards = sum(len(spec["drawn"]) for spec in shown)
    if cards > limits.pictures:
        raise TooManyCards(cards, limits.pictures)


def _left_out(content: Content, entry: int, start: int) -> tuple[str, int, int]:
    if 0 <= entry < len(content["ledger"]):
        passage = content["ledger"][entry]
        for rest in passage["rest"]:
            if rest["start"] == start:
                return passage["text"], *_whole(passage["text"], start, rest["end"])
    raise NoSuchPassage


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The same characters with the quotation marks, full stops and signs that belong to them."""
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    # A tick or a cross apart from its words: it says whether they are so.
    if not any(map(str.isalnum, text[:start])):
        start = 0
    if not any(map(str.isalnum, text[end:])):
        end = len(text)
    return start, end
