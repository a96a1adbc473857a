"""Draw a thread's cards in another theme: the next version, by the same drawing as the draft."""

from __future__ import annotations

import copy
from typing import Any

from cards import CardError
from cards.theme_file import names
from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Act
from publisher.networks.limits import Limits
from publisher.review.edit import newest_of, save
from publisher.review.errors import NoTheme
from publisher.review.rights import allow
from publisher.split import CardSpec
from publisher.thread.casting import spread
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
    changed = copy.deepcopy(content)
    look = look_of(theme, newsroom)
    pictures = [drawn(_specs(post), look)[0] for post in changed["posts"]]
    for post, cards in zip(changed["posts"], spread(pictures, limits.pictures)[0], strict=True):
        post["cards"] = cards
    changed["theme"] = theme
    return changed


def _specs(post: dict[str, Any]) -> list[CardSpec]:
    return [CardSpec(**spec) for spec in post.get("specs", ())]
