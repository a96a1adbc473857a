"""Draw the cards that follow changed words, by the same drawing as the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards import CardError, Theme
from publisher.split import CardSpec, Caution
from publisher.thread.agreeing import (
    ALT,
    CARD,
    WORDS,
    CardRedrawing,
    Content,
    Fields,
    find_cards_to_redraw,
)
from publisher.thread.card_drawing import behind_of, look_of, pictures_of, shows_photo
from publisher.thread.card_specs import CardPhoto
from publisher.thread.counting import serialise_cautions
from publisher.thread.models import Thread
from publisher.thread.revision_content import Drawn

FIELDS = ("kind", "heading", "text", "speaker")


def in_step(
    thread: Thread, content: Content, before: Content | None = None, among: Sequence[int] = ()
) -> dict[str, Any]:
    """An opened content with the cards that follow its posts drawn anew; `before` is it before an edit.

    `among` are the posts, from 1, whose cards may be drawn; all where none is named.
    """
    wanted = [
        step
        for step in find_cards_to_redraw(content, before)
        if not among or step.post + 1 in among
    ]
    posts = list(content["posts"])
    if wanted:
        look = look_of(content.get("theme") or thread.theme, thread.account.newsroom)
        behind = behind_of(thread.article)
    for step in wanted:
        posts[step.post] = _follows(posts[step.post], step, look, behind)
    return {**content, "posts": posts}


def drawn_anew(
    spec: dict[str, Any], fields: Fields, look: Theme, behind: CardPhoto | None
) -> tuple[dict[str, Any], str]:
    """The card with these words, and why it could not be drawn, if it could not."""
    wanted = CardSpec(**{name: fields[name] for name in FIELDS})
    try:
        drawn, why = pictures_of(wanted, look, behind if shows_photo(spec) else None), ""
    except CardError as error:
        drawn, why = [], str(error)
    return spec | fields | {
        "drawn": with_alts(spec["drawn"], drawn),
        "followed": True,
        "bare": False,
    }, why


def without_hand(spec: dict[str, Any]) -> dict[str, Any]:
    """The card as if no editor had written its words or alt texts."""
    hand = [each for each in spec.get("hand", ()) if each not in {WORDS, CARD}]
    drawn = [
        picture | {"hand": [each for each in picture.get("hand", ()) if each != ALT]}
        for picture in spec["drawn"]
    ]
    return spec | {"hand": hand, "drawn": drawn}


def with_alts(before: Sequence[Drawn], after: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Pictures drawn anew keep the alt texts that an editor wrote, while there are as many of them."""
    if len(before) != len(after):
        return [dict(picture) for picture in after]
    pairs = zip(before, after, strict=True)
    kept = ("alt", "hand", "beside")
    return [
        {**new, **({name: old[name] for name in kept if name in old} if old.get("hand") else {})}
        for old, new in pairs
    ]


def _follows(
    post: dict[str, Any], step: CardRedrawing, look: Theme, behind: CardPhoto | None
) -> dict[str, Any]:
    specs = list(post["specs"])
    before = specs[step.card]
    specs[step.card], why = drawn_anew(before, step.fields, look, behind)
    return with_card_warnings(post | {"specs": specs}, why, _lost(before, specs[step.card]))


def with_card_warnings(post: dict[str, Any], *why: str) -> dict[str, Any]:
    """The post with what is to be said of its cards; what was said is gone once all are drawn."""
    whole = all(spec["drawn"] for spec in post["specs"])
    kept = [each for each in post["warnings"] if each["kind"] != "card" or not whole]
    more = serialise_cautions((Caution("card", words, 0, 0) for words in why if words), "")
    return post | {"warnings": [*kept, *(each for each in more if each not in kept)]}


def _lost(before: dict[str, Any], after: dict[str, Any]) -> str:
    """What is said where alt texts by hand do not fit the pictures any more."""
    gone = [p["alt"] for p in before["drawn"] if ALT in p.get("hand", ())]
    if not gone or len(before["drawn"]) == len(after["drawn"]):
        return ""
    said = " ".join(f"“{alt}”" for alt in gone)
    return f"The card takes another number of pictures now, so the alt text you wrote was dropped: {said}"
