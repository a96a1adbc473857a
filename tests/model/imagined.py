"""A network in memory, for whoever has to be quick: it meets `publisher.networks.base.Client`.

Like X it knows no key of ours, it lags, and it takes the same words twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from publisher.networks.base import (
    Absent,
    Door,
    Found,
    Identity,
    Network,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Refused,
    SeenPost,
    Sent,
    SoughtPost,
    There,
    TryLater,
    Uploaded,
)

#: A new post is not on the timeline for so long.
LAG = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Shown:
    """One post as the network holds it."""

    remote_id: str
    text: str
    reply_to: str | None
    at: datetime


@dataclass
class Imagined:
    """The network's side: what was applied, and what goes wrong next.

    `next_sends` are answers to posts: lost, dropped, late, refused, later; `next_reads` to looks.
    `applied` is told each post that appears.
    """

    now: Callable[[], datetime]
    applied: Callable[[Shown], None]
    shown: list[Shown] = field(default_factory=list)
    late: list[Mapping[str, Any]] = field(default_factory=list)
    next_sends: list[str] = field(default_factory=list)
    next_reads: list[str] = field(default_factory=list)

    def apply(self, body: Mapping[str, Any]) -> Shown:
        post = Shown(str(len(self.shown) + 1), body["text"], body["reply_to"], self.now())
        self.shown.append(post)
        self.applied(post)
        return post

    def catch_up(self) -> None:
        """Apply what was on its way all the time."""
        bodies, self.late = self.late, []
        for body in bodies:
            self.apply(body)

    def network(self) -> Network:
        return Network("x", "X", "http://imagined.example", lambda door: Guest(self, door))


class Guest:
    """One account on it; see `publisher.networks.base.Client`."""

    def __init__(self, there: Imagined, door: Door) -> None:
        self._there, self._door = there, door

    def identity(self) -> Identity:
        return Identity(self._door.user_id, self._door.handle, "", "")

    def upload(self, _picture: bytes, _media_type: str) -> Uploaded:
        return Uploaded("1", 86_400.0)

    def describe(self, _media_id: str, _alt: str) -> None: ...

    def body(self, outgoing: Outgoing) -> dict[str, Any]:
        return {"text": outgoing.text, "reply_to": outgoing.reply_to}

    def send(self, body: Mapping[str, Any]) -> Sent:
        self._door.check()
        answer = self._there.next_sends.pop(0) if self._there.next_sends else "done"
        self._refuse(answer)
        if answer == "late":
            self._there.late.append(body)
        if answer in {"late", "dropped"}:
            raise OutcomeUnknown("The answer did not come in time.")
        post = self._there.apply(body)
        if answer == "lost":
            raise OutcomeUnknown("The connection broke off.")
        return Sent(post.remote_id, f"http://imagined.example/{post.remote_id}")

    def _refuse(self, answer: str) -> None:
        if answer == "refused":
            raise Refused("No.", status=403)
        if answer == "later":
            raise RateLimited("Slowly.", after=60, status=429)

    def newest(self) -> str | None:
        return self._there.shown[-1].remote_id if self._there.shown else None

    def recent(self) -> list[SeenPost]:
        return [self._seen(post) for post in reversed(self._there.shown)]

    def find(self, wanted: SoughtPost) -> Found:
        if self._there.next_reads:
            raise TryLater(self._there.next_reads.pop(0), after=30)
        asked = (wanted.text, wanted.reply_to)
        seen = (post for post in self._there.shown if post.at + LAG <= self._there.now())
        ours = [post for post in seen if (post.text, post.reply_to) == asked]
        return There(self._seen(ours[0])) if ours else Absent()

    def remove(self, remote_id: str) -> None:
        self._there.shown = [post for post in self._there.shown if post.remote_id != remote_id]

    def id_at(self, url: str) -> str | None:
        return url.rsplit("/", 1)[-1]

    def look(self, remote_id: str) -> SeenPost | None:
        shown = (post for post in self._there.shown if post.remote_id == remote_id)
        return next(map(self._seen, shown), None)

    def read(self, ids: Sequence[str]) -> dict[str, SeenPost]:
        return {each: seen for each in ids if (seen := self.look(each))}

    def _seen(self, post: Shown) -> SeenPost:
        url = f"http://imagined.example/{post.remote_id}"
        return SeenPost(post.remote_id, url, post.text, post.reply_to)
