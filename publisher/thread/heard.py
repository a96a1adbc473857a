"""How posts say each entry of the ledger: word for word, otherwise, or with more. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from publisher.split.sheet import MARK
from publisher.thread.telling import heard as places_of
from publisher.thread.tokens import LINE, Token, tokens

#: A line that shares more than this with an entry is taken to say it.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens `start:end` of an entry, and what a post says in their place.

    `edge` tells of words set "before" or "after" all that a post tells of the entry. It is `unclear`
    where the words of several entries were changed in one.
    """

    start: int
    end: int
    now: tuple[Token, ...]
    edge: str = ""
    unclear: bool = False


@dataclass(slots=True)
class Part:
    """What one post tells of an entry: tokens `start:end` of it, as they stand or changed."""

    start: int
    end: int
    post: int
    same: dict[int, Token] = field(default_factory=dict)
    hunks: list[Hunk] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.hunks)


class Heard:
    """A version's ledger, and by entry what the posts tell of it, in its order.

    Most posts say what the source says: their words are looked at only where somebody asks.
    """

    def __init__(self, texts: Sequence[str], posts: Sequence[Mapping[str, Any]]) -> None:
        self.texts = texts
        self._read: dict[int, Sequence[Token]] = {}
        self._plain: dict[int, list[tuple[int, int, int]]] = {}
        self._parts: dict[int, list[Part]] = {}
        self.changed: set[int] = set()
        #: Words on lines of their own, line by line.
        self.own: list[set[str]] = []
        for number, post in enumerate(posts):
            if not post.get("dropped") and post.get("tells"):
                self._listen(post, number)

    def read(self, entry: int) -> Sequence[Token]:
        """The tokens of an entry."""
        if entry not in self._read:
            self._read[entry] = tokens(self.texts[entry])
        return self._read[entry]

    def parts(self, entry: int) -> Sequence[Part]:
        """What posts tell of an entry, in its order."""
        for start, end, number in self._plain.pop(entry, ()):
            low, high = bounds(self.read(entry), start, end)
            said = {n: self.read(entry)[n] for n in range(low, high)}
            self._parts.setdefault(entry, []).append(Part(low, high, number, said))
        return sorted(self._parts.get(entry, ()), key=lambda part: part.start)

    @property
    def hunks(self) -> Iterator[tuple[int, Hunk]]:
        """Every change, with its entry."""
        for entry in self.changed:
            yield from ((entry, hunk) for part in self._parts[entry] for hunk in part.hunks)

    @cached_property
    def runs(self) -> list[set[str]]:
        """What posts say that the source does not, run by run."""
        return [{t.key for t in hunk.now} for _, hunk in self.hunks if len(hunk.now) > 2]  # noqa: PLR2004 - of fewer words nothing is told

    def _listen(self, post: Mapping[str, Any], number: int) -> None:
        said = " ".join(self.texts[entry][start:end] for entry, start, end in post["tells"])
        if said.split() == post["body"].replace(MARK, "").split():
            for entry, start, end in post["tells"]:
                self._plain.setdefault(entry, []).append((start, end, number))
            return
        listener = _Listener(self.read, post, number)
        self.own += listener.own
        for entry, part in listener.parts.items():
            self._parts.setdefault(entry, []).append(part)
            if part.changed:
                self.changed.add(entry)


#: A token of an entry by its number there, or the end of a line between two entries.
_Wanted = tuple[int, int, Token] | None


def heard_of(content: Mapping[str, Any]) -> Heard:
    """What the posts of an opened content say of its ledger; loose words count, dropped posts do not."""
    texts = [entry["text"] for entry in content["ledger"]]
    return Heard(texts, [*content["posts"], *content.get("loose", ())])


def bounds(read: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The numbers of the tokens within these characters of an entry."""
    inside = [n for n, token in enumerate(read) if token.start < end and token.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


Read = Callable[[int], Sequence[Token]]


class _Listener:
    """One post beside what it is to tell."""

    def __init__(self, read: Read, post: Mapping[str, Any], number: int) -> None:
        self.parts: dict[int, Part] = {}
        self.wanted: list[_Wanted] = []
        #: Lines that no entry stands on.
        self.own: list[set[str]] = []
        self.body = _without_blank_lines(tokens(post["body"], lines=True))
        for entry, start, end in _in_order(read, post["tells"], self.body):
            self._want(read, number, entry, bounds(read(entry), start, end))
        self._listen()

    def _want(self, read: Read, number: int, entry: int, ends: tuple[int, int]) -> None:
        low, high = ends
        if low == high:
            return
        if self.wanted and self.wanted[-1] and self.wanted[-1][0] != entry:
            self.wanted.append(None)
        part = self.parts.setdefault(entry, Part(low, high, number))
        part.start, part.end = min(part.start, low), max(part.end, high)
        self.wanted += [(entry, n, read(entry)[n]) for n in range(low, high)]

    def _listen(self) -> None:
        keys = [each[2].key if each else LINE for each in self.wanted]
        places = places_of(keys, [token.key for token in self.body])
        at = first = 0
        for n, place in enumerate([*places, len(self.body)]):
            if place < 0:
                continue
            self._differs(first, n, self.body[at:place])
            if n < len(places) and (each := self.wanted[n]):
                self.parts[each[0]].same[each[1]] = self.body[place]
            at, first = place + 1, n + 1

    def _differs(self, first: int, end: int, now: Sequence[Token]) -> None:
        """Keep what stands in the place of wanted tokens `first:end`, line by line."""
        was = [_line(run) for run in _lines(self.wanted[first:end], None)]
        says = [_line(run) for run in _lines(now, LINE)]
        before = self.wanted[first - 1] if first else None
        after = self.wanted[end] if end < len(self.wanted) else None
        if not any(was):
            self._more(before, after, says)
        elif len(was) == len(says) > 1:
            for n, (old, new) in enumerate(zip(was, says, strict=True)):
                ends = (before if n == 0 else None, after if n == len(was) - 1 else None)
                self._line(old, new, *ends)
        else:
            lines = [line for line in was if line]
            said = _of_line(says, before, after, lines[0][0][0]) if len(lines) == 1 else _flat(says)
            for line in lines:
                self._keep(line, said, unclear=len(lines) > 1)

    def _line(self, old: Any, new: Any, before: _Wanted, after: _Wanted) -> None:
        if old:
            self._keep(old, new, unclear=False)
        else:
            self._more(before, after, [new])

    def _keep(self, line: Sequence[Any], said: Sequence[Token], *, unclear: bool) -> None:
        entry, low, high = line[0][0], line[0][1], line[-1][1] + 1
        self.parts[entry].hunks.append(Hunk(low, high, tuple(said), unclear=unclear))

    def _more(self, before: _Wanted, after: _Wanted, says: Sequence[Sequence[Token]]) -> None:
        """Words that the source does not have, on the lines of the entries beside them."""
        apart = says[1 if before else 0 : -1 if after else None]
        self.own += [{token.key for token in line} for line in apart if line]
        if before and after and before[0] == after[0]:
            self._add(after[0], after[1], _flat(says), "")
            return
        if before:
            self._add(before[0], before[1] + 1, says[0], "after")
        if after and (len(says) > 1 or not before):
            self._add(after[0], after[1], says[-1], "before")

    def _add(self, entry: int, at: int, said: Sequence[Token], edge: str) -> None:
        if said:
            self.parts[entry].hunks.append(Hunk(at, at, tuple(said), edge))


def _in_order(read: Read, tells: Sequence[Any], body: Sequence[Token]) -> list[Any]:
    """The tells in the order of the lines that say them, where an editor turned it."""
    lines = [{token.key for token in line} for line in _lines(body, LINE)]
    if len(tells) == 1 or len(lines) == 1:
        return list(tells)
    at, placed = -1, []
    for entry, start, end in tells:
        low, high = bounds(read(entry), start, end)
        keys = {token.key for token in read(entry)[low:high]}
        shares = [len(keys & line) / max(1, len(keys)) for line in lines]
        # Of lines as much alike, such as two headings, the one they come to next.
        best = max(range(len(lines)), key=lambda n: (shares[n], n == at, n > at, -n))
        at = best if shares[best] > ALIKE else at
        placed.append((at, [entry, start, end]))
    return [tell for _, tell in sorted(placed, key=lambda each: each[0])]


def _without_blank_lines(read: Sequence[Token]) -> list[Token]:
    """One end of a line between two lines: entries have one as well, and a blank line is none of them."""
    ends = [token.key == LINE for token in read]
    return [token for n, token in enumerate(read) if not (ends[n] and n and ends[n - 1])]


def _lines(run: Sequence[Any], end: Any) -> Iterator[list[Any]]:
    """A run cut at the ends of lines; always one more than there are ends."""
    line: list[Any] = []
    for each in run:
        if (each is None) if end is None else each.key == end:
            yield line
            line = []
        else:
            line.append(each)
    yield line


def _line(run: Sequence[Any]) -> list[Any]:
    return list(run)


def _flat(lines: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for line in lines for token in line]


def _of_line(
    says: Sequence[Sequence[Token]], before: _Wanted, after: _Wanted, entry: int
) -> list[Token]:
    """Of several lines those that belong to the entry: own lines before or behind it do not."""
    begun, goes_on = (each is not None and each[0] == entry for each in (before, after))
    if len(says) == 1 or begun == goes_on:
        return _flat(says)
    return list(says[0] if begun else says[-1])


def overlapping(parts: Sequence[Part]) -> bool:
    """Whether two posts tell the same words, and one of them otherwise."""
    return any(
        one.end > other.start and (one.changed or other.changed) for one, other in pairwise(parts)
    )
