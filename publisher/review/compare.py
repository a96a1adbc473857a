"""What became of a thread between two versions: posts moved, split, put together, changed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from publisher.networks.text_match import reduce_to_letters
from publisher.review.post_preview import diff_words
from publisher.review.text_runs import TextRun

Post = Mapping[str, Any]
#: Posts that share less than this are one left out and one new.
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class WordChange:
    """One change in words; `pieces` show it where it is one of words."""

    what: str
    pieces: tuple[TextRun, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceStep:
    """Old places that became new ones, from 0: one and one, one and many, many and one, or none."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


@dataclass(slots=True)
class _Pairing:
    """Which posts of two versions belong together; what is not paired yet is `left`."""

    old: Sequence[Post]
    new: Sequence[Post]
    steps: list[PlaceStep] = field(default_factory=list)

    @property
    def left(self) -> tuple[list[int], list[int]]:
        taken = [
            set[int]().union(*(getattr(s, side) for s in self.steps)) for side in ("old", "new")
        ]
        sides = (range(len(self.old)), range(len(self.new)))
        olds, news = ([n for n in r if n not in gone] for r, gone in zip(sides, taken, strict=True))
        return olds, news


def list_changes(
    before: Mapping[str, Any], after: Mapping[str, Any], *, whole: bool = False
) -> list[WordChange]:
    """What changed between two versions' contents, in the order of the newer; `whole` cuts nothing."""
    old, new = before["posts"], after["posts"]
    redrawn = before.get("theme") != after.get("theme")
    found = list(_of_thread(before, after))
    for step in align_posts(old, new):
        found += _of_posts(step, old, new, whole=whole)
        if len(step.old) == len(step.new) == 1:
            pair = (old[step.old[0]], new[step.new[0]])
            found += _of_cards(step.new[0] + 1, *pair, redrawn=redrawn, whole=whole)
    return found


def align_posts(old: Sequence[Post], new: Sequence[Post]) -> list[PlaceStep]:
    """Every post of both versions in exactly one step."""
    pairing = _Pairing(old, new)
    for pair in (_same, _elsewhere, _split, _together, _alike):
        pairing.steps += list(pair(pairing))
    gone, came = pairing.left
    pairing.steps += [*(PlaceStep((n,), ()) for n in gone), *(PlaceStep((), (n,)) for n in came)]
    return sorted(pairing.steps, key=lambda step: step.new[0] if step.new else step.old[0])


def _same(pairing: _Pairing) -> Iterator[PlaceStep]:
    a, b = ([post["body"] for post in posts] for posts in (pairing.old, pairing.new))
    for i, j, size in SequenceMatcher(a=a, b=b, autojunk=False).get_matching_blocks():
        yield from (PlaceStep((i + n,), (j + n,)) for n in range(size))


def _elsewhere(pairing: _Pairing) -> Iterator[PlaceStep]:
    olds, news = pairing.left
    for i in olds:
        body = pairing.old[i]["body"]
        found = next((j for j in news if pairing.new[j]["body"] == body), None)
        if found is not None:
            news.remove(found)
            yield PlaceStep((i,), (found,), moved=True)


def _split(pairing: _Pairing) -> Iterator[PlaceStep]:
    olds, news = pairing.left
    for i in olds:
        if parts := _run(pairing.old[i], pairing.new, news):
            news = [j for j in news if j not in parts]
            yield PlaceStep((i,), parts)


def _together(pairing: _Pairing) -> Iterator[PlaceStep]:
    olds, news = pairing.left
    for j in news:
        if parts := _run(pairing.new[j], pairing.old, olds):
            olds = [i for i in olds if i not in parts]
            yield PlaceStep(parts, (j,))


def _run(one: Post, many: Sequence[Post], free: Sequence[int]) -> tuple[int, ...]:
    """The posts that follow each other, two or more, and together say what this one says."""
    wanted = reduce_to_letters(one["body"])
    for first in free:
        said, parts = "", []
        for n in range(first, len(many)):
            said += reduce_to_letters(many[n]["body"])
            parts.append(n)
            if n not in free or not wanted.startswith(said):
                break
            if said == wanted and len(parts) > 1:
                return tuple(parts)
    return ()


def _alike(pairing: _Pairing) -> Iterator[PlaceStep]:
    olds, news = pairing.left
    for i in olds:
        likes = [(_likeness(pairing.old[i], pairing.new[j], i == j), -abs(i - j), j) for j in news]
        best, _, j = max(likes, default=(0.0, 0, -1))
        if best >= ALIKE:
            news.remove(j)
            yield PlaceStep((i,), (j,), moved=False)


def _likeness(one: Post, other: Post, here: bool) -> float:
    # Words written anew in the same place are a change of that post, with the same cards or not.
    words = SequenceMatcher(None, one["body"], other["body"], autojunk=False)
    alike = words.ratio() if words.quick_ratio() >= ALIKE else 0.0
    return max(alike, ALIKE if here else 0.0)


def _of_thread(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[WordChange]:
    if before.get("theme") != after.get("theme"):
        yield WordChange(f"Cards drawn in the {after.get('theme') or 'house'} theme")
    if before.get("numbering") != after.get("numbering"):
        yield WordChange(f"Numbered “{after['numbering']}”, before “{before['numbering']}”")
    old, new = before.get("replies", "everyone"), after.get("replies", "everyone")
    if old != new:
        yield WordChange(f"Who may reply: {new}, before {old}")


def _of_posts(
    step: PlaceStep, old: Sequence[Post], new: Sequence[Post], *, whole: bool
) -> Iterator[WordChange]:
    was, now = _places(step.old), _places(step.new)
    if not step.new:
        yield WordChange(f"Post {was} was left out", (TextRun(old[step.old[0]]["body"], "del"),))
    elif not step.old:
        yield WordChange(f"Post {now} is new", (TextRun(new[step.new[0]]["body"], "ins"),))
    elif len(step.new) > 1:
        yield WordChange(f"Post {was} was split into {now}")
    elif len(step.old) > 1:
        yield WordChange(f"Posts {was} became one, now {now}")
    elif step.moved:
        yield WordChange(f"Post {was} moved to {now}")
    elif old[step.old[0]]["body"] != new[step.new[0]]["body"]:
        name = f"Post {now}" if was == now else f"Post {was}, now {now}"
        bodies = (old[step.old[0]]["body"], new[step.new[0]]["body"])
        yield WordChange(name, diff_words(*bodies, whole=whole))


def _of_cards(
    position: int, old: Post, new: Post, *, redrawn: bool, whole: bool
) -> Iterator[WordChange]:
    pairs = zip_longest(old["cards"], new["cards"])
    for n, (was, now) in enumerate(pairs, 1):
        which = f" {n}" if max(len(old["cards"]), len(new["cards"])) > 1 else ""
        if now is None:
            yield WordChange(f"Card{which} of post {position} taken away")
        elif was is None:
            yield WordChange(f"Card{which} of post {position} is new")
        elif was["alt"] != now["alt"]:
            words = diff_words(was["alt"], now["alt"], whole=whole)
            what = "Card" if was["sha256"] != now["sha256"] and not redrawn else "Alt text of card"
            yield WordChange(f"{what}{which} of post {position}", words)
        elif was["sha256"] != now["sha256"] and not redrawn:
            yield WordChange(f"Card{which} of post {position} drawn anew")


def _places(places: Sequence[int]) -> str:
    named = [str(n + 1) for n in places]
    return " and ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
