"""How posts say each entry of the ledger: word for word, otherwise, or with more. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from publisher.explainer.signs import NEUTRAL
from publisher.split.section_layout import MARK
from publisher.thread.aligned import places_of
from publisher.thread.alignment import Tell
from publisher.thread.line_matching import LineGroup, apart, lines_of, match_lines
from publisher.thread.tokens import LINE, Token, tokenize_text

#: What an editor may begin a line with instead of “•”.
_DOTS = frozenset(f"{NEUTRAL}🔹🔸🔷🔶")


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
class EntryPart:
    """What one post tells of an entry: tokens `start:end` of it, as they stand or changed."""

    start: int
    end: int
    post: int
    same: dict[int, Token] = field(default_factory=dict)
    hunks: list[Hunk] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.hunks)


class ToldLedger:
    """A version's ledger, and by entry what the posts tell of it, in its order.

    Most posts say what the source says: their words are looked at only where somebody asks.
    """

    def __init__(
        self,
        texts: Sequence[str],
        posts: Sequence[Mapping[str, Any]],
        cuts: Iterable[Tell] = (),
    ) -> None:
        self.texts = texts
        self._cuts: dict[int, list[Tell]] = {}
        self._read: dict[int, Sequence[Token]] = {}
        self._plain: dict[int, list[tuple[int, int, int]]] = {}
        self._parts: dict[int, list[EntryPart]] = {}
        self.changed: set[int] = set()
        #: Words on lines of their own, line by line.
        self.own: list[set[str]] = []
        for number, post in enumerate(posts):
            if not post.get("dropped") and post.get("tells"):
                self._listen(post, number)
        dropped = [post.get("tells", ()) for post in posts if post.get("dropped")]
        for tell in chain(cuts, *dropped):
            self._cuts.setdefault(tell[0], []).append(tell)
        self.changed |= set(self._cuts)

    def read(self, entry: int) -> Sequence[Token]:
        """The tokens of an entry."""
        if entry not in self._read:
            self._read[entry] = tokenize_text(self.texts[entry])
        return self._read[entry]

    def is_cut(self, entry: int, at: int) -> bool:
        """Whether the post that told this token was left out."""
        token = self.read(entry)[at]
        cuts = self._cuts.get(entry, ())
        return any(start < token.end and token.start < end for _, start, end in cuts)

    def parts(self, entry: int) -> Sequence[EntryPart]:
        """What posts tell of an entry, in its order."""
        for start, end, number in self._plain.pop(entry, ()):
            low, high = find_token_range(self.read(entry), start, end)
            said = {n: self.read(entry)[n] for n in range(low, high)}
            self._parts.setdefault(entry, []).append(EntryPart(low, high, number, said))
        return sorted(self._parts.get(entry, ()), key=lambda part: part.start)

    @property
    def hunks(self) -> Iterator[tuple[int, Hunk]]:
        """Every change, with its entry."""
        for entry in self.changed:
            yield from ((entry, hunk) for part in self.parts(entry) for hunk in part.hunks)

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


#: A token of an entry, with its number there.
_Wanted = tuple[int, int, Token]


def heard_of(content: Mapping[str, Any]) -> ToldLedger:
    """What the posts of an opened content say of its ledger; loose words count, dropped posts do not."""
    texts = [entry["text"] for entry in content["ledger"]]
    cuts = [[n, *cut] for n, entry in enumerate(content["ledger"]) for cut in entry.get("cut", ())]
    return ToldLedger(texts, [*content["posts"], *content.get("loose", ())], cuts)


def find_token_range(read: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The numbers of the tokens within these characters of an entry."""
    inside = [n for n, token in enumerate(read) if token.start < end and token.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


Read = Callable[[int], Sequence[Token]]


class _Listener:
    """One post beside what it is to tell: first which lines say each entry, then word by word."""

    def __init__(self, read: Read, post: Mapping[str, Any], number: int) -> None:
        self.parts: dict[int, EntryPart] = {}
        self.wanted: dict[int, list[_Wanted]] = {}
        for entry, start, end in post["tells"]:
            self._want(read, number, entry, find_token_range(read(entry), start, end))
        entries = [[token for *_, token in each] for each in self.wanted.values()]
        begins = {tokens[0].key for tokens in map(read, self.wanted)}
        lines = lines_of(tokenize_text(post["body"], lines=True))
        self.lines = apart(entries, [_without_dot(line, post["body"], begins) for line in lines])
        found = match_lines(entries, self.lines)
        for group in found.groups:
            self._listen(group)
        #: Lines that no entry stands on.
        self.own = [{token.key for token in self.lines[n]} for n in found.own]

    def _want(self, read: Read, number: int, entry: int, ends: tuple[int, int]) -> None:
        low, high = ends
        if low == high:
            return
        part = self.parts.setdefault(entry, EntryPart(low, high, number))
        part.start, part.end = min(part.start, low), max(part.end, high)
        wanted = self.wanted.setdefault(entry, [])
        wanted += [(entry, n, read(entry)[n]) for n in range(low, high)]

    def _listen(self, group: LineGroup) -> None:
        """Hear these entries in these lines."""
        among = list(self.wanted.values())
        wanted = [each for n in group.entries for each in among[n]]
        body = [token for n in group.lines for token in _begun(self.lines[n])]
        keys = [token.key for *_, token in wanted]
        places = places_of(keys, [token.key for token in body]) if group.alike else [-1] * len(keys)
        at = first = 0
        for n, place in enumerate([*places, len(body)]):
            if place < 0:
                continue
            self._differs(wanted, first, n, body[at:place])
            if n < len(places):
                entry, number, _ = wanted[n]
                self.parts[entry].same[number] = _spaced(body[place], wanted[n][2].gap)
            at, first = place + 1, n + 1

    def _differs(self, wanted: list[_Wanted], first: int, end: int, now: list[Token]) -> None:
        """Keep what stands in the place of wanted tokens `first:end`."""
        gap = wanted[first][2].gap if first < len(wanted) else " "
        now = [_spaced(token, " " if n else gap) for n, token in enumerate(now)]
        if first == end:
            before = wanted[first - 1] if first else None
            self._more(before, wanted[end] if end < len(wanted) else None, now)
            return
        runs = [list(run) for _, run in groupby(wanted[first:end], key=itemgetter(0))]
        for run in runs:
            entry, low, high = run[0][0], run[0][1], run[-1][1] + 1
            unclear = bool(now) and len(runs) > 1
            self.parts[entry].hunks.append(Hunk(low, high, tuple(now), unclear=unclear))

    def _more(self, before: _Wanted | None, after: _Wanted | None, now: Sequence[Token]) -> None:
        """Words that the source does not have."""
        if before and after and before[0] == after[0]:
            self._add(after[0], after[1], now, "")
        elif before:
            self._add(before[0], before[1] + 1, now, "after")
        elif after:
            self._add(after[0], after[1], now, "before")

    def _add(self, entry: int, at: int, said: Sequence[Token], edge: str) -> None:
        if said:
            self.parts[entry].hunks.append(Hunk(at, at, tuple(said), edge))


def _without_dot(line: list[Token], body: str, begins: Collection[str]) -> list[Token]:
    """A line without the other dot that stands in the place of “•”; unless an entry begins with it."""
    first = line[0]
    dotted = body[max(0, first.start - 2) : first.start].rstrip().endswith("•")
    is_dot = first.key in _DOTS and not dotted and first.key not in begins
    return line[1:] if is_dot and len(line) > 1 else line


def _begun(line: Sequence[Token]) -> list[Token]:
    """A line whose first word does not say what space belongs before it."""
    return [line[0]._replace(gap=LINE), *line[1:]]


def _spaced(token: Token, gap: str) -> Token:
    return token._replace(gap=gap) if token.gap == LINE else token
