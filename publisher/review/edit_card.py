"""Change one card of a post: its kind, words and alt text. What is drawn is drawn as for the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cards import CardError
from publisher.accounts.models import Person
from publisher.networks.limits import Limits
from publisher.review.edit import apply_change
from publisher.review.shape import card_shapes
from publisher.review.shape.errors import CardNotDrawn, NoSuchChoice
from publisher.review.shape.opened_content import Content
from publisher.split import CardSpec
from publisher.thread.agreeing import Fields, told_card_at
from publisher.thread.card_drawing import behind_of, look_of, pictures_of, shows_photo
from publisher.thread.models import Revision, Thread
from publisher.thread.redrawing import FIELDS, drawn_anew, without_hand

#: The fields of a card whose words the desk proposes to change.
_MENDED = ("heading", "text", "speaker")


@dataclass(frozen=True, slots=True)
class CardEdit:
    """A card as an editor wants it; `alts` are those of its pictures."""

    kind: str
    text: str
    speaker: str
    alts: Sequence[str]


def save_card_edit(
    thread: Thread, *, rev: int, position: int, card: int, wanted: CardEdit, who: Person
) -> Revision:
    """Save another card as the next version.

    Raises NoSuchCard, NoSuchChoice, CardNotDrawn, WrongAlt, NotAllowed, Stale, Closed or Unchanged.
    """

    def shape(content: Content, limits: Limits) -> Content:
        before = card_shapes.card_at(content, position, card)
        spec = card_shapes.cast_as(before, wanted.kind, wanted.text, wanted.speaker)
        if spec != card_shapes.spec_of(before):
            drawn = _drawn(thread, content, spec, photo=shows_photo(before))
            content = card_shapes.replace_card_drawing(content, position, card, spec, drawn)
        if any(_changed(before, wanted)):
            content = card_shapes.change_alt_texts(
                content, position, card, _alts(content, before), limits
            )
        return content

    def _alts(content: Content, before: dict[str, Any]) -> list[str]:
        """What was typed where it was typed, else what the card says by itself."""
        now = card_shapes.card_at(content, position, card)["drawn"]
        typed = [*wanted.alts, *(picture["alt"] for picture in now[len(wanted.alts) :])]
        changed = [*_changed(before, wanted), *(False for _ in now)]
        return [
            alt if new else picture["alt"]
            for alt, new, picture in zip(typed, changed, now, strict=False)
        ]

    why = f"Card of post {position} changed"
    return apply_change(thread, rev=rev, shape=shape, who=who, why=why)


def apply_proposed_wording(
    thread: Thread, *, rev: int, position: int, card: int, field: str, words: str, who: Person
) -> Revision:
    """Save a card, or an alt text of it, with the words the desk proposed for those that are stale.

    Raises NoSuchCard, NoSuchChoice, CardNotDrawn, WrongAlt, NotAllowed, Stale, Closed or Unchanged.
    """

    def shape(content: Content, limits: Limits) -> Content:
        before = card_shapes.card_at(content, position, card)
        alts = [f"alt{n}" for n in range(len(before["drawn"]))]
        if field in alts:
            now = [p["alt"] for p in before["drawn"]]
            now[alts.index(field)] = words
            return card_shapes.change_alt_texts(content, position, card, now, limits)
        if field not in _MENDED:
            raise NoSuchChoice(field)
        look = look_of(content.get("theme") or thread.theme, thread.account.newsroom)
        fields = {name: before[name] for name in FIELDS} | {field: words}
        spec, why = drawn_anew(before, fields, look, behind_of(thread.article))
        if why:
            raise CardNotDrawn(why)
        return card_shapes.replace_card(content, position, card, spec)

    why = f"Card of post {position} changed"
    return apply_change(thread, rev=rev, shape=shape, who=who, why=why)


def from_the_posts(thread: Thread, *, rev: int, position: int, card: int, who: Person) -> Revision:
    """Save a card that says what the posts say, and alt texts that say what the card does.

    Raises NoSuchCard, CardNotDrawn, NotAllowed, Stale, Closed or Unchanged.
    """

    def shape(content: Content, limits: Limits) -> Content:
        del limits
        before = card_shapes.card_at(content, position, card)
        return _with(content, before, told_card_at(content, position, card).from_the_posts)

    def _with(content: Content, before: dict[str, Any], fields: Fields) -> Content:
        look = look_of(content.get("theme") or thread.theme, thread.account.newsroom)
        spec, why = drawn_anew(without_hand(before), fields, look, behind_of(thread.article))
        if why:
            raise CardNotDrawn(why)
        return card_shapes.replace_card(content, position, card, spec)

    why = f"Card of post {position} drawn from the posts"
    return apply_change(thread, rev=rev, shape=shape, who=who, why=why)


def _changed(before: dict[str, Any], wanted: CardEdit) -> list[bool]:
    pairs = zip(wanted.alts, before["drawn"], strict=False)
    return [alt != picture["alt"] for alt, picture in pairs]


def _drawn(
    thread: Thread, content: Content, spec: CardSpec, *, photo: bool
) -> list[dict[str, Any]]:
    look = look_of(content.get("theme") or thread.theme, thread.account.newsroom)
    try:
        return pictures_of(spec, look, behind_of(thread.article) if photo else None)
    except CardError as error:
        raise CardNotDrawn(str(error)) from error
