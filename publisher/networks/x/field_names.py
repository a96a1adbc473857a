"""The two generations of names by which X is asked for posts and shows them. Pure.

X's document 2.167 says `post.fields`, `note_post` and `referenced_posts`, and gives what a post
answers and who wrote it only as expansions; before it was `tweet.fields`, `note_tweet` and
`referenced_tweets`. Answers are read by both, whichever was asked with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: Either name of the posts a post refers to, of its whole text, and of what X calls a post.
REFERENCES = ("referenced_posts", "referenced_tweets")
NOTES = ("note_post", "note_tweet")
POST_TYPES = frozenset({"post", "tweet"})


@dataclass(frozen=True, slots=True)
class Names:
    """One generation: what posts are asked with, and a field that its answers have unasked."""

    fields: str
    plain: tuple[str, ...]
    expanded: tuple[str, ...]
    author: tuple[str, str]
    mark: str

    def query(self, *, author: bool = False, alts: bool = False) -> dict[str, str]:
        """The parameters that ask for all we read of a post, its author and its alt texts."""
        asked = {"plain": [*self.plain], "expanded": [*self.expanded]}
        if author:
            where, name = self.author
            asked[where].append(name)
        if alts:
            asked["expanded"].append("attachments.media_keys")
        named = {self.fields: asked["plain"], "expansions": asked["expanded"]}
        named |= {"media.fields": ["alt_text"] if alts else []}
        return {name: ",".join(values) for name, values in named.items() if values}


POSTS = Names(
    fields="post.fields",
    plain=("attachments", "conversation_id", "created_at", "entities", "note_post", "text"),
    expanded=("referenced_posts",),
    author=("expanded", "author_id"),
    mark="edit_history_post_ids",
)
TWEETS = Names(
    fields="tweet.fields",
    plain=(
        *("attachments", "conversation_id", "created_at", "entities"),
        *("note_tweet", "referenced_tweets", "text"),
    ),
    expanded=(),
    author=("plain", "author_id"),
    mark="edit_history_tweet_ids",
)
#: The newest document's first.
GENERATIONS = (POSTS, TWEETS)

#: By address: what the X there was last found to take, as long as this process lives.
_KNOWN: dict[str, Names] = {}


def in_turn(base: str) -> tuple[Names, ...]:
    """The generations in the order in which to ask the X at this address."""
    known = _KNOWN.get(base, GENERATIONS[0])
    return known, *(each for each in GENERATIONS if each is not known)


def remember_names(base: str, names: Names) -> None:
    _KNOWN[base] = names


def forget_names() -> None:
    """As a new process."""
    _KNOWN.clear()


def passed_over(names: Names, body: Any) -> bool:
    """Whether X took these names and then answered as if it had not been asked by them."""
    posts = [*_posts(body)]
    if not posts or any("created_at" in post for post in posts):
        return False
    others = [each.mark for each in GENERATIONS if each is not names]
    return any(mark in post for post in posts for mark in others)


def _posts(body: Any) -> Iterator[Mapping[str, Any]]:
    data = body.get("data") if isinstance(body, dict) else None
    listed = data if isinstance(data, list) else [data]
    yield from (each for each in listed if isinstance(each, dict))
