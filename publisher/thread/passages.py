"""The part of the source that a card tells, step by step, as the posts say it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from publisher.thread.alignment import Tell
from publisher.thread.changed_words import EntryPart, Hunk, ToldLedger, find_token_range
from publisher.thread.tokens import Token, gist_of, tokenize_text

#: By entry, edge and place: what stood there before an edit.
Edges = Mapping[tuple[int, str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Unit:
    """One step through the source: a token that is said, one that no post tells, or a change."""

    entry: int
    was: tuple[Token, ...]
    now: tuple[Token, ...]
    told: bool
    hunk: Hunk | None = None


@dataclass(frozen=True)
class Passages:
    """The part of the source that a card of the post `own` tells, as posts say it; `before` as it was."""

    heard: ToldLedger
    tells: Sequence[Tell]
    before: Edges = field(default_factory=dict)
    own: int = -1
    #: All that the card says.
    words: str = ""

    @cached_property
    def units(self) -> list[Unit]:
        return [unit for tell in self.tells for unit in _apart(self._of(tell))]

    @cached_property
    def doubtful(self) -> bool:
        """Whether nobody can say which words of the posts are meant."""
        return any(unit.hunk and unit.hunk.unclear for unit in self.units)

    @property
    def plain(self) -> bool:
        """Whether the posts say it as the source does."""
        return not any(unit.hunk for unit in self.units)

    @property
    def said(self) -> list[Token]:
        """All of it, as the posts say it; what none tells as the source does."""
        return [token for unit in self.units for token in unit.now]

    def _of(self, tell: Tell) -> Iterator[Unit]:
        entry, read = tell[0], self.heard.read(tell[0])
        at, high = find_token_range(read, tell[1], tell[2])
        by = self._tellers(entry)
        more = {
            (hunk.start, hunk.edge): hunk
            for part in self.heard.parts(entry)
            for hunk in part.hunks
            if hunk.start == hunk.end
            and any(by.get(n) is part for n in (hunk.start - 1, hunk.start))
        }
        while at <= high:
            yield from (_more(entry, more[key]) for edge in ("after", "", "before") if (key := (at, edge)) in more)  # fmt: skip
            if at == high:
                return
            unit = _step(entry, at, high, read, by)
            if at not in by and self.heard.is_cut(entry, at):
                unit = _taken_out(entry, at, read)
            if unit.hunk and unit.hunk.unclear and self._shows(unit.hunk.now):
                # The card says it already: of the rest it is only that the post says less.
                unit = _silent(entry, at, read)
            yield unit
            at += len(unit.was)

    def _shows(self, said: Sequence[Token]) -> bool:
        return {*gist_of(said)} <= {*gist_of(tokenize_text(self.words))}

    def _tellers(self, entry: int) -> dict[int, EntryPart]:
        """By token the part that tells it: of the card's own post first, then of whoever still says it."""
        parts = sorted(self.heard.parts(entry), key=lambda part: (part.post != self.own, part.post))
        by = dict[int, EntryPart]()
        for part in parts:
            said = [n for hunk in part.hunks if hunk.now for n in range(hunk.start, hunk.end)]
            by |= dict.fromkeys([*part.same, *said], part) | by
        for part in parts:
            by = dict.fromkeys(range(part.start, part.end), part) | by
        return by

    def new_edge(self, entry: int, hunk: Hunk) -> bool:
        """Whether the words at an edge came with this edit."""
        return bool(self.before) and self.before.get((entry, hunk.edge, hunk.start), []) != gist_of(hunk.now)  # fmt: skip


def _apart(units: Iterable[Unit]) -> Iterator[Unit]:
    """The steps through one passage, a space before the first of its words."""
    begun = False
    for unit in units:
        first = [] if begun else [token._replace(gap=" ") for token in unit.now[:1]]
        begun = begun or bool(unit.now)
        yield replace(unit, now=(*first, *unit.now[len(first) :])) if first else unit


def _step(
    entry: int, at: int, high: int, read: Sequence[Token], by: Mapping[int, EntryPart]
) -> Unit:
    """What stands at a token: itself, or what a post says instead of it and those behind it."""
    part = by.get(at)
    if part and at in part.same:
        return Unit(entry, (read[at],), (part.same[at],), told=True)
    hunk = next((h for h in part.hunks if h.start <= at < h.end), None) if part else None
    if hunk is None:
        return _silent(entry, at, read)
    end = next(
        (n for n in range(at, min(hunk.end, high)) if by[n] is not part), min(hunk.end, high)
    )
    begun = any(by[n] is part for n in range(hunk.start, at))
    now = () if begun else hunk.now
    return Unit(entry, tuple(read[at:end]), now, told=True, hunk=replace(hunk, start=at, end=end))


def _silent(entry: int, at: int, read: Sequence[Token]) -> Unit:
    return Unit(entry, (read[at],), (read[at],), told=False)


def _taken_out(entry: int, at: int, read: Sequence[Token]) -> Unit:
    return Unit(entry, (read[at],), (), told=True, hunk=Hunk(at, at + 1, ()))


def _more(entry: int, hunk: Hunk) -> Unit:
    return Unit(entry, (), hunk.now, told=True, hunk=hunk)


def edges_of(heard: ToldLedger) -> Edges:
    """What stands at the edges of each entry, to see later what an edit put there."""
    found = {
        (entry, hunk.edge, hunk.start): gist_of(hunk.now)
        for entry, hunk in heard.hunks
        if hunk.edge
    }
    return found | {(-1, "", 0): []}
