"""Split a thread again around what an editor did to it. Pure: its cards are drawn elsewhere.

Posts an editor changed stay as they are; the others are laid out anew from the source. What finds no
place, because the style leaves none, is kept beside the thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from publisher.explainer import Explainer, Passage, Section, Span
from publisher.networks.limits import Limits
from publisher.outside.work import split
from publisher.review.shape.opened_content import Content, Post
from publisher.split import Draft, FixedPost, Style
from publisher.split.fixed_posts import join_spans, subtract_spans
from publisher.split.ledger import source_offsets
from publisher.thread.revision_content import list_source_parts
from publisher.thread.source_ledger import TAKEN_OUT

#: Changes by hand that are words: lost, they could not be made again from the source.
WORDS = frozenset({"words", "put in"})


@dataclass(frozen=True, slots=True)
class ResplitOrder:
    """How the thread is to be told; `link` and `sign_off` are those of the first draft."""

    style: str
    numbering: str
    newest_first: bool
    link: str = ""
    sign_off: bool = False


@dataclass(frozen=True, slots=True)
class Resplit:
    """A new draft, the posts of the old version in it by place from 0, and those that are loose."""

    draft: Draft
    order: ResplitOrder
    kept: Mapping[int, Post]
    loose: tuple[Post, ...]


@dataclass(frozen=True)
class SourceVersion:
    """A version beside its source; `known` where the source is read as it was then."""

    content: Content
    explainer: Explainer

    @cached_property
    def found(self) -> list[tuple[Passage, str]]:
        return list_source_parts(self.explainer)

    @property
    def known(self) -> bool:
        texts = [entry["text"] for entry in self.content["ledger"]]
        return texts == [words.text for words, _ in self.found]

    @property
    def touched(self) -> bool:
        entries = self.content["ledger"]
        gone = any(rest["why"] == TAKEN_OUT for entry in entries for rest in entry["rest"])
        return gone or any(post["hand"] for post in self.content["posts"])

    def span(self, tell: Sequence[int]) -> Span:
        """Where in the source the words of a tell stand."""
        entry, start, end = tell
        places = source_offsets(self.explainer.source, self.found[entry][0])
        return Span(places[start], places[end - 1] + 1)


def split_again(
    content: Content, explainer: Explainer, limits: Limits, order: ResplitOrder
) -> Resplit:
    """Lay the thread out anew. Raises SplitError."""
    told = SourceVersion(content, explainer)
    posts = _sorted(told, order)
    # A thread of one post has room for no other.
    fixed = [post for post in posts if post["hand"] and told.known and order.style != "single"]
    kept = _kept(told, posts, fixed) if told.known and told.touched else []
    draft = split(
        in_order(explainer, newest_first=order.newest_first),
        limits,
        cast("Style", order.style),
        number_as=order.numbering,
        link=order.link,
        sign_off=order.sign_off and not _tells_sign_off(told),
        kept=kept,
    )
    placed = dict(_placed(draft, fixed))
    loose = (
        post for post in posts if WORDS & {*post["hand"]} and not _among(placed.values(), post)
    )
    return Resplit(draft, order, placed, tuple(loose))


def in_order(explainer: Explainer, *, newest_first: bool) -> Explainer:
    """The same explainer, its last section told first where that is asked for."""
    if not newest_first:
        return explainer
    return replace(explainer, sections=tuple(_turned(explainer.sections)))


def _turned(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections in turned order; a heading with nothing under it stays before what follows it."""
    runs: list[list[Section]] = [[]]
    for section in sections:
        runs[-1].append(section)
        if section.parts:
            runs.append([])
    for run in reversed(runs):
        yield from run


def _sorted(told: SourceVersion, order: ResplitOrder) -> list[Post]:
    """The posts, section by section where the order of the sections turns."""
    posts: list[Post] = told.content["posts"]
    if not told.known or order.newest_first == told.content["newest_first"]:
        return posts
    ranks = _ranks(told, newest_first=order.newest_first)
    last = len(ranks)
    return sorted(posts, key=lambda post: ranks[post["tells"][0][0]] if post["tells"] else last)


def _ranks(told: SourceVersion, *, newest_first: bool) -> list[int]:
    """For each passage of the source when its section is told; a sign-off is told last."""
    sections = in_order(told.explainer, newest_first=newest_first).sections
    first = {
        section.heading or section.parts[0].passage: number
        for number, section in enumerate(sections, 1)
        if section.heading or section.parts
    }
    ranks, now = [], 0
    for words, part in told.found:
        now = first.get(words, now)
        ranks.append(len(sections) + 1 if part == "sign-off" else now)
    return ranks


def _kept(told: SourceVersion, posts: Sequence[Post], fixed: Sequence[Post]) -> list[FixedPost]:
    said = [[told.span(tell) for tell in post["tells"]] for post in posts]
    spoken = join_spans((span for spans in said for span in spans), told.explainer.source)
    return [
        FixedPost(
            (*spans, *_only_on_cards(told, post, spoken)),
            post["body"] if _among(fixed, post) else None,
        )
        for post, spans in zip(posts, said, strict=True)
    ]


def _only_on_cards(told: SourceVersion, post: Post, spoken: Sequence[Span]) -> Iterator[Span]:
    for spec in post["specs"]:
        for tell in () if spec.get("dropped") else spec["shows"]:
            yield from subtract_spans(told.span(tell), spoken)


def _tells_sign_off(told: SourceVersion) -> bool:
    tells = (tell for post in told.content["posts"] for tell in post["tells"])
    return told.known and any(told.found[entry][1] == "sign-off" for entry, *_ in tells)


def _placed(draft: Draft, fixed: Sequence[Post]) -> Iterator[tuple[int, Post]]:
    """Where the posts that stay stand now; a link may have been set behind the last."""
    at = 0
    for post in fixed:
        for number in range(at, len(draft.posts)):
            body = draft.posts[number].body
            if body == post["body"] or body.startswith(f"{post['body']}\n\n"):
                yield number, post
                at = number + 1
                break


def _among(posts: Iterable[Post], post: Post) -> bool:
    return any(each is post for each in posts)
