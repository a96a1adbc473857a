"""Posts of the same words on one account, found by an index however many there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2s

from publisher.split.numbering import unnumbered
from publisher.thread.models import Call, Thread
from publisher.thread.states import PostState

#: So long a network takes the same words for a repetition.
WHILE = timedelta(days=7)
#: What may stand on the network; the other outcomes prove that it does not.
_MAYBE_OUT = ("", Call.Outcome.DONE, Call.Outcome.UNKNOWN)


def likeness(text: str) -> str | None:
    """The same for two texts of the same letters and digits, links among them, numbers of posts aside.

    None for a text without any.
    """
    plain = unicodedata.normalize("NFC", unnumbered(text)).casefold()
    words = "".join(filter(str.isalnum, plain))
    return blake2s(words.encode("utf-8", "replace"), digest_size=8).hexdigest() if words else None


def twins(thread: Thread, texts: Iterable[str], moment: datetime) -> dict[str, Call]:
    """By likeness: the newest call of another thread on this account that sent the same words."""
    wanted = {likeness(text) for text in texts} - {None}
    sent = Call.objects.filter(
        account_id=thread.account_id,
        likeness__in=wanted,
        kind=Call.Kind.POST,
        outcome__in=_MAYBE_OUT,
    )
    sent = sent.exclude(thread_id=thread.pk).exclude(post__state=PostState.REMOVED)
    calls = sent.select_related("post", "thread__article").defer("thread__article__source")
    # Neither days nor order are asked of the database: it would read them in the place of the words.
    recent = (call for call in calls if call.started_at > moment - WHILE)
    return {call.likeness or "": call for call in sorted(recent, key=lambda call: call.started_at)}
