"""What is read of the threads of a list that wait: how much is to check in each, and whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q

from publisher.review.checks import newest_words, still_to_check
from publisher.review.second import barred_here, list_worked_on_threads
from publisher.thread.agreeing import has_edits
from publisher.thread.approvers import ReadRows
from publisher.thread.models import Move, Revision, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import EMBARGO
from publisher.web.seat import Seat

#: Of these a list shows what went out, not what stands in the newest version.
_BEGUN = (T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN, T.SENDING)


@dataclass(frozen=True)
class Waiting:
    """The threads of a list as `seat` sees them; `whose` where it matters who worked on them."""

    threads: Sequence[Thread]
    seat: Seat
    whose: bool = False

    @cached_property
    def contents(self) -> dict[int, Any]:
        """The newest posts of each that has not begun."""
        names = [thread.pk for thread in self.threads if thread.state not in _BEGUN]
        newest = Revision.objects.filter(thread__in=names, rev=F("thread__rev"))
        return dict(newest.values_list("thread_id", "content__posts"))

    @cached_property
    def to_check(self) -> dict[int, int]:
        """How many words are still to check in each that waits, as its own page would count them."""
        return {each.pk: self._to_check(each) for each in self._waiting}

    @cached_property
    def own(self) -> set[int]:
        """Those that whoever sits here may approve by her role, but not as she worked on them."""
        rows = [row for each in self._mine for row in self._versions[each.pk]]
        moves = [move for each in self._mine for move in self._moves.get(each.pk, ())]
        given = ReadRows(rows, [move for move in moves if move.who_id])
        barred = barred_here(self._mine, self.seat, self._newest, given)
        return {thread for thread, people in barred.items() if self.seat.person.pk in people}

    def _to_check(self, thread: Thread) -> int:
        newest = self._newest.get(thread.pk)
        content = newest.content if newest else {"posts": self.contents.get(thread.pk, ())}
        posted = max(filter(None, (thread.not_before, self.seat.now)))
        return still_to_check(thread, content, posted, newest_words(self._moves.get(thread.pk, ())))

    @cached_property
    def _waiting(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.state == T.IN_REVIEW]

    @cached_property
    def _mine(self) -> list[Thread]:
        return list_worked_on_threads(self._waiting, self.seat) if self.whose else []

    @cached_property
    def _newest(self) -> Mapping[int, Revision]:
        return {thread: rows[0] for thread, rows in self._versions.items()}

    @cached_property
    def _versions(self) -> dict[int, list[Revision]]:
        """The newest first: all that she may have worked on, and of those an editor changed the last."""
        changed = [each for each in self._waiting if has_edits(self.contents.get(each.pk, ()))]
        wanted = Q(thread__in=self._mine) | Q(thread__in=changed, rev=F("thread__rev"))
        rows = Revision.objects.filter(wanted).defer("seal").order_by("-rev")
        found: dict[int, list[Revision]] = {}
        for row in rows if self._mine or changed else ():
            found.setdefault(row.thread_id, []).append(row)
        return found

    @cached_property
    def _moves(self) -> dict[int, list[Move]]:
        """What was found right, and of those she may have worked on who approved or moved an embargo."""
        decided = Q(thread__in=self._mine, subject__in=("thread", EMBARGO))
        asked = Q(thread__in=self._waiting, subject="check") | decided
        rows = Move.objects.filter(asked).select_related("who").order_by("id")
        found: dict[int, list[Move]] = {}
        for move in rows if self._waiting else ():
            found.setdefault(move.thread_id or 0, []).append(move)
        return found
