"""A card's words beside what the posts say of the same part of the source, and how they follow. Pure.

Where an editor changed words in a post or took them out, what a card says of them follows. What the
splitter never put into a post the card goes on telling as the source does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from publisher.thread.aligned import ENDS, places_of
from publisher.thread.changed_words import Hunk
from publisher.thread.line_matching import FEW
from publisher.thread.passages import Passages, Unit
from publisher.thread.tokens import (
    QUOTES,
    Token,
    gist_of,
    is_furniture,
    is_meaningful,
    is_sign,
    is_weighty,
    join_tokens,
    signs_of,
    tokenize_text,
)

#: Quotation marks as tokens have them.
QUOTATION = frozenset('"「」『』')


@dataclass(slots=True)
class TokenGap:
    """What lies between two tokens that source, posts and card share."""

    units: list[Unit] = field(default_factory=list)
    shown: Sequence[Token] = ()
    left: Unit | None = None
    right: Unit | None = None

    @property
    def was(self) -> list[Token]:
        return [token for unit in self.units for token in unit.was]

    @property
    def now(self) -> list[Token]:
        return [token for unit in self.units for token in unit.now]

    @property
    def hunks(self) -> list[Hunk]:
        return [unit.hunk for unit in self.units if unit.hunk]

    @property
    def told(self) -> bool:
        beside = self.units or [unit for unit in (self.left, self.right) if unit]
        return any(unit.told for unit in beside)

    @property
    def inside(self) -> bool:
        """Whether the card shows words on both sides of it."""
        return self.left is not None and self.right is not None


def chunks_of(
    units: Sequence[Unit], shown: Sequence[Token]
) -> Iterator[TokenGap | tuple[Unit, Token]]:
    """Shared tokens one by one, with the chunks between them."""
    body = [token.key for token in shown]
    runs = [[token.key for token in _expected(unit, body)] for unit in units]
    places = places_of([key for run in runs for key in run], body, rough=True)
    firsts = [0, *accumulate(map(len, runs))]
    chunk, at = TokenGap(), 0
    for unit, first in zip(units, firsts, strict=False):
        place = -1 if unit.hunk else places[first]
        if place < 0:
            chunk.units.append(unit)
            continue
        chunk.shown, chunk.right = shown[at:place], unit
        yield chunk
        yield unit, shown[place]
        chunk, at = TokenGap(left=unit), place + 1
    chunk.shown = shown[at:]
    yield chunk


def _expected(unit: Unit, body: Sequence[str]) -> Sequence[Token]:
    """What a card is looked through for: a change only where it says it, so that what is beside it is found."""
    if not unit.hunk:
        return unit.was
    keys = [token.key for token in unit.now]
    stands = any(list(body[n : n + len(keys)]) == keys for n in range(len(body) - len(keys) + 1))
    return unit.now if stands else ()


def update_card_words(of: Passages, text: str, *, by_hand: bool = False) -> str:
    """The words of a card as they are to be now that the posts say what they say.

    Those `by_hand` keep all their own, and change only where they say what was changed.
    """
    shown = tokenize_text(text)
    if of.plain and [unit.was[0].key for unit in of.units] == [token.key for token in shown]:
        return text
    done: list[Token] = []
    anew = False
    for step in chunks_of(of.units, shown):
        if isinstance(step, tuple):
            unit, token = step
            gap = unit.now[0].gap if anew and unit.told else token.gap
            done.append(token._replace(gap=gap if done else ""))
            anew = False
            continue
        anew = _mends(of, step) if by_hand else _takes(of, step)
        done += step.now if anew else step.shown
    return join_tokens(done)


def apply_unique_changes(of: Passages, text: str) -> str:
    """Words by hand with each change in them that they say once, wherever that is."""
    shown = tokenize_text(text)
    for unit in of.units:
        was = [token.key for token in unit.was if unit.hunk]
        places = [n for n in range(len(shown)) if [t.key for t in shown[n : n + len(was)]] == was]
        if was and unit.now and len(places) == 1:
            at = places[0]
            first = unit.now[0]._replace(gap=shown[at].gap)
            shown[at : at + len(was)] = [first, *unit.now[1:]]
    return join_tokens(shown)


def _mends(of: Passages, chunk: TokenGap) -> bool:
    """Whether words written by hand say here what was changed, so that the same change is theirs."""
    same = gist_of(chunk.shown) == gist_of(chunk.was) and (chunk.inside or bool(gist_of(chunk.was)))
    return bool(chunk.hunks) and same and _changed(of, chunk, says=False)


def _takes(of: Passages, chunk: TokenGap) -> bool:
    """Whether the card is to say here what the posts say."""
    if not chunk.units and not chunk.shown:
        return False
    says = gist_of(chunk.shown) == gist_of(chunk.now)
    if chunk.hunks:
        return _changed(of, chunk, says=says)
    return chunk.told and not says


def _changed(of: Passages, chunk: TokenGap, *, says: bool) -> bool:
    if not chunk.was and all(hunk.edge for hunk in chunk.hunks):
        return _edge(of, chunk, says=says)
    return bool(gist_of(chunk.now)) or not is_said_elsewhere(of, chunk.was)


def is_said_elsewhere(of: Passages, was: Sequence[Token]) -> bool:
    """Whether words an editor took out stand on a line of their own by now."""
    words = {token.key for token in was if is_meaningful(token)}
    return len(words) >= FEW and any(words <= line for line in of.heard.own)


def _edge(of: Passages, chunk: TokenGap, *, says: bool) -> bool:
    """Words set before or behind the passage: its sentence goes on in them, or they are others."""
    if _is_quoted(chunk):
        return True
    if says or is_furniture(chunk.now) or _list_number(chunk):
        return bool(gist_of(chunk.shown)) and not says
    units = [unit for unit in chunk.units if unit.hunk]
    if any(same_sentence(of, unit) for unit in units) or gist_of(chunk.shown):
        return True
    return any(unit.hunk is not None and of.new_edge(unit.entry, unit.hunk) for unit in units)


def _is_quoted(chunk: TokenGap) -> bool:
    """Whether quotation marks were set there, which the card does not have."""
    marks = [token.key for token in chunk.now if token.key in QUOTATION]
    return marks != [token.key for token in chunk.shown if token.key in QUOTATION]


def _list_number(chunk: TokenGap) -> bool:
    """Whether it is only the number of a point in a list."""
    keys = [token.key for token in chunk.now]
    return chunk.left is None and len(keys) == 2 and keys[0].isdecimal() and keys[1] in {".", ")"}  # noqa: PLR2004 - the number and its stop


def same_sentence(of: Passages, unit: Unit) -> bool:
    """Whether words at an edge belong to the sentence beside them."""
    hunk, read = unit.hunk, of.heard.read(unit.entry)
    if hunk is None or is_furniture(hunk.now):
        return False
    if all(is_sign(token) or is_furniture([token]) for token in hunk.now):
        return True
    if hunk.edge == "after":
        behind = [token for token in read[: hunk.start] if token.key not in QUOTES][-1:]
        return not behind or behind[0].key not in ENDS | {":"}
    last = [token for token in hunk.now if token.key not in QUOTES][-1:]
    return not last or last[0].key not in ENDS | {":"}


def find_unsupported_words(
    of: Passages, text: str, known: Sequence[Token] = (), *, strict: bool
) -> list[str]:
    """What words written by hand say that the posts do not.

    `known` may be said beside; unless it is `strict` only numbers, names and denials are asked for.
    """
    shown = tokenize_text(text)
    steps = [step for step in chunks_of(of.units, shown) if isinstance(step, TokenGap)]
    changed = [step for step in steps if step.hunks and _changed(of, step, says=False)]
    old = _old(of, changed)
    stays = [unit for unit in of.units if not unit.hunk]
    stays += [unit for step in steps if step not in changed for unit in step.units]
    fine = {
        *gist_of(of.said),
        *gist_of(t for unit in stays for t in unit.was),
        *gist_of(known),
    } - old
    asked = shown if strict else [t for t in shown if is_weighty(t) or _name(t, shown)]
    found = [
        t.text
        for t in asked
        if is_meaningful(t) and t.key.casefold() not in fine and not is_furniture([t])
    ]
    found = found or [words for step in changed if (words := _contrary(step))]
    return found or ([] if not strict else _turned_signs(shown, [*of.said, *known]))


def _turned_signs(shown: Sequence[Token], said: Sequence[Token]) -> list[str]:
    """The signs of a text, where they stand in another order, or more often, than they are said."""
    rest = iter(signs_of(said))
    return [] if all(sign in rest for sign in signs_of(shown)) else signs_of(shown)


def find_lacking_signs(of: Passages, text: str, *, strict: bool) -> list[str]:
    """The signs that posts say, and that words written by hand leave away.

    Unless it is `strict` only those that an editor put in: an alt text may tell of others in words.
    """
    put_in = (
        Counter(signs_of(unit.now)) - Counter(signs_of(unit.was)) for unit in of.units if unit.hunk
    )
    said = Counter(signs_of(of.said)) if strict else sum(put_in, Counter[str]())
    return [*(said - Counter(signs_of(tokenize_text(text))))]


def _old(of: Passages, changed: Sequence[TokenGap]) -> set[str]:
    """Words that were replaced or taken out."""
    gone = [t for step in changed for unit in step.units if unit.hunk for t in unit.was]
    return {*gist_of(gone)} - {*gist_of(of.said)}


def _contrary(chunk: TokenGap) -> str:
    """The words with which a card still says what was changed here, or lacks what was put in."""
    shown, now, was = gist_of(chunk.shown), gist_of(chunk.now), gist_of(chunk.was)
    if shown == now:
        return ""
    if was and now and shown == was:
        return join_tokens(chunk.shown)
    beside = [u.was[0].text for u in (chunk.left, chunk.right) if u and u.was]
    return " ".join(beside) if not was and not shown and chunk.inside else ""


def _name(token: Token, shown: Sequence[Token]) -> bool:
    before = [each for each in shown if each.end <= token.start][-1:]
    begins = not before or before[0].key in ENDS | QUOTES | {":"}
    return token.key[0].isupper() and not begins
