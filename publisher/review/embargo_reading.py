"""The embargo lines of a source, and that an editor has read those no clock could be set by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s
from typing import Any

from django.db import transaction

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.intake.embargo_time import in_words
from publisher.review.edit import newest_of
from publisher.review.errors import EmbargoUnread
from publisher.review.permissions import require_permission
from publisher.thread.models import Move, Revision, Thread
from publisher.thread.transitions import EMBARGO_LINE, record_move

SUBJECT, READ = EMBARGO_LINE, "read"


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a version's source; `until` what was read, `by` and `at` who has read them and when."""

    words: Sequence[str]
    until: datetime | None
    doubts: Sequence[str]
    asks: bool
    by: str = ""
    at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether approval waits for somebody to read them."""
        return self.asks and self.at is None

    @property
    def doubtful(self) -> str:
        """What is doubtful, in words."""
        return in_words(self.doubts)

    @property
    def past(self) -> bool:
        return "past" in self.doubts


def embargo_lines_of(content: Mapping[str, Any], moves: Iterable[Move]) -> Lines | None:
    """What a version's source says of an embargo, beside the moves of its thread."""
    found = content.get("embargo")
    if not found:
        return None
    until = datetime.fromisoformat(found["until"]) if found["until"] else None
    key = _key(found)
    read = [move for move in moves if move.subject == SUBJECT and move.before == key]
    who = read[-1].who if read else None
    by, at = (who.name if who else "", read[-1].at) if read else ("", None)
    return Lines(found["lines"], until, found["doubts"], found["asks"], by, at)


def require_embargo_read(thread: Thread, revision: Revision) -> None:
    """Raise EmbargoUnread where a line of the source has to be read before anything is approved."""
    if not revision.content.get("embargo", {}).get("asks"):
        return
    moves = thread.moves.filter(subject=SUBJECT).select_related("who").order_by("id")
    found = embargo_lines_of(revision.content, moves)
    if found and found.waits:
        raise EmbargoUnread(found.words[0])


def record_embargo_read(thread: Thread, *, rev: int, who: Person) -> None:
    """Keep that somebody who may approve has read the lines; twice changes nothing.

    Raises NotAllowed, Stale or Closed.
    """
    newsroom = thread.account.newsroom
    require_permission(who, newsroom, Act.APPROVE)
    with transaction.atomic():
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        content = newest_of(thread, rev).content
        found = embargo_lines_of(content, thread.moves.filter(subject=SUBJECT).order_by("id"))
        if found and found.waits:
            why = " / ".join(f"“{words}”" for words in found.words)
            key = _key(content["embargo"])
            record_move(newsroom, SUBJECT, key, READ, thread=thread, who=who, why=why)


def _key(found: Mapping[str, Any]) -> str:
    """What was read: the same words need no second reading in the next version."""
    said = "\0".join(found["lines"]).encode("utf-8", "replace")
    return blake2s(said, digest_size=12).hexdigest()
