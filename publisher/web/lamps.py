"""One lamp a post: its shape says where the post stands, its words say it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from publisher.thread.states import PostState as P

#: The lamp's class in the stylesheet, and how the sentence "Post 3 …" ends.
LOOKS: dict[P, tuple[str, str]] = {
    P.WAITING: ("", "waiting"),
    P.INTENT: ("now", "going out"),
    P.POSTED: ("out", "out"),
    P.UNKNOWN: ("unclear", "not clear"),
    P.REFUSED: ("refused", "refused"),
    P.DROPPED: ("removed", "dropped"),
    P.REMOVING: ("now", "being removed"),
    P.REMOVED: ("removed", "removed"),
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """Where one post stands; `url` is where it can be seen, `said` the network's own words."""

    position: int
    state: str = P.WAITING
    url: str = ""
    said: str = ""
    posted_at: datetime | None = None

    @property
    def look(self) -> str:
        return LOOKS[P(self.state)][0]

    @property
    def words(self) -> str:
        return LOOKS[P(self.state)][1]


def count_posts_out(lamps: Iterable[Lamp]) -> int:
    """How many posts followers can see, as far as we know."""
    return sum(lamp.state in {P.POSTED, P.REMOVING} for lamp in lamps)


def describe_lamps(lamps: tuple[Lamp, ...]) -> str:
    """All lamps in a sentence: "3 of 7 out, post 4 not clear"."""
    odd = [f"post {lamp.position} {lamp.words}" for lamp in lamps if _odd(lamp)]
    return ", ".join([f"{count_posts_out(lamps)} of {len(lamps)} out", *odd])


def on_its_way(lamps: tuple[Lamp, ...]) -> str:
    """What happens next, in a sentence."""
    moving = next((lamp for lamp in lamps if lamp.state == P.INTENT), None)
    if moving:
        return f"Post {moving.position} of {len(lamps)} is on its way"
    following = next((lamp for lamp in lamps if lamp.state == P.WAITING), None)
    return f"Post {following.position} of {len(lamps)} is next" if following else "All are out"


def _odd(lamp: Lamp) -> bool:
    return lamp.state not in {P.WAITING, P.POSTED}
