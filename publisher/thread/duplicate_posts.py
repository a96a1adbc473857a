"""Posts of the same words on one account, found by an index however many there are.

The index finds what is alike: whether the words are the same is said by their text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import blake2s
from typing import Any

from publisher.networks.text_match import same_text
from publisher.split.numbering import strip_number
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState

#: So long a network takes the same words for a repetition.
WHILE = timedelta(days=7)
#: What is said of such a call.
_TOLD = (
    *("account_id", "thread_id", "likeness", "started_at", "body"),
    *("thread__article_id", "thread__article__headline"),
)
#: What may stand on the network; the other outcomes prove that it does not.
_MAYBE_OUT = ("", Call.Outcome.DONE, Call.Outcome.UNKNOWN)


def likeness_of(text: str) -> str | None:
    """The same for two texts of the same letters and digits, links among them, numbers of posts aside.

    None for a text without any.
    """
    plain = unicodedata.normalize("NFC", strip_number(text)).casefold()
    words = "".join(filter(str.isalnum, plain))
    return blake2s(words.encode("utf-8", "replace"), digest_size=8).hexdigest() if words else None


def note_words(thread: Thread, seal: Mapping[str, Any]) -> None:
    """Keep with each post of a thread what stands for its words in this seal."""
    words = {each["position"]: likeness_of(each["text"]) for each in seal["posts"]}
    posts = [post for post in thread.posts.all() if post.position in words]
    for post in posts:
        post.likeness = words[post.position]
    Post.objects.bulk_update(posts, ["likeness"])


def sent_alike(accounts: Iterable[int], texts: Iterable[str]) -> list[Call]:
    """The calls on these accounts that sent words like those of one of these texts, the oldest first."""
    wanted = {likeness_of(text) for text in texts} - {None}
    sent = Call.objects.filter(
        account_id__in=set(accounts),
        likeness__in=wanted,
        kind=Call.Kind.POST,
        outcome__in=_MAYBE_OUT,
    ).exclude(post__state=PostState.REMOVED)
    calls = sent.select_related("thread__article").only(*_TOLD)
    # Neither days nor order are asked of the database: it would read them in the place of the words.
    return sorted(calls, key=lambda call: call.started_at)


def says_the_same(call: Call, text: str) -> bool:
    """Whether one of these sent just these words, numbers of posts aside."""
    return same_text(strip_number(call.body.get("text", "")), strip_number(text))


def find_duplicate_calls(
    thread: Thread, texts: Iterable[str], moment: datetime, sent: Iterable[Call] | None = None
) -> dict[str, Call]:
    """By likeness: the newest call of another thread on this account that sent words like these.

    `sent` are the calls to look among, where they are read already.
    """
    calls = sent_alike([thread.account_id], texts) if sent is None else sent
    others = (each for each in calls if each.thread_id != thread.pk)
    here = (each for each in others if each.account_id == thread.account_id)
    return {call.likeness or "": call for call in here if call.started_at > moment - WHILE}
