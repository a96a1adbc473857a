"""Where every word of the source stands: in a post, on a card, or left out and why. Pure.

An entry is one part of the source; `rest` are its stretches of words in no post, each with why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from publisher.thread.alignment import Word, find_told_words, split_words

ON_CARD = "only on a card"
TAKEN_OUT = "taken out by an editor"

Entry = dict[str, Any]
Posts = Sequence[Mapping[str, Any]]


def ledger_of(entries: Sequence[Mapping[str, Any]], posts: Posts) -> list[Entry]:
    """The same parts, with where the words of each stand now."""
    read = [split_words(entry["text"]) for entry in entries]
    spoken = [_where(read, post["tells"], post["body"]) for post in posts]
    shown = set[tuple[int, int]]().union(*(_on_cards(read, post) for post in posts))
    told = _posts(spoken)
    return [_entry(dict(entry), read[n], told[n], shown, n) for n, entry in enumerate(entries)]


def _posts(spoken: Sequence[set[tuple[int, int]]]) -> dict[int, dict[int, list[int]]]:
    """By entry and word of it, the numbers of the posts that say it."""
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, each in enumerate(spoken, 1):
        for entry, word in each:
            found[entry][word].append(number)
    return found


def card_words(spec: Mapping[str, Any]) -> str:
    """All that a card says."""
    heading = spec["heading"] if spec["kind"] == "bullet" else ""
    return f"{heading}\n{spec['text']}\n{spec['speaker']}"


def _where(read: Sequence[Sequence[Word]], tells: Any, text: str) -> set[tuple[int, int]]:
    return set(find_told_words(read, tells, text))


def _on_cards(read: Sequence[Sequence[Word]], post: Mapping[str, Any]) -> set[tuple[int, int]]:
    shown = [spec for spec in post["specs"] if spec["drawn"] and not spec.get("dropped")]
    return set[tuple[int, int]]().union(
        *(_where(read, spec["shows"], card_words(spec)) for spec in shown)
    )


def _entry(
    entry: Entry,
    read: Sequence[Word],
    told: Mapping[int, Sequence[int]],
    shown: set[tuple[int, int]],
    number: int,
) -> Entry:
    why = [_why(entry, n in told, (number, n) in shown) for n in range(len(read))]
    posts = sorted({post for n in range(len(read)) for post in told.get(n, ())})
    rest = list(_rest(read, why))
    whole = rest[0]["why"] if rest and not posts else ""
    return entry | {"posts": posts, "rest": rest, "left_out": whole or _wordless(entry, read)}


def _why(entry: Mapping[str, Any], told: bool, shown: bool) -> str:
    if told:
        return ""
    return ON_CARD if shown else entry.get("reason") or TAKEN_OUT


def _rest(read: Sequence[Word], why: Sequence[str]) -> Iterator[dict[str, Any]]:
    for reason, group in groupby(zip(read, why, strict=True), key=lambda pair: pair[1]):
        stretch = [word for word, _ in group]
        if reason:
            yield {"start": stretch[0].start, "end": stretch[-1].end, "why": reason}


def _wordless(entry: Mapping[str, Any], read: Sequence[Word]) -> str:
    """A bullet's dot or a separator is no word, but its reason is told."""
    return "" if read else entry.get("reason") or ""
