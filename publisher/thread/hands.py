"""Whose hands are in a version: who wrote, cut, moved or restored what it says. Pure.

Each word, mark, card and alt text of a version remembers the versions that put it there, and each gap
those that cut something out of it. What an approval has seen is nobody's any more. What comes back
after it was gone brings the hands it had. In doubt a hand counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from typing import Any

from publisher.thread.hand_doubts import VersionWords, drawn_in, find_doubted_versions, words_of

Revs = frozenset[int]
People = frozenset[int]
#: All that a post says as one text: its tokens, joined.
Key = str
Op = tuple[str, int, int, int, int]
#: A few words in a row.
Run = tuple[str, ...]
#: Whether it stayed, and the places in the older and the newer version.
Block = tuple[bool, range, range]
NONE: Revs = frozenset()
_TOKEN = re.compile(r"\s?\w+|\s?[^\w\s]|\s+")
#: So many words in a row that were gone are words that came back.
RUN = 3
#: No text that is stored has it.
_JOINT = "\0"
_POST, _BELOW, _DROPPED, _HEAD, _END = "¶", "¶¶", "¶ dropped", "¶ head", "¶ end"


@dataclass(frozen=True, slots=True)
class HandedVersion:
    """One version: who made it and who approved it, as keys of people, and what it says."""

    rev: int
    by: People
    content: Mapping[str, Any]
    approved_by: People = NONE


@dataclass(frozen=True, slots=True)
class Cell:
    """One token: the versions that put it there, `ever` and since the last approval, and that cut before it."""

    ever: Revs = NONE
    fresh: Revs = NONE
    cut: Revs = NONE


@dataclass(frozen=True, slots=True)
class PostTokens:
    """One post's tokens with their cells."""

    key: Key
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class _Trace:
    """What is remembered while versions are read one after the other.

    `known` are posts as they once were, `whole` whole versions, `lost` runs of words that were taken out; `left` by whom a
    post was changed, and `states` the versions whole, both since the last approval.
    """

    makers: dict[int, People] = field(default_factory=dict)
    known: dict[Key, tuple[Cell, ...]] = field(default_factory=dict)
    lost: dict[Run, Revs] = field(default_factory=lambda: defaultdict(frozenset))
    left: dict[Key, People] = field(default_factory=dict)
    states: dict[tuple[Key, ...], list[PostTokens]] = field(default_factory=dict)
    whole: dict[tuple[Key, ...], list[PostTokens]] = field(default_factory=dict)
    by: People = NONE


def find_hands(versions: Sequence[HandedVersion], among: Collection[int] | None = None) -> Revs:
    """The versions whose change still stands in the last one and was not approved by somebody else.

    `versions` are all of a thread's, the oldest first; `among` are the only posts that count, by
    place from 1. An approval by one of its own hands is none.
    """
    trace, state, base, steps = _Trace(), list[PostTokens](), list[Key](), list[VersionWords]()
    drawn = drawn_in(version.content for version in versions)
    for version in versions:
        trace.makers[version.rev] = version.by
        keys = keys_of(version.content)
        state = _next(state, keys, version, trace)
        steps.append(
            VersionWords(version.rev, version.by, tuple(keys), words_of(version.content, drawn))
        )
        if version is versions[-1]:
            break
        own = makers_of(_found(state, base, steps), trace.makers) if version.approved_by else NONE
        if version.approved_by - own:
            state, base = [_approved(each) for each in state], [each.key for each in state]
            trace.left, trace.states, steps = {}, {}, steps[-1:]
    return _found(state, base, steps, among) if versions else NONE


def _found(
    state: Sequence[PostTokens],
    base: Sequence[Key],
    steps: Sequence[VersionWords],
    among: Collection[int] | None = None,
) -> Revs:
    return _standing(state, base, among) | find_doubted_versions(steps, among, approved=bool(base))


def makers_of(revs: Revs, makers: Mapping[int, People]) -> People:
    """Who made these versions."""
    return frozenset(chain.from_iterable(makers[rev] for rev in revs))


def keys_of(content: Mapping[str, Any]) -> list[Key]:
    """What a version sends as tokens: how it is told, then post by post, then its end."""
    replies = f"replies {content.get('replies', 'everyone')}"
    head = _joined(_HEAD, f"numbers {content.get('numbering', '')}", replies)
    return [head, *(_key(post) for post in content["posts"]), _END]


def _key(post: Mapping[str, Any]) -> Key:
    if post.get("dropped"):
        return _DROPPED
    answers = (f"answers {post['reply_to']}",) if "reply_to" in post else ()
    cards = chain.from_iterable(_card(card) for card in post["cards"])
    # What was cut at the end of the words is told by what stands there whatever becomes of the cards.
    return _joined(_POST, *answers, *filter(None, (_words(post["body"]), _BELOW, *cards)))


def _card(card: Mapping[str, Any]) -> Iterator[Key]:
    yield f"card {card['sha256']}"
    # Other tokens than those of the post: the same words there are other words.
    yield _words(card["alt"], "alt ")


# Most posts are the same in every version.
@lru_cache(maxsize=1024)
def _words(text: str, before: str = "") -> Key:
    return _joined(*(f"{before}{token}" for token in _TOKEN.findall(text.replace(_JOINT, ""))))


def _joined(*tokens: str) -> Key:
    return _JOINT.join(tokens)


def _tokens(keys: Iterable[Key]) -> list[str]:
    return [token for key in keys for token in key.split(_JOINT)]


def _approved(said: PostTokens) -> PostTokens:
    return PostTokens(said.key, tuple(Cell(cell.ever) for cell in said.cells))


def _next(
    before: list[PostTokens], keys: list[Key], version: HandedVersion, trace: _Trace
) -> list[PostTokens]:
    """The next version's posts, each token with its hands."""
    # Who alone has changed it since a version was as this one takes only her own change back.
    if version.by != trace.by:
        trace.states, trace.by = {tuple(said.key for said in before): before}, version.by
    after = trace.states.get(tuple(keys)) or _changed(before, keys, version, trace)
    after = _with_hands(after, trace.whole.get(tuple(keys), ()))
    now = set(keys)
    trace.left |= {said.key: version.by for said in before if said.key not in now}
    trace.known |= {said.key: said.cells for said in after}
    trace.states[tuple(keys)] = trace.whole[tuple(keys)] = after
    return after


def _with_hands(said: list[PostTokens], once: Sequence[PostTokens]) -> list[PostTokens]:
    """A version as an earlier one was, with all its hands."""
    if not once or said is once:
        return said
    return [
        PostTokens(
            now.key,
            tuple(
                Cell(a.ever | b.ever, a.fresh | b.ever, a.cut | b.cut)
                for a, b in zip(now.cells, then.cells, strict=True)
            ),
        )
        for now, then in zip(said, once, strict=True)
    ]


def _changed(
    before: list[PostTokens], keys: list[Key], version: HandedVersion, trace: _Trace
) -> list[PostTokens]:
    blocks = _blocks([said.key for said in before], keys)
    moved = _moved([said.key for said in before], keys, blocks)
    found = {new: _touched(before[old], version.rev) for new, old in moved.items()}
    for same, olds, news in blocks:
        found |= {new: before[old] for old, new in zip(olds, news, strict=True)} if same else {}
    for same, olds, news in blocks:
        if not same:
            left = [before[old] for old in olds if old not in moved.values()]
            wanted = {new: keys[new] for new in news if new not in found}
            filled, cut, back = _filled(left, wanted, version, trace)
            found |= filled
            _mark(found, news.stop, cut, back)
    return [found[n] for n in range(len(keys))]


def _blocks(olds: Sequence[Key], news: Sequence[Key]) -> list[Block]:
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return [(tag == "equal", range(a, b), range(c, d)) for tag, a, b, c, d in steps]


def _moved(before: Sequence[Key], keys: Sequence[Key], blocks: Sequence[Block]) -> dict[int, int]:
    """New places of posts that stood elsewhere before, word for word, with their old ones."""
    spare: dict[Key, list[int]] = defaultdict(list)
    for same, olds, _ in blocks:
        for old in () if same else olds:
            spare[before[old]].append(old)
    fresh = [new for same, _, news in blocks if not same for new in news]
    return {new: spare[keys[new]].pop(0) for new in fresh if spare[keys[new]]}


def _touched(said: PostTokens, rev: int) -> PostTokens:
    first, *rest = said.cells
    mark = replace(first, ever=first.ever | {rev}, fresh=first.fresh | {rev})
    return PostTokens(said.key, (mark, *rest))


def _mark(found: dict[int, PostTokens], place: int, cut: Revs, back: Revs) -> None:
    """Say of the token behind a stretch what was cut before it, and what of that is put back."""
    if place in found:
        first, *rest = found[place].cells
        marked = replace(first, cut=(first.cut - back) | cut)
        found[place] = PostTokens(found[place].key, (marked, *rest))


def _filled(
    left: Sequence[PostTokens], wanted: Mapping[int, Key], version: HandedVersion, trace: _Trace
) -> tuple[dict[int, PostTokens], Revs, Revs]:
    """A stretch that changed: what was there before comes back with its hands, the rest is new.

    With it what was cut at its end, and which cuts are taken back.
    """
    known = {new: key for new, key in wanted.items() if key in trace.known}
    filled = {new: _restored(key, version, trace) for new, key in known.items()}
    worded = {new: key for new, key in wanted.items() if new not in known}
    cells, cut = _reworded(left, list(worded.values()), version, trace)
    filled |= dict(zip(worded, _divided(list(worded.values()), cells), strict=True))
    own = all(trace.left.get(key) == version.by for key in known.values())
    mine = frozenset(rev for rev, by in trace.makers.items() if by == version.by)
    # What comes back stands in the place of what goes, where it says all that others said there.
    instead = bool(known) and not _missing(left, known.values(), version, trace)
    return filled, NONE if instead else cut, mine if known and own else NONE


def _missing(
    left: Sequence[PostTokens], known: Iterable[Key], version: HandedVersion, trace: _Trace
) -> Counter[str]:
    """The words that others put into what goes, and that what comes back does not say."""
    words = Counter[str]()
    for said in left:
        for token, cell in zip(_tokens([said.key]), said.cells, strict=True):
            if token[-1].isalnum() and not _own([cell], version, trace):
                words[token.strip()] += 1
    return words - Counter(token.strip() for token in _tokens(known))


def _restored(key: Key, version: HandedVersion, trace: _Trace) -> PostTokens:
    """A post as it once was. Who takes back her own change has no hand in what was there before."""
    more = NONE if trace.left.get(key) == version.by else frozenset({version.rev})
    cells = (Cell(cell.ever | more, cell.ever | more, cell.cut) for cell in trace.known[key])
    return PostTokens(key, tuple(cells))


def _reworded(
    left: Sequence[PostTokens], wanted: Sequence[Key], version: HandedVersion, trace: _Trace
) -> tuple[list[Cell], Revs]:
    """The cells of these tokens, and what was cut behind the last of them."""
    old = _tokens(said.key for said in left)
    cells = list(chain.from_iterable(said.cells for said in left))
    new = _tokens(wanted)
    steps = _steps(old, new)
    lost = dict[Run, list[Cell]]()
    for tag, a, b, _, _ in steps:
        if tag != "equal":
            lost |= {run: [cells[a + at] for at in places] for run, places in _runs(old[a:b])}
    made, cut = list[Cell](), NONE
    for tag, a, b, c, d in steps:
        if tag == "equal":
            first, *rest = cells[a:b]
            made += [replace(first, cut=first.cut | cut), *rest]
            cut = NONE
            continue
        cut = _cut(cells[a:b], version, trace)
        if c < d:
            # Who writes other words in their place answers for what had been cut there before.
            first, *rest = _written(new[c:d], version, lost, trace)
            made += [replace(first, cut=cut & {version.rev}), *rest]
            cut = NONE
    for run, cells_ in lost.items():
        trace.lost[run] |= NONE.union(*(cell.ever for cell in cells_))
    return made, cut


def _steps(old: Sequence[str], new: Sequence[str]) -> list[Op]:
    """As of a SequenceMatcher, quick where little changed."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    most -= head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    inner = old[head : len(old) - tail], new[head : len(new) - tail]
    steps = SequenceMatcher(None, *inner, autojunk=False).get_opcodes()
    middle = [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in steps]
    before = [("equal", 0, head, 0, head)] if head else []
    after = [("equal", len(old) - tail, len(old), len(new) - tail, len(new))] if tail else []
    return [*before, *middle, *after]


def _cut(gone: Sequence[Cell], version: HandedVersion, trace: _Trace) -> Revs:
    """What a gap says: who cut there before, and now, unless she takes out what only she put in."""
    before = NONE.union(*(cell.cut for cell in gone))
    return before if _own(gone, version, trace) else before | {version.rev}


def _own(cells: Sequence[Cell], version: HandedVersion, trace: _Trace) -> bool:
    """Whether who made this version alone put these words in, and nobody has approved them."""
    makers = [makers_of(cell.fresh, trace.makers) for cell in cells]
    return all(by and by <= version.by for by in makers)


def _written(
    tokens: Sequence[str], version: HandedVersion, moved: Mapping[Run, list[Cell]], trace: _Trace
) -> list[Cell]:
    """Cells of words put in; words that were there before, some in a row, bring their hands."""
    revs = [frozenset({version.rev})] * len(tokens)
    for run, places in _runs(tokens):
        # Words only moved are as approved as they were.
        fresh = NONE.union(*(cell.fresh for cell in moved.get(run, ())))
        for at in places:
            revs[at] |= fresh or trace.lost.get(run, NONE)
    return [Cell(each, each) for each in revs]


def _runs(tokens: Sequence[str]) -> Iterator[tuple[Run, list[int]]]:
    """Each few words in a row, and their places; marks between them do not count."""
    words = [n for n, token in enumerate(tokens) if token[-1].isalnum()]
    for n in range(len(words) - RUN + 1):
        places = words[n : n + RUN]
        yield tuple(tokens[at].strip() for at in places), places


def _divided(keys: Sequence[Key], cells: Sequence[Cell]) -> Iterator[PostTokens]:
    at = 0
    for key in keys:
        size = key.count(_JOINT) + 1
        yield PostTokens(key, tuple(cells[at : at + size]))
        at += size


def _standing(
    state: Sequence[PostTokens], base: Sequence[Key], among: Collection[int] | None
) -> Revs:
    """The versions that differ by what they put in, moved or cut from the approved one, `base`."""
    keys = [said.key for said in state]
    ordered = _common(keys, base) == _common(base, keys)
    times, were = Counter(keys), Counter(base)
    revs, apart = NONE, False
    for same, _, news in _blocks(base, keys):
        for place in news:
            if among is None or place in among:
                whole = same and times[keys[place]] == were[keys[place]]
                gap = apart and place == news.start
                revs |= _counted(state[place].cells, whole=whole, ordered=ordered, gap=gap)
        apart = not same
    return revs


def _counted(cells: Sequence[Cell], *, whole: bool, ordered: bool, gap: bool) -> Revs:
    """Of a post that stands as it was approved, `whole`, only its place counts, and what stood before it."""
    if not whole:
        return NONE.union(*(cell.fresh | cell.cut for cell in cells))
    moved = NONE if ordered else cells[0].fresh
    return moved | (cells[0].cut if gap else NONE)


def _common(keys: Sequence[Key], others: Sequence[Key]) -> list[Key]:
    there = set(others)
    return [key for key in keys if key in there]
