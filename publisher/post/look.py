"""Look whether one post is there. Changes nothing, and leaves a Call like every outward act."""

from __future__ import annotations

from publisher.networks.base import Client, NetworkError, Seen
from publisher.post.receipt import complete, failed
from publisher.thread.models import Call, Post, Thread
from publisher.thread.now import now


def look(thread: Thread, post: Post, remote_id: str, client: Client) -> Seen | None:
    """The account's post of this id, looked for as `post`, or None. Raises NetworkError."""
    call = Call.objects.create(
        account_id=thread.account_id,
        thread=thread,
        post=post,
        kind=Call.Kind.READ,
        epoch=thread.epoch,
        body={"looking_at": remote_id},
        started_at=now(),
    )
    try:
        seen = client.look(remote_id)
    except NetworkError as error:
        failed(call, None, None, error)
        raise
    said = "There" if seen else "Absent"
    complete(call, Call.Outcome.DONE, remote_id=remote_id, said=said)
    return seen
