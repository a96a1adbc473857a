"""What one read of a thread's posts found, as its pages say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publisher.thread.models import Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.verification import Proof

_OUT = (T.POSTED, T.CLOSED_OUT)


@dataclass(frozen=True)
class ReadBack:
    """The read of a thread that is out: still to come, or what it found."""

    thread: Thread
    posts: Sequence[Post]

    @property
    def here(self) -> bool:
        """Whether there is anything to say: a thread that is out and stays so."""
        return self.thread.state in _OUT and self.thread.goal != Goal.GONE

    @property
    def proof(self) -> Proof:
        return Proof.of(self.thread.proof)

    @property
    def done_at(self) -> datetime | None:
        return self.thread.proved_at if self.here else None

    @property
    def pending(self) -> bool:
        return self.here and self.thread.proved_at is None and self.thread.wake_at is not None

    @property
    def network(self) -> str:
        return self.thread.account.network.title()

    @property
    def words(self) -> str:
        return self.proof.words(self.network)

    @property
    def found(self) -> list[str]:
        """What is not as it was sent, a sentence each."""
        if not self.done_at:
            return []
        return [finding.words(self.network) for finding in self.proof.findings]

    @property
    def unread(self) -> bool:
        return self.done_at is not None and bool(self.proof.said)

    @property
    def out(self) -> str:
        """How much is out, as a sentence begins: "All out", "3 of 4 out"."""
        kept = [post for post in self.posts if post.state != PostState.DROPPED]
        up = sum(post.state == PostState.POSTED for post in kept)
        return "All out" if up == len(kept) else f"{up} of {len(kept)} out"
