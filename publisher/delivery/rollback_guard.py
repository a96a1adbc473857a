"""What a worker remembers, so that it sees when the database goes back in time.

A restore, or a failover that lost a commit, forgets posts that are out and would send them again.
So the newest call is kept outside the database too, in places that are lost for other reasons: when
its row is missing, all stands still.
"""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, Self

import structlog

from publisher.delivery.errors import Stopped
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Call, Newsroom, Thread

log = structlog.get_logger()
#: The highest number a row can have, and the longest text that can be a mark.
_HIGHEST, LONGEST = 2**63 - 1, 100
WHY = (
    "The database went back in time: it has forgotten call {call}. Posts may be out that it takes "
    "for unsent. Compare the accounts with the desk, then resume."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A call by its number, and by the token that tells it from a later one of that number."""

    call: int
    token: str

    def __str__(self) -> str:
        return f"{self.call} {self.token}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The mark a text stands for; None where it stands for none, whatever it is."""
        number, _, token = text.partition(" ")
        # Its length comes first: Python reads no number of thousands of digits.
        if not (text.isascii() and len(text) <= LONGEST and number.isdecimal() and token.isalnum()):
            return None
        return cls(int(number), token) if int(number) <= _HIGHEST else None


class SharedMark(Protocol):
    """A place that several workers share, beside the database.

    It may be away at any time, and is empty then: it raises nothing, and takes no longer than a
    post can wait.
    """

    def read(self) -> str:
        """The newest mark anybody has kept here, as text."""

    def keep(self, mark: Mark) -> None:
        """Keep a mark, unless a later one is kept."""


@dataclass(slots=True)
class CallMemory:
    """The newest call this process knows of, and where those of the others are kept."""

    kept: Mark | None = None
    beside: tuple[SharedMark, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, mark: Mark) -> None:
        with self._lock:
            if self.kept is None or mark.call > self.kept.call:
                self.kept = mark

    def keep(self, mark: Mark | None) -> None:
        """Forget all else."""
        with self._lock:
            self.kept = mark


@dataclass(slots=True)
class Followed:
    """The threads this process has followed: those it has read back, and all begun `since`.

    While it lives, a database that goes back in time is seen by its memory of calls.
    """

    since: datetime | None = None
    threads: set[int] = field(default_factory=set)
    #: Accounts whose last days were read twice since.
    accounts: set[int] = field(default_factory=set)
    #: Posts, by thread and position, that an editor was asked about, and how often each was looked for.
    asked: set[tuple[int, int]] = field(default_factory=set)
    looks: Counter[tuple[int, int]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> datetime:
        """When this process began to follow: at the latest now."""
        with self._lock:
            self.since = self.since or now()
            return self.since

    def forget(self) -> None:
        """As a new process: nothing before this moment was followed."""
        with self._lock:
            self.since = None
            self.threads.clear()
            self.accounts.clear()
            self.asked.clear()
            self.looks.clear()

    def has(self, thread: Thread) -> bool:
        begun = self.start()
        return thread.pk in self.threads or bool(thread.begun_at and thread.begun_at >= begun)


MEMORY = CallMemory()
FOLLOWED = Followed()


def remember_call(call: Call) -> None:
    """Remember a call, once its row is committed and before it is made."""
    mark = Mark(call.pk, call.token)
    MEMORY.note(mark)
    for place in MEMORY.beside:
        place.keep(mark)


def mind_memory() -> None:
    """Raise Stopped where a call is missing that any worker remembers; `check_for_rollback` pauses everything.

    Asked before each call: a second is long enough to send a post from the wrong database, and
    the row of a new call would hide the one that is missing.
    """
    if _lost(*(place.read() for place in MEMORY.beside)):
        raise Stopped("The database has forgotten a call.")


def check_for_rollback(*remembered: str) -> str:
    """Pause everything if a call is missing that is remembered, here or in one of these texts elsewhere.

    Returns the text to remember elsewhere from now on: of a missing call it is said once.
    """
    lost = _lost(*remembered)
    newest = newest_mark()
    if lost:
        _stop(lost)
        MEMORY.keep(newest)
        FOLLOWED.forget()
    elif newest:
        MEMORY.note(newest)
    FOLLOWED.start()
    return str(newest or "")


def _lost(*remembered: str) -> int:
    """The latest call that is remembered and missing, or 0."""
    marks = {mark for mark in (MEMORY.kept, *map(Mark.read, remembered)) if mark}
    return max((mark.call for mark in marks if not mark_exists(mark)), default=0)


def mark_exists(mark: Mark) -> bool:
    return Call.objects.filter(pk=mark.call, token=mark.token).exists()


def newest_mark() -> Mark | None:
    row = Call.objects.order_by("-pk").values_list("pk", "token").first()
    return Mark(*row) if row else None


def _stop(call: int) -> None:
    log.critical("the database went back in time", call=call)
    for house in Newsroom.objects.order_by("id"):
        pause(house, who=None, why=WHY.format(call=call))
