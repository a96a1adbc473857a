"""What a network is sure to refuse of a thread, by its limits alone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.networks import links
from publisher.networks.limits import Limits

#: Seen as a link to a share price: $ABC, $BRK.A.
CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\w$])")


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as a post would have it; `size` in bytes, where it is known."""

    alt: str
    kind: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """One post as it would be sent."""

    position: int
    text: str
    pictures: tuple[ShownPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is sure to be refused of one post: a code, why and what to do in words, the words it is about.

    `sure` is off where it depends on another thread that is not out yet, and may still be changed.
    `stops` is off for what only has to be looked at. `told_by` is the account of the house that tells
    the same.
    """

    position: int
    code: str
    why: str
    words: str = ""
    sure: bool = True
    stops: bool = True
    told_by: str = ""


def duplicate_key(text: str) -> str:
    """What two texts share that a network takes for the same words again."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def known_refusals(posts: Sequence[Going], limits: Limits) -> list[Refusal]:
    """Everything a network of these limits would refuse, post by post."""
    return [*(found for post in posts for found in _of_post(post, limits)), *_again(posts, limits)]


def _of_post(post: Going, limits: Limits) -> Iterator[Refusal]:
    name, at = limits.title, post.position
    over = limits.measure(post.text) - limits.limit
    if over > 0:
        yield Refusal(at, "too long", f"It is {over} too long for {name}: shorten it.")
    if not post.text.strip() and not post.pictures:
        yield Refusal(at, "empty", "It has no words: write some, or take the post out.")
    tags = find_cashtags(post.text)
    if limits.cashtags is not None and len(tags) > limits.cashtags:
        why = f"{name} takes one cashtag a post: write the others without the dollar sign."
        yield Refusal(at, "cashtags", why, tags[limits.cashtags])
    if any(mark in post.text for mark in limits.forbidden):
        why = f"It holds a hidden character that {name} does not take: type its words anew."
        yield Refusal(at, "character", why)
    yield from _of_pictures(post, limits)


def find_cashtags(text: str) -> list[str]:
    """The cashtags of a text, but for those that are part of a link."""
    if "$" not in text:
        return []
    for link in reversed(links.find_links(text)):
        text = f"{text[: link.start]} {text[link.end :]}"
    return CASHTAG.findall(text)


def _of_pictures(post: Going, limits: Limits) -> Iterator[Refusal]:
    name, at, count = limits.title, post.position, len(post.pictures)
    if count > limits.pictures:
        why = f"It has {count} pictures, and {name} takes {limits.pictures}: take some out."
        yield Refusal(at, "pictures", why)
    for number, picture in enumerate(post.pictures, 1):
        which = f"Picture {number}" if count > 1 else "Its picture"
        if (over := len(picture.alt) - limits.alt) > 0:
            why = f"The alt text of {which.lower()} is {over} characters too long for {name}: shorten it."
            yield Refusal(at, "alt", why)
        if picture.size is not None and picture.size > limits.picture_bytes:
            most = f"{limits.picture_bytes / 1_000_000:g} MB"
            why = f"{which} is larger than the {most} {name} takes: use a smaller one."
            yield Refusal(at, "picture size", why)
        if picture.kind and limits.kinds and picture.kind not in limits.kinds:
            yield Refusal(at, "picture kind", f"{which} is of a kind {name} does not take.")


def _again(posts: Sequence[Going], limits: Limits) -> Iterator[Refusal]:
    first: dict[str, int] = {}
    for post in posts if limits.once else ():
        words = duplicate_key(post.text)
        before = first.setdefault(words, post.position)
        if words and before != post.position:
            why = f"It says the same as post {before}, and {limits.title} takes the same words once: change one."
            yield Refusal(post.position, "repeats", why)
