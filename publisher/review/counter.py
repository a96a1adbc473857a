"""How long a post is while somebody types, by the counter that posts. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.networks.limits import Limits
from publisher.review.post_preview import NEARLY
from publisher.thread.counting import number_bodies

#: How many characters before the end of the room are shown, to find the place.
SHOWN = 24


@dataclass(frozen=True, slots=True)
class Count:
    """A length in the network's units; `full_after` are the last words that still fit."""

    weight: int
    limit: int
    full_after: str = ""

    @property
    def over(self) -> int:
        return max(0, self.weight - self.limit)

    @property
    def nearly_full(self) -> bool:
        return not self.over and self.weight > self.limit * NEARLY


def measure_post(content: Mapping[str, Any], position: int, body: str, limits: Limits) -> Count:
    """The post at this place, were these its words; its number is counted as well."""
    bodies = [post["body"] for post in content["posts"]]

    def weigh(words: str) -> int:
        bodies[position - 1] = words
        text = number_bodies(bodies, content["numbering"], limits)[position - 1]
        return limits.measure(text)

    weight = weigh(body)
    if weight <= limits.limit:
        return Count(weight, limits.limit)
    room = bisect_right(range(len(body)), limits.limit, key=lambda end: weigh(body[:end])) - 1
    return Count(weight, limits.limit, _end(body[:room]))


def _end(words: str) -> str:
    """The last words of a text, the first of them whole."""
    if len(words) <= SHOWN:
        return words
    return words[-SHOWN:].partition(" ")[2] or words[-SHOWN:]


def measure_plain_text(text: str, most: int) -> Count:
    """The length of a text that is measured in characters, such as an alt text."""
    return Count(len(text), most)
