"""The history of a thread: every move and every call, in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from publisher.thread.models import Call, Move, Thread
from publisher.thread.states import PostState as P
from publisher.web.templatetags.desk import format_count
from publisher.web.told import NOBODY, describe_move
from publisher.web.told_calls import describe_answer, describe_call

#: What a call's own line says already.
_SAID_BY_CALLS = frozenset({P.INTENT, P.POSTED, P.REFUSED, P.UNKNOWN})
_PICTURES = frozenset({Call.Kind.UPLOAD, Call.Kind.ALT})
BEFORE = "before the first post"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a history: a move, or a call with its answer. Times are UTC."""

    at: datetime
    who: str
    what: str
    why: str = ""
    answer: str = ""
    status: int | None = None
    answered_at: datetime | None = None
    post: int | None = None
    version: int | None = None
    account: str = ""
    thread: str = ""
    headline: str = ""
    address: str = ""
    heap: str = ""

    @property
    def told(self) -> str:
        """Why, and what the network answered."""
        return " ".join(part for part in (self.why, self.answer) if part)


def moves_of(thread: Thread) -> list[Move]:
    """All its moves, the newest last. Their thread is this one, with its article and account."""
    return list(thread.moves.select_related("who", "post", "account").order_by("id"))


def list_history(thread: Thread, moves: Iterable[Move] | None = None) -> list[HistoryEntry]:
    """All of it, the newest last; its moves are read unless they are given."""
    moves = moves_of(thread) if moves is None else moves
    calls = thread.calls.select_related("post", "account").defer("account__sealed")
    lines = [
        *((of_move(move), 1) for move in moves),
        *((of_call(call), 0) for call in calls.order_by("id")),
    ]
    return [line for line, _ in sorted(lines, key=lambda pair: (pair[0].at, pair[1]))]


def of_move(move: Move) -> HistoryEntry:
    """A move as a line; its person, post and account, and the thread's, must be loaded."""
    line = describe_move(move, with_thread=True)
    account = move.account or (move.thread.account if move.thread else None)
    said = move.subject == "post" and move.who is None and move.after in _SAID_BY_CALLS
    return HistoryEntry(
        at=line.at,
        who=line.who,
        what=line.what,
        why=line.why,
        post=move.post.position if move.post else None,
        version=move.rev,
        account=str(account or ""),
        thread=line.thread,
        headline=line.headline,
        address=move.post.url if move.post else "",
        heap="said" if said else "",
    )


def of_call(call: Call) -> HistoryEntry:
    """A call as a line; its post and account must be loaded."""
    return HistoryEntry(
        at=call.started_at,
        who=NOBODY,
        what=describe_call(call),
        answer=describe_answer(call),
        status=call.status,
        answered_at=call.ended_at,
        post=call.post.position if call.post else None,
        account=str(call.account),
        address=call.post.url if call.post else "",
        heap=_heap(call),
    )


def condense_history(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """As the page shows it: what a call's line says is not said again, pictures are one line."""
    sent = {entry.answer for entry in entries}
    told = [each for each in entries if each.heap != "said" or not _repeats(each, sent)]
    return [
        line for heap, lines in groupby(told, lambda each: each.heap) for line in _of(heap, lines)
    ]


def _repeats(entry: HistoryEntry, answers: set[str]) -> bool:
    return not entry.why or any(entry.why in answer for answer in answers)


def _of(heap: str, lines: Iterator[HistoryEntry]) -> list[HistoryEntry]:
    listed = list(lines)
    if heap == "pictures" and len(listed) > 1:
        return [replace(listed[0], what=_handed(listed), answer="All taken.", post=None)]
    if heap == BEFORE and len(listed) > 1:
        what = "looked at the account before the first post"
        return [replace(listed[0], what=what, answer="Nothing stands against it.")]
    return listed


def _handed(listed: Sequence[HistoryEntry]) -> str:
    pictures = sum(entry.what.startswith("handed") for entry in listed)
    alts = len(listed) - pictures
    if not pictures:
        return f"set the alt texts of {format_count(alts, 'picture', 'pictures')}"
    if not alts:
        return f"handed over {format_count(pictures, 'picture', 'pictures')}"
    own = "its alt text" if pictures == 1 else "their alt texts"
    return f"handed over {format_count(pictures, 'picture', 'pictures')} and {own}"


def _heap(call: Call) -> str:
    if call.outcome != Call.Outcome.DONE:
        return ""
    if call.kind in _PICTURES:
        return "pictures"
    return BEFORE if BEFORE in call.body else ""
