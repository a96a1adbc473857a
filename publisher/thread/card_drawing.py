"""The one way a thread's cards are drawn: by a worker for the draft, by the desk to look and redraw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cards import CardError, Theme
from publisher.accounts.models import Newsroom
from publisher.accounts.policy import public_name
from publisher.outside import work
from publisher.outside.drawn import Drawn
from publisher.outside.errors import is_passing
from publisher.split import CardSpec, Caution, DraftPost
from publisher.thread.card_specs import CardPhoto, card_of
from publisher.thread.counting import serialise_cautions
from publisher.thread.models import Article, Picture

#: Between the words on a card and what its photo shows, in the alt text.
SEEN = "In the photo:"


def look_of(theme: str, newsroom: Newsroom) -> Theme:
    """A theme by name, with the newsroom's name on it. Raises ThemeError."""
    return Theme.load(theme or newsroom.theme).with_wordmark(public_name(newsroom))


def behind_of(article: Article) -> CardPhoto | None:
    """The article's lead photo, for the first of its cards."""
    if article.photo is None:
        return None
    return CardPhoto(bytes(article.photo.content), article.photo_credit, article.photo_alt)


def shows_photo(spec: Mapping[str, Any]) -> bool:
    """Whether this card of a version was drawn with the photo, wherever its post stands by now."""
    return any(picture.get("photo") for picture in spec.get("drawn", ()))


def draw_cards(
    specs: Iterable[CardSpec], theme: Theme, behind: CardPhoto | None = None
) -> tuple[list[list[dict[str, Any]]], list[Caution]]:
    """Draw and keep the pictures of each card, a headline's over its photo if there is one.

    One that cannot be drawn is told of, and has none. Raises CardError where that may be otherwise
    in a minute: a card is not left out because a machine was busy.
    """
    kept: list[list[dict[str, Any]]] = []
    cautions: list[Caution] = []
    for spec in specs:
        try:
            kept.append(pictures_of(spec, theme, behind))
        except CardError as error:
            if is_passing(error):
                raise
            kept.append([])
            cautions.append(Caution("card", str(error), 0, 0))
    return kept, cautions


def drawn_posts(
    posts: Iterable[DraftPost], theme: Theme, behind: CardPhoto | None
) -> tuple[list[list[list[dict[str, Any]]]], list[list[dict[str, Any]]]]:
    """The same for every post of a draft: pictures, and what is to be said of those missing.

    The photo stands behind the first post's headline only. Raises CardError as `draw_cards` does.
    """
    each = [draw_cards(post.cards, theme, None if n else behind) for n, post in enumerate(posts)]
    return [pictures for pictures, _ in each], [
        serialise_cautions(cautions, "") for _, cautions in each
    ]


def pictures_of(
    spec: CardSpec, theme: Theme, behind: CardPhoto | None = None
) -> list[dict[str, Any]]:
    """Draw and keep the pictures of one card: several where its words take them. Raises CardError."""
    return [_kept(each, behind) for each in work.draw_pictures(card_of(spec, behind), theme)]


def draw_preview(spec: CardSpec, theme: Theme, behind: CardPhoto | None = None) -> bytes:
    """The first card of a spec as it would be drawn, kept nowhere. Raises CardError."""
    return work.draw_first_picture(card_of(spec, behind), theme).content


def _kept(picture: Drawn, behind: CardPhoto | None) -> dict[str, Any]:
    values = {
        "content": picture.content,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }
    Picture.objects.get_or_create(sha256=picture.sha256, defaults=values)
    shown = {name: values[name] for name in ("media_type", "width", "height")}
    card_is = {"kind": picture.kind, "sha256": picture.sha256, "alt": picture.alt, **shown}
    if not (behind and picture.photo):
        return card_is
    seen = f"{picture.alt}\n{SEEN} {behind.alt}" if picture.part == 1 else picture.alt
    return card_is | {"alt": seen, "photo": True}
