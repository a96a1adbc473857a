"""Posts of the same words on one account, found by an index however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2s

from publisher.networks.alike import letters
from publisher.split.numbering import unnumbered
from publisher.thread.models import Call, Thread
from publisher.thread.states import PostState

#: So long a network takes the same words for a repetition.
WHILE = timedelta(days=7)
#: What may stand on the network; the other outcomes prove that it does not.
_MAYBE_OUT = ("", Call.Outcome.DONE, Call.Outcome.UNKNOWN)


def likeness(text: str) -> str | None:
    """The same for two texts of the same letters and digits, numbers of posts and links aside.

    None for a text without any.
    """
    words = letters(unnumbered(text)).casefold()
    return blake2s(words.encode("utf-8", "replace"), digest_size=8).hexdigest() if words else None


def twins(thread: Thread, texts: Iterable[str], moment: datetime) -> dict[str, Call]:
    """By likeness: the newest call of another thread on this account that sent the same words."""
    wanted = {likeness(text) for text in texts} - {None}
    sent = Call.objects.filter(
        account_id=thread.account_id,
        likeness__in=wanted,
        started_at__gt=moment - WHILE,
        kind=Call.Kind.POST,
        outcome__in=_MAYBE_OUT,
    )
    sent = sent.exclude(thread_id=thread.pk).exclude(post__state=PostState.REMOVED)
    calls = sent.select_related("post", "thread__article").order_by("started_at")
    return {call.likeness or "": call for call in calls.defer("thread__article__source")}
