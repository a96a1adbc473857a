"""What cards and alt texts say beside their posts, and what is doubtful about it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.networks.limits import Limits
from publisher.split import Caution, find_cautions

#: What can be doubtful in a picture or its description: nothing in them can be pressed or counted.
_KINDS = frozenset({"stale", "quotation", "direction", "character"})
_CARD, _ALT = "the card", "the alt text"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a card that its post does not say: `field` is where they stand in it."""

    position: int
    card: int
    field: str
    text: str

    @property
    def where(self) -> str:
        return _ALT if self.field.startswith("alt") else _CARD


def find_card_cautions(
    posts: Sequence[Mapping[str, Any]], limits: Limits
) -> Iterator[tuple[Wording, Caution]]:
    """Everything to look at on cards and in alt texts that no post was flagged for already."""
    for position, post in enumerate(posts, 1):
        for card, spec in enumerate(post.get("specs", ())):
            if spec.get("dropped") or not spec.get("drawn"):
                continue
            known = _flagged(posts, post, spec)
            for field, text in _texts(post, spec):
                wording = Wording(position, card, field, text)
                found = [*_long(wording, limits), *find_cautions(_whole(field, text, spec), limits)]
                yield from ((wording, each) for each in found if _counts(each, text, known))


def _texts(post: Mapping[str, Any], spec: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The words of a card that do not stand in its post, and alt texts that an editor wrote."""
    said = " ".join(post["body"].split())
    fields = ("heading", "text", "speaker") if spec["kind"] == "bullet" else ("text", "speaker")
    for field in fields:
        if spec[field] and " ".join(spec[field].split()) not in said:
            yield field, spec[field]
    for n, picture in enumerate(spec["drawn"]):
        if picture.get("hand"):
            yield f"alt{n}", picture["alt"]


def _whole(field: str, text: str, spec: Mapping[str, Any]) -> str:
    """A quotation is looked at with who said it."""
    return f"{text} — {spec['speaker']}" if field == "text" and spec["speaker"] else text


def _flagged(
    posts: Sequence[Mapping[str, Any]], post: Mapping[str, Any], spec: Mapping[str, Any]
) -> set[tuple[str, str]]:
    """What is asked of the posts that tell the same: what they are to say instead, their card follows."""
    told = {tell[0] for tell in spec.get("shows", ())}
    same = (p for p in posts if p is post or told & {tell[0] for tell in p.get("tells", ())})
    return {(each["kind"], each["words"]) for p in same for each in p["warnings"]}


def _counts(caution: Caution, text: str, known: set[tuple[str, str]]) -> bool:
    if caution.kind == "alt":
        return True
    words = text[caution.start : caution.end]
    return caution.kind in _KINDS and (caution.kind, words) not in known


def _long(wording: Wording, limits: Limits) -> Iterator[Caution]:
    over = len(wording.text) - limits.alt
    if wording.field.startswith("alt") and over > 0:
        yield Caution("alt", f"{over} over what {limits.title} takes ({limits.alt}).", 0, 0)
