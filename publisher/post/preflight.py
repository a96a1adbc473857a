"""A last look at the account before the first post of a thread."""

from __future__ import annotations

from publisher.networks.base import Client, NetworkError, Seen
from publisher.networks.x.timeline import same_words
from publisher.post.fence import intent
from publisher.post.receipt import complete, failed
from publisher.post.settle import NeedsEditor
from publisher.thread.models import Call, Thread
from publisher.thread.seal import SealedPost


def preflight(thread: Thread, root: SealedPost, client: Client) -> None:
    """Read the own timeline once: keep its newest id as the root's anchor, look for the same words.

    Raises NeedsEditor where the words are there already, NetworkError where it cannot be read.
    """
    read = intent(thread, Call.Kind.READ, {"before": "the first post"})
    try:
        recent = client.recent()
    except NetworkError as error:
        failed(read, None, None, error)
        raise
    complete(read, Call.Outcome.DONE)
    twin = next((seen for seen in recent if same_words(seen.text, root.text)), None)
    if twin:
        raise NeedsEditor(f"These words were posted on this account in the last days: {twin.url}")
    _anchor(thread, recent)


def _anchor(thread: Thread, recent: list[Seen]) -> None:
    thread.anchor = recent[0].remote_id if recent else ""
    Thread.objects.filter(pk=thread.pk, epoch=thread.epoch).update(anchor=thread.anchor)
