"""What a network allows, as plain values; every network's `limits.py` makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The measure of one network.

    `measure` gives a text's length in the network's own units and `limit` is in the same units;
    `numbering` is the default style of a thread ("n/N behind", "n/N before", "(n)", "none");
    `pictures` a post, `picture_bytes` each, `alt` characters of alt text each, of these `kinds`.
    `cashtags` a post, where it counts them. `forbidden` are characters it takes nowhere. `once` says
    that it takes the same words from an account only once in a while, and from one account only.
    """

    name: str
    title: str
    limit: int
    measure: Callable[[str], int]
    numbering: str
    pictures: int
    picture_bytes: int
    alt: int
    kinds: frozenset[str] = frozenset()
    cashtags: int | None = None
    forbidden: str = ""
    once: bool = False
