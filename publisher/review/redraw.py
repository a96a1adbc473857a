"""Draw a thread's cards in another theme: the next version, by the same drawing as the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cards import CardError
from cards.theme_file import names
from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.edit import newest_of, save
from publisher.review.errors import NoTheme
from publisher.review.rights import allow
from publisher.review.shape.cards import spec_of
from publisher.review.shape.content import opened, settled
from publisher.split import CardSpec
from publisher.thread.content import Drawn
from publisher.thread.drawing import drawn, look_of, preview
from publisher.thread.models import Revision, Thread
from publisher.thread.words import limits_of


def redraw(thread: Thread, *, rev: int, theme: str, who: Person) -> Revision:
    """Save the same words with cards in this theme. Raises NoTheme, NotAllowed, Stale or Closed."""
    newsroom = thread.account.newsroom
    allow(who, newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    content = _in_theme(newest.content, theme, newsroom, limits_of(thread))
    return save(thread, newest, content, who=who, why=f"Cards drawn in the {theme} theme")


def look_at(revision: Revision, theme: str) -> bytes:
    """The thread's first card in this theme, as a picture kept nowhere. Raises NoTheme."""
    specs = [spec for post in revision.content["posts"] for spec in _specs(post)]
    if theme not in names() or not specs:
        raise NoTheme(f"there is no “{theme}” theme, or no card.")
    try:
        return preview(specs[0], look_of(theme, revision.thread.account.newsroom))
    except CardError as error:
        raise NoTheme(str(error)) from error


def _in_theme(
    content: dict[str, Any], theme: str, newsroom: Newsroom, limits: Limits
) -> dict[str, Any]:
    if theme not in names():
        raise NoTheme(f"there is no “{theme}” theme; there is {', '.join(names())}.")
    look, changed = look_of(theme, newsroom), opened(content)
    for post in changed["posts"]:
        pictures, _ = drawn(_specs(post), look)
        for spec, drawn_now in zip(post["specs"], pictures, strict=True):
            spec["drawn"] = with_alts(spec["drawn"], drawn_now)
    return settled(changed | {"theme": theme}, limits)


def with_alts(before: Sequence[Drawn], after: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Pictures drawn anew of the same words keep the alt texts that an editor wrote."""
    if len(before) != len(after):
        return [dict(picture) for picture in after]
    pairs = zip(before, after, strict=True)
    kept = ("alt", "hand")
    return [
        {**new, **({name: old[name] for name in kept} if old.get("hand") else {})}
        for old, new in pairs
    ]


def _specs(post: Mapping[str, Any]) -> list[CardSpec]:
    return [spec_of(spec) for spec in post.get("specs", ())]
