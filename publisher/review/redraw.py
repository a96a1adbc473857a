"""Draw a thread's cards in another theme: the next version, by the same drawing as the draft."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
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
from publisher.thread.casting import Behind
from publisher.thread.content import Drawn
from publisher.thread.drawing import behind_of, drawn, look_of, preview, shows_photo
from publisher.thread.models import Revision, Thread
from publisher.thread.words import limits_of


def redraw(thread: Thread, *, rev: int, theme: str, who: Person) -> Revision:
    """Save the same words with cards in this theme. Raises NoTheme, NotAllowed, Stale or Closed."""
    newsroom = thread.account.newsroom
    allow(who, newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    behind = behind_of(thread.article)
    content = _in_theme(newest.content, theme, newsroom, limits_of(thread), behind)
    return save(thread, newest, content, who=who, why=f"Cards drawn in the {theme} theme")


def look_at(revision: Revision, theme: str) -> bytes:
    """The thread's first card in this theme, as a picture kept nowhere. Raises NoTheme."""
    specs = list(chain(*(post.get("specs", ()) for post in revision.content["posts"])))
    if theme not in names() or not specs:
        raise NoTheme(f"there is no “{theme}” theme, or no card.")
    thread = revision.thread
    try:
        look = look_of(theme, thread.account.newsroom)
        behind = behind_of(thread.article) if shows_photo(specs[0]) else None
        return preview(spec_of(specs[0]), look, behind)
    except CardError as error:
        raise NoTheme(str(error)) from error


def _in_theme(
    content: dict[str, Any], theme: str, newsroom: Newsroom, limits: Limits, behind: Behind | None
) -> dict[str, Any]:
    if theme not in names():
        raise NoTheme(f"there is no “{theme}” theme; there is {', '.join(names())}.")
    look, changed = look_of(theme, newsroom), opened(content)
    for spec in chain(*(post["specs"] for post in changed["posts"])):
        (pictures,), _ = drawn([spec_of(spec)], look, behind if shows_photo(spec) else None)
        spec["drawn"] = with_alts(spec["drawn"], pictures)
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
