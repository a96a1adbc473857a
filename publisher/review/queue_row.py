"""One thread as a row of the queue: what it is, and in words where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from publisher.accounts.models import Account
from publisher.explainer.quoting import quote_words
from publisher.schedule.pause import Scope
from publisher.thread.models import Pause, Thread
from publisher.thread.states import Goal
from publisher.thread.states import ThreadState as T
from publisher.thread.verification import Proof
from publisher.web.lamps import Lamp, count_posts_out, describe_lamps, on_its_way
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import format_count, short


@dataclass(frozen=True, slots=True)
class Row:
    """One thread. `at` is a time to show, or `ago` an age; `mark` is what to look at.

    `network` names the account too, where the newsroom has several on it.
    A bundle's row names its article and has a part for each thread.
    """

    name: str
    headline: str
    meta: str
    state: str = ""
    danger: bool = False
    mark: str = ""
    at: datetime | None = None
    ago: datetime | None = None
    lamps: tuple[Lamp, ...] = ()
    url: str = ""
    network: str = ""
    where: str = ""
    held: bool = False
    bundle: str = ""
    parts: tuple[Row, ...] = ()

    @property
    def threads(self) -> int:
        return len(self.parts) or 1

    @property
    def summary(self) -> str:
        return describe_lamps(self.lamps)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A thread with what is known of it: its newest version's posts, its begun posts' lamps."""

    thread: Thread
    seat: Seat
    posts: Sequence[Mapping[str, Any]] = ()
    lamps: tuple[Lamp, ...] = ()
    to_check: int = 0

    @property
    def why(self) -> str:
        return getattr(self.thread, "said", "") or ""

    @property
    def came_from(self) -> str:
        return getattr(self.thread, "came_from", "") or ""

    @property
    def held(self) -> bool:
        return is_held(self.thread, self.seat.pauses)


def build_row(seen: QueueRow) -> Row:
    thread, posts = seen.thread, seen.posts
    network = _named(thread.account, seen.seat.accounts)
    plain = Row(
        name=thread.public_id,
        headline=str(thread.article),
        meta=_measure(network, len(posts) or len(seen.lamps), sum(len(p["cards"]) for p in posts)),
        lamps=seen.lamps,
        network=network,
        where=thread.account.where,
        held=seen.held,
    )
    return _STANDINGS.get(T(thread.state), _resting)(plain, seen)


def is_held(thread: Thread, pauses: Iterable[Pause]) -> bool:
    """Whether one of these pauses stops this thread."""
    return any(
        pause.scope == Scope.ALL
        or thread.account_id == pause.account_id
        or thread.pk == pause.thread_id
        for pause in pauses
    )


def _named(account: Account, accounts: Iterable[Account]) -> str:
    """The network, with the account's handle where the newsroom has more than one there."""
    alike = sum(each.network == account.network for each in accounts)
    network = account.network.title()
    return f"{network} @{account.handle}" if alike > 1 else network


def _measure(network: str, posts: int, cards: int) -> str:
    sizes = [format_count(posts, "post", "posts")] if posts else []
    sizes += [format_count(cards, "card", "cards")] if cards else []
    return ", ".join([network, *sizes])


def _and(*parts: str) -> str:
    """Parts as sentences, of which the last needs no full stop of ours."""
    said = [part for part in parts if part]
    return ". ".join([*(part.rstrip(".") for part in said[:-1]), *said[-1:]])


def _stopped(row: Row, seen: QueueRow) -> Row:
    state = f"Stopped, {count_posts_out(row.lamps)} of {len(row.lamps)} out"
    meta = _and(row.network, seen.why, "Nothing more goes out until you decide.")
    return replace(row, at=seen.thread.changed_at, meta=meta, state=state, danger=True)


def _missed(row: Row, seen: QueueRow) -> Row:
    meta = _and(row.meta, seen.why)
    return replace(row, at=seen.thread.start, meta=meta, state="Missed, none out", danger=True)


def _broken(row: Row, seen: QueueRow) -> Row:
    meta = _and(row.network, seen.why)
    return replace(
        row, at=seen.thread.changed_at, meta=meta, state="Could not be made", danger=True
    )


def _going(row: Row, seen: QueueRow) -> Row:
    state = (
        f"Held after post {count_posts_out(row.lamps)} of {len(row.lamps)}"
        if seen.held
        else on_its_way(row.lamps)
    )
    return replace(
        row, at=seen.thread.begun_at, meta=_and(row.meta, _approver(seen.thread)), state=state
    )


def _waits(row: Row, seen: QueueRow) -> Row:
    mark = format_count(seen.to_check, "word to check", "words to check") if seen.to_check else ""
    meta = _and(row.meta, seen.thread.made_by.name) if seen.thread.made_by else row.meta
    state = "Changed since it was sent back" if seen.came_from == T.SENT_BACK else ""
    return replace(row, ago=seen.thread.changed_at, meta=meta, mark=mark, state=state)


def _drafting(row: Row, seen: QueueRow) -> Row:
    return replace(row, ago=seen.thread.changed_at, state="Being made")


def _sent_back(row: Row, seen: QueueRow) -> Row:
    return replace(
        row,
        ago=seen.thread.changed_at,
        meta=_and(row.meta, seen.why and quote_words(seen.why)),
        state="Sent back",
    )


def _due(row: Row, seen: QueueRow) -> Row:
    start = seen.thread.start
    late = bool(start and start < seen.seat.now)
    state = "Late, held by a pause" if late and seen.held else _approver(seen.thread)
    embargo = seen.thread.not_before
    meta = (
        _and(row.meta, f"Embargo until {short(embargo, seen.seat.wall)}") if embargo else row.meta
    )
    return replace(row, at=start, meta=meta, state=state, danger=late and seen.held)


def _resting(row: Row, seen: QueueRow) -> Row:
    words = {T.POSTED: "All out", T.CLOSED_OUT: "Closed out", T.TAKEN_DOWN: "Taken down"}
    first = next((lamp.url for lamp in row.lamps if lamp.url and lamp.look == "out"), "")
    going = seen.thread.goal == Goal.GONE and seen.thread.state != T.TAKEN_DOWN
    where = "Being taken down" if going else words.get(T(seen.thread.state), "Dropped")
    found = "" if going else _to_look_at(seen.thread)
    meta = _and(row.meta, "" if found else where)
    at = seen.thread.begun_at or seen.thread.changed_at
    return replace(row, at=at, meta=meta, url=first, lamps=(), state=found, danger=bool(found))


def _to_look_at(thread: Thread) -> str:
    """What an editor should look at in a thread that is out, or nothing."""
    if Proof.of(thread.proof).open:
        return "Not all is as it was sent"
    out = thread.state in {T.POSTED, T.CLOSED_OUT}
    waits = out and thread.approved is not None and thread.approved.rev != thread.rev
    return "A correction waits for an editor" if waits else ""


def _approver(thread: Thread) -> str:
    by = thread.approved.sealed_by if thread.approved else None
    return f"Approved by {by.name}" if by else "Approved"


def _approved(row: Row, seen: QueueRow) -> Row:
    return replace(row, ago=seen.thread.changed_at, state=_approver(seen.thread))


_STANDINGS: dict[T, Callable[[Row, QueueRow], Row]] = {
    T.NEEDS_EDITOR: _stopped,
    T.MISSED: _missed,
    T.BROKEN: _broken,
    T.SENDING: _going,
    T.IN_REVIEW: _waits,
    T.DRAFTING: _drafting,
    T.SENT_BACK: _sent_back,
    T.SCHEDULED: _due,
    T.APPROVED: _approved,
}
