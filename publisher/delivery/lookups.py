"""Look at what is there. Changes nothing, and leaves a Call like every outward act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publisher.delivery.receipt import complete_call, record_failure
from publisher.networks.base import Client, NetworkError, SeenPost
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread


def look_up_post(thread: Thread, post: Post, remote_id: str, client: Client) -> SeenPost | None:
    """The account's post of this id, looked for as `post`, or None. Raises NetworkError."""
    call = _read(thread, {"looking_at": remote_id}, post)
    with _kept(call):
        seen = client.look(remote_id)
    complete_call(call, Call.Outcome.DONE, remote_id=remote_id, said="There" if seen else "Absent")
    return seen


def list_recent_posts(thread: Thread, client: Client) -> list[SeenPost]:
    """What the account posted in the last days. Raises NetworkError."""
    call = _read(thread, {"looking_for": "the same words"})
    with _kept(call):
        seen = client.recent()
    complete_call(call, Call.Outcome.DONE)
    return seen


def _read(thread: Thread, body: dict[str, str], post: Post | None = None) -> Call:
    return Call.objects.create(
        account_id=thread.account_id,
        thread=thread,
        post=post,
        kind=Call.Kind.READ,
        epoch=thread.epoch,
        body=body,
        started_at=now(),
    )


@contextmanager
def _kept(call: Call) -> Iterator[None]:
    """Keep what the network said when it could not be read."""
    try:
        yield
    except NetworkError as error:
        record_failure(call, None, None, error)
        raise
