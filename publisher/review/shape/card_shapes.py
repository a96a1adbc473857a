"""A post's cards: drop one, bring it back, other words or kind, its alt text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, get_args

from publisher.networks.limits import Limits
from publisher.review.shape.errors import NoSuchCard, NoSuchChoice, WrongAlt
from publisher.review.shape.opened_content import Content, by_hand, post_at, with_posts
from publisher.split import CardSpec
from publisher.split.draft_model import CardKind
from publisher.split.quotations import parse_signed_quotation
from publisher.thread.agreeing import WORDS
from publisher.thread.source_ledger import card_words

KINDS: tuple[str, ...] = get_args(CardKind)
FIELDS = ("kind", "heading", "text", "speaker")
_BETWEEN = " — "


def card_at(content: Content, position: int, card: int) -> dict[str, Any]:
    """A card of a post, from 0, dropped or not. Raises NoSuchPost, NoSuchCard."""
    specs = post_at(content, position)["specs"]
    if not 0 <= card < len(specs):
        raise NoSuchCard(position)
    return dict(specs[card])


def drop_card(content: Content, position: int, card: int) -> Content:
    """The post without this card, which is kept beside it."""
    return _with(content, position, card, card_at(content, position, card) | {"dropped": True})


def bring_back(content: Content, position: int, card: int) -> Content:
    """The post with a card that was dropped."""
    return _with(content, position, card, card_at(content, position, card) | {"dropped": False})


def change_alt_texts(
    content: Content, position: int, card: int, alts: Sequence[str], limits: Limits
) -> Content:
    """Other alt texts for the pictures of a card. Raises WrongAlt."""
    spec = card_at(content, position, card)
    beside = card_words(spec)
    drawn = [
        picture
        if alt == picture["alt"]
        else by_hand(picture | {"alt": _alt(alt, limits), "beside": beside}, "alt")
        for picture, alt in zip(spec["drawn"], alts, strict=False)
    ]
    return _with(content, position, card, spec | {"drawn": [*drawn, *spec["drawn"][len(drawn) :]]})


def cast_as(spec: dict[str, Any], kind: str, text: str, speaker: str) -> CardSpec:
    """The card as another kind and with other words; a speaker stays said. Raises NoSuchChoice."""
    if kind not in KINDS:
        raise NoSuchChoice(kind)
    if kind == "quotation" and not speaker and (found := parse_signed_quotation(text)):
        text, speaker = found
    if kind != "quotation" and speaker:
        text, speaker = f"{text}{_BETWEEN}{speaker}", ""
    return CardSpec(cast("CardKind", kind), spec["heading"], text, speaker)


def replace_card_drawing(
    content: Content, position: int, card: int, spec: CardSpec, drawn: Sequence[dict[str, Any]]
) -> Content:
    """The card as it was drawn anew with words written by hand."""
    before = by_hand(card_at(content, position, card), WORDS) | {"followed": False}
    words = {name: getattr(spec, name) for name in FIELDS}
    return _with(content, position, card, before | words | {"drawn": list(drawn)})


def spec_of(spec: dict[str, Any]) -> CardSpec:
    """What is drawn, of what a version keeps of a card."""
    return CardSpec(**{name: spec[name] for name in FIELDS})


def _alt(alt: str, limits: Limits) -> str:
    if not alt or len(alt) > limits.alt:
        raise WrongAlt(max(0, len(alt) - limits.alt))
    return alt


def replace_card(content: Content, position: int, card: int, spec: dict[str, Any]) -> Content:
    """The post with this card in the place of one it has."""
    post = post_at(content, position)
    specs = [*post["specs"][:card], spec, *post["specs"][card + 1 :]]
    return with_posts(content, position, 1, post | {"specs": specs})


def _with(content: Content, position: int, card: int, spec: dict[str, Any]) -> Content:
    return replace_card(content, position, card, by_hand(spec, "card"))
