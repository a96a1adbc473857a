"""Whose hands cannot be ruled out, word by word: beside the trace of `hands`, and simpler. Pure.

Words are counted without case, spaces and marks. Whoever brought more of a word than she took counts
where the last version says it more often than the approved one; whoever took more than she brought,
where it says it less often. Where the order is another, whoever changed any order counts. In doubt a
hand counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

Revs = frozenset[int]
Words = tuple[str, ...]
NONE: Revs = frozenset()
#: What a card says beside its alt text.
_SAID = ("heading", "text", "speaker")


@dataclass(frozen=True, slots=True)
class VersionWords:
    """A version: its post keys, and the words of each, with the head before them and the end behind."""

    rev: int
    by: frozenset[int]
    keys: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(slots=True)
class _Hand:
    """What one person did: words she brought less those she took, by which versions, and to the order."""

    net: Counter[str] = field(default_factory=Counter)
    brought: dict[str, Revs] = field(default_factory=lambda: defaultdict(frozenset))
    took: dict[str, Revs] = field(default_factory=lambda: defaultdict(frozenset))
    turned: Revs = NONE
    turned_words: set[str] = field(default_factory=set)


def drawn_in(contents: Iterable[Mapping[str, Any]]) -> dict[str, Words]:
    """What each card's first picture was drawn from, by its hash, as far as any version says it."""
    posts = chain.from_iterable(content["posts"] for content in contents)
    specs = chain.from_iterable(post.get("specs") or () for post in posts)
    return {spec["drawn"][0]["sha256"]: _spec(spec) for spec in specs if spec.get("drawn")}


def words_of(content: Mapping[str, Any], drawn: Mapping[str, Words]) -> tuple[Words, ...]:
    """The words of a version, place by place; `drawn` is of all versions, as old ones do not say it."""
    replies = f"replies {content.get('replies', 'everyone')}"
    head = (f"numbers {content.get('numbering', '')}", replies)
    return head, *(_post(post, drawn) for post in content["posts"]), ()


def _post(post: Mapping[str, Any], drawn: Mapping[str, Words]) -> Words:
    if post.get("dropped"):
        return ()
    answers = (f"answers {post['reply_to']}",) if "reply_to" in post else ()
    alts = (("card", *_words(card["alt"], "alt ")) for card in post["cards"])
    specs = [_spec(spec) for spec in post.get("specs") or () if not spec.get("dropped")]
    told = specs or [drawn.get(card["sha256"], ()) for card in post["cards"]]
    return (*answers, *_words(post["body"]), *chain(*alts), *chain(*told))


def _spec(spec: Mapping[str, Any]) -> Words:
    return tuple(chain(*(_words(str(spec.get(name) or ""), "card ") for name in _SAID)))


# Most posts are the same in every version.
@lru_cache(maxsize=2048)
def _words(text: str, before: str = "") -> Words:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(f"{before}{word}" for word in "".join(map(_spaced, plain)).split())


@lru_cache(maxsize=4096)
def _spaced(char: str) -> str:
    if unicodedata.category(char)[0] not in "LMNS":
        # A sign that nobody sees parts no word.
        return "" if unicodedata.category(char) == "Cf" else " "
    alone = unicodedata.category(char)[0] == "S" or unicodedata.east_asian_width(char) == "W"
    return f" {char} " if alone else char


def find_doubted_versions(
    steps: Sequence[VersionWords], among: Collection[int] | None, *, approved: bool
) -> Revs:
    """Versions with a hand in what the last one says otherwise than the first, which may be `approved`.

    `among` are the only places that count.
    """
    steps = _kept(steps)
    first, last = steps[0], steps[-1]
    # The trace knows what is in the first of all.
    if len(steps) == 1:
        return NONE
    hands = _hands(steps, approved=approved)
    gone, come = _apart(first, last, among)
    if not approved:
        come = {word for place in _places(last, among) for word in last.words[place]}
    had, said = _count(first), _count(last)
    gained = come & set(said - had if approved else said)
    # What nobody has approved may be told in other words; that it says less is somebody's cut.
    less = approved or len(last.words) < len(first.words) or said.total() < had.total()
    lost = gone & set(had - said) if less else set[str]()
    counted = chain(
        *(_counted(hand, gained, lost) for hand in hands.values()),
        _turned(first, last, hands, among),
    )
    return NONE.union(*counted)


def _kept(steps: Sequence[VersionWords]) -> list[VersionWords]:
    """Without what somebody changed and then took back herself, with nobody between."""
    kept = list[VersionWords]()
    for step in steps:
        at = len(kept)
        while at and kept[at - 1].by == step.by and kept[at - 1].words != step.words:
            at -= 1
        same = at and (kept[at - 1].keys, kept[at - 1].words) == (step.keys, step.words)
        kept = kept[:at] if same else [*kept, step]
    return kept


def _count(step: VersionWords) -> Counter[str]:
    return Counter(chain(*step.words))


def _hands(steps: Sequence[VersionWords], *, approved: bool) -> dict[int, _Hand]:
    hands: dict[int, _Hand] = defaultdict(_Hand)
    nothing = VersionWords(0, frozenset(), (), ())
    for before, now in pairwise(steps if approved else [nothing, *steps]):
        had, says = _count(before), _count(now)
        turned = _displaced(before, now)
        for who in now.by:
            hand = hands[who]
            hand.net.update(says)
            hand.net.subtract(had)
            for word in says - had:
                hand.brought[word] |= {now.rev}
            for word in had - says:
                hand.took[word] |= {now.rev}
            if turned:
                hand.turned |= {now.rev}
                hand.turned_words |= turned
    return hands


def _counted(hand: _Hand, gained: Iterable[str], lost: Iterable[str]) -> Iterator[Revs]:
    yield from (hand.brought[word] for word in gained if hand.net[word] > 0)
    yield from (hand.took[word] for word in lost if hand.net[word] < 0)


def _turned(
    first: VersionWords,
    last: VersionWords,
    hands: Mapping[int, _Hand],
    among: Collection[int] | None,
) -> Iterator[Revs]:
    """Who changed the order, or took away and brought back, where it is another now."""
    gone, come = _apart(first, last, among)
    words = _displaced(first, last) & (gone | come)
    moved = any(first.keys[n] in last.keys and first.words[n] for n in _left(first, last))
    for hand in hands.values() if words else ():
        took, brought = set(hand.took), set(hand.brought)
        back = took & brought
        if moved and (hand.turned or back):
            yield hand.turned.union(*(hand.took[w] | hand.brought[w] for w in back))
        touched = words & (took | brought)
        yield NONE.union(*(hand.took[w] | hand.brought[w] for w in touched))
        if words & hand.turned_words:
            yield hand.turned


def _left(first: VersionWords, last: VersionWords) -> Iterator[int]:
    """The places of the first that do not stand where they stood."""
    for same, olds, _ in _blocks(first.keys, last.keys):
        yield from () if same else olds


def _displaced(before: VersionWords, now: VersionWords) -> set[str]:
    """The words that both say, but not in the same order."""
    old, new = list(chain(*before.words)), list(chain(*now.words))
    left, more = Counter[str](), Counter[str]()
    for same, a, b in _blocks(old, new):
        if not same:
            left.update(old[a.start : a.stop])
            more.update(new[b.start : b.stop])
    return set(left & more)


def _apart(
    first: VersionWords, last: VersionWords, among: Collection[int] | None
) -> tuple[set[str], set[str]]:
    """The words of what stands otherwise than it did: as it was, and as it is."""
    gone, come = set[str](), set[str]()
    for olds, news in _stretches(first.keys, last.keys):
        # The place behind a stretch tells of what was cut there.
        places = news or range(news.start, news.start + 1)
        if among is None or not set(among).isdisjoint(places):
            gone.update(*(first.words[n] for n in olds))
            come.update(*(last.words[n] for n in news if among is None or n in among))
    return gone, come


def _stretches(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[range, range]]:
    for same, a, b in _blocks(olds, news):
        if len(a) == len(b):
            yield from () if same else ((a[n : n + 1], b[n : n + 1]) for n in range(len(a)))
        else:
            yield a, b


def _blocks(olds: Sequence[str], news: Sequence[str]) -> list[tuple[bool, range, range]]:
    """Stretches of two sequences; both ends that are the same cost next to nothing."""
    most = min(len(olds), len(news))
    head = next((n for n in range(most) if olds[n] != news[n]), most)
    most -= head
    tail = next((n for n in range(most) if olds[-1 - n] != news[-1 - n]), most)
    inner = olds[head : len(olds) - tail], news[head : len(news) - tail]
    steps = SequenceMatcher(None, *inner, autojunk=False).get_opcodes()
    return [
        (tag == "equal", range(a + head, b + head), range(c + head, d + head))
        for tag, a, b, c, d in steps
    ]


def _places(step: VersionWords, among: Collection[int] | None) -> list[int]:
    return [n for n in range(len(step.words)) if among is None or n in among]
