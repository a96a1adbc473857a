"""Which lines of a post say which of the entries it is to tell, in whatever order by now. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from publisher.thread.aligned import ENDS
from publisher.thread.tokens import LINE, Token, gist_of

#: A line shares at least so much with the entry it says; with a second one it has to share more.
ALIKE, MORE = 0.5, 0.6
#: As many words say something by themselves.
FEW = 3
COLONS = frozenset(":：")
Run = Sequence[Token]


@dataclass(slots=True)
class LineGroup:
    """Entries and the lines that say them, by number; not `alike` where the lines only stand in their place."""

    entries: list[int]
    lines: list[int]
    alike: bool = True


@dataclass(slots=True)
class Dealt:
    """All entries in groups, and the lines that say none of them."""

    groups: list[LineGroup] = field(default_factory=list)
    own: list[int] = field(default_factory=list)


def lines_of(body: Sequence[Token]) -> list[list[Token]]:
    """A body's tokens line by line, without the blank ones."""
    lines: list[list[Token]] = [[]]
    for token in body:
        if token.key == LINE:
            lines.append([])
        else:
            lines[-1].append(token)
    return [line for line in lines if line]


def apart(entries: Sequence[Run], lines: Sequence[Run]) -> list[Run]:
    """The lines, those cut that say beside other words an entry that would not be found in them."""
    deal = _Deal(entries, lines)
    missing = [n for n, said in enumerate(deal.said) if not said and deal.entries[n]]
    cuts: list[set[int]] = [{0, len(line)} for line in lines]
    led = {k for n, said in enumerate(deal.said) if _lead(entries[n]) for k in said}
    for n in missing:
        if found := max(_pieces_like(entries[n], lines, deal), default=None):
            k, start, end = -found[1], -found[2], found[3]
            cuts[k] |= {start, end}
            led |= {k} if _lead(entries[n]) else set()
    # A heading with other words stands where it stood, and is hardly longer.
    longest = max((len(deal.entries[n]) for n in missing if _heads(entries[n])), default=-1)
    for k, line in enumerate(lines):
        lead = _lead(line)
        if k not in led and len(gist_of(line[:lead])) <= longest + 1:
            cuts[k].add(lead)
    pairs = zip(lines, map(sorted, cuts), strict=True)
    return [line[start:end] for line, places in pairs for start, end in pairwise(places)]


def _pieces_like(
    entry: Run, lines: Sequence[Run], deal: _Deal
) -> Iterator[tuple[float, int, int, int]]:
    """Pieces built like the entry, of words nobody else says: how alike, then which; the first is the most."""
    wanted = Counter(gist_of(entry))
    for k, line in enumerate(lines):
        for start, end in _pieces(entry, line):
            piece = Counter(gist_of(line[start:end]))
            alike = (wanted & piece & deal.open[k]).total() / max(wanted.total(), piece.total())
            if alike >= ALIKE:
                yield alike, -k, -start, end


def _pieces(entry: Run, line: Run) -> Iterator[tuple[int, int]]:
    """As many sentences of a line together as the entry has; of a heading all that begins the line."""
    if _heads(entry):
        yield from [(0, lead)] if (lead := _lead(line)) else []
        return
    count = 1 + sum(token.key in ENDS for token in entry[:-1])
    stops = [n + 1 for n, token in enumerate(line[:-1]) if token.key in ENDS]
    borders = [0, *stops, len(line)]
    yield from zip(borders, borders[count:], strict=False)


def _lead(line: Run) -> int:
    """How many tokens begin a line as a heading would, more words behind them; none do in most."""
    for n, token in enumerate(line[:-1], 1):
        if token.key in COLONS:
            return n
        if token.key in ENDS:
            return 0
    return 0


def match_lines(entries: Sequence[Run], lines: Sequence[Run]) -> Dealt:
    """The lines dealt out to the entries, those most alike first."""
    said = _Deal(entries, lines).said
    found = Dealt(list(_together(said)))
    taken = {line for each in said for line in each}
    spare = [n for n in range(len(lines)) if n not in taken]
    for behind, silent in _silent(said):
        now = [n for n in spare if max((k for k in taken if k < n), default=-1) == behind]
        found.groups += _instead(silent, now, entries, lines)
    standing = {line for group in found.groups for line in group.lines}
    found.own = [n for n in spare if n not in standing]
    return found


def _instead(
    silent: Sequence[int], now: Sequence[int], entries: Sequence[Run], lines: Sequence[Run]
) -> Iterator[LineGroup]:
    """Entries that no line says with those in their place: one for one, else headings for headings."""
    if len(silent) == len(now):
        yield from (
            LineGroup([n], [line], alike=False) for n, line in zip(silent, now, strict=True)
        )
        return
    kinds = [[n for n in silent if _heads(entries[n]) == heads] for heads in (True, False)]
    there = [[n for n in now if _heads(lines[n]) == heads] for heads in (True, False)]
    if kinds[0] and (kinds[1] or all(there)):
        for were, are in zip(kinds, there, strict=True):
            yield from _instead(were, are, entries, lines)
    elif silent:
        yield LineGroup(list(silent), list(now), alike=False)


def _heads(run: Run) -> bool:
    return run[-1].key in COLONS


class _Deal:
    """By entry the lines that say it."""

    def __init__(self, entries: Sequence[Run], lines: Sequence[Run]) -> None:
        self.entries, self.lines = (
            [gist_of(each) for each in entries],
            [gist_of(each) for each in lines],
        )
        self.said: list[list[int]] = [[] for _ in entries]
        self.left = [Counter(each) for each in self.entries]
        self.open = [Counter(each) for each in self.lines]
        self.taken: set[int] = set()
        self._same()
        while best := max(self._alike(), default=None):
            self._take(-best[3], -best[2])

    def _same(self) -> None:
        for n, entry in enumerate(self.entries):
            for k, line in enumerate(self.lines):
                if k not in self.taken and entry == line:
                    self._take(n, k)
                    break

    def _take(self, n: int, k: int) -> None:
        shared = self.left[n] & self.open[k]
        self.left[n] -= shared
        self.open[k] -= shared
        self.said[n] = sorted([*self.said[n], k])
        self.taken.add(k)

    def _alike(self) -> Iterator[tuple[int, int, int, int]]:
        """How much is shared, and whether the next ones are neighbours too; then the first ones."""
        for n, left in enumerate(self.left):
            for k, line in enumerate(self.open):
                shared = (left & line).total() if k not in self.said[n] else 0
                if shared and self._says(n, k, shared):
                    yield shared, self._beside(n, k), -k, -n

    def _says(self, n: int, k: int, shared: int) -> bool:
        least = MORE if self.said[n] or k in self.taken else ALIKE
        of_entry, of_line = self.left[n].total(), self.open[k].total()
        if shared > FEW or of_line <= of_entry:
            return shared >= least * min(of_entry, of_line)
        # So few words may stand in any line: they begin or end theirs.
        entry, line = self.entries[n], self.lines[k]
        return shared == of_entry and entry in (line[: len(entry)], line[-len(entry) :])

    def _beside(self, n: int, k: int) -> int:
        before = n > 0 and k - 1 in self.said[n - 1]
        return before + (n + 1 < len(self.said) and k + 1 in self.said[n + 1])


def _together(said: Sequence[Sequence[int]]) -> Iterator[LineGroup]:
    """Entries that share a line in one group, in the order of the lines."""
    now: LineGroup | None = None
    for n in sorted((n for n, each in enumerate(said) if each), key=lambda n: (said[n][0], n)):
        if now and said[n][0] <= now.lines[-1]:
            now.entries.append(n)
            now.lines = sorted({*now.lines, *said[n]})
            continue
        if now:
            yield now
        now = LineGroup([n], list(said[n]))
    if now:
        yield now


def _silent(said: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[int]]]:
    """Runs of entries that no line says, each with the line behind which they would stand."""
    behind, run = -1, list[int]()
    for n, each in enumerate(said):
        if not each:
            run.append(n)
            continue
        if run:
            yield behind, run
        behind, run = each[-1], []
    if run:
        yield behind, run
