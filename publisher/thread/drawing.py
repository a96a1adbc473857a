"""The one way a thread's cards are drawn: by a worker for the draft, by the desk to look and redraw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cards import Card, CardError, Theme, lay_out
from cards import draw as draw_card
from publisher.accounts.models import Newsroom
from publisher.split import CardSpec, Caution
from publisher.thread.casting import card_of
from publisher.thread.models import Picture


def look_of(theme: str, newsroom: Newsroom) -> Theme:
    """A theme by name, with the newsroom's name on it. Raises ThemeError."""
    return Theme.load(theme or newsroom.theme).with_wordmark(newsroom.name)


def drawn(
    specs: Iterable[CardSpec], theme: Theme
) -> tuple[list[list[dict[str, Any]]], list[Caution]]:
    """Draw and keep the pictures of each card; one that cannot be drawn is told of, and has none."""
    kept: list[list[dict[str, Any]]] = []
    cautions: list[Caution] = []
    for spec in specs:
        try:
            kept.append(pictures_of(spec, theme))
        except CardError as error:
            kept.append([])
            cautions.append(Caution("card", str(error), 0, 0))
    return kept, cautions


def pictures_of(spec: CardSpec, theme: Theme) -> list[dict[str, Any]]:
    """Draw and keep the pictures of one card: several where its words take them. Raises CardError."""
    return [_kept(card, theme) for card in lay_out(card_of(spec), theme)]


def preview(spec: CardSpec, theme: Theme) -> bytes:
    """The first card of a spec as it would be drawn, kept nowhere. Raises CardError."""
    return draw_card(lay_out(card_of(spec), theme)[0], theme).png


def _kept(card: Card, theme: Theme) -> dict[str, Any]:
    picture = draw_card(card, theme)
    values = {
        "content": picture.png,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
    }
    Picture.objects.get_or_create(sha256=picture.sha256, defaults=values)
    shown = {name: values[name] for name in ("media_type", "width", "height")}
    return {"kind": card.kind, "sha256": picture.sha256, "alt": picture.alt, **shown}
