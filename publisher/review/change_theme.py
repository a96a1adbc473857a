"""Draw a thread's cards in another theme: the next version, by the same drawing as the draft."""

from __future__ import annotations

from itertools import chain
from typing import Any

from cards import CardError, Theme
from cards.theme_file import list_themes
from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of, save_revision
from publisher.review.errors import NoTheme
from publisher.review.permissions import require_permission
from publisher.review.shape.card_shapes import spec_of
from publisher.review.shape.opened_content import open_content, settle_content
from publisher.thread.card_drawing import behind_of, draw_cards, draw_preview, look_of, shows_photo
from publisher.thread.card_specs import CardPhoto
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.thread.redrawing import in_step, with_alts, with_card_warnings


def redraw_cards(thread: Thread, *, rev: int, theme: str, who: Person) -> Revision:
    """Save the same words with cards in this theme. Raises NoTheme, NotAllowed, Stale or Closed."""
    require_permission(who, thread.account.newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    content = _in_theme(thread, newest.content, theme)
    return save_revision(thread, newest, content, who=who, why=f"Cards drawn in the {theme} theme")


def look_at(revision: Revision, theme: str) -> bytes:
    """The thread's first card in this theme, as a picture kept nowhere. Raises NoTheme."""
    specs = list(chain(*(post.get("specs", ()) for post in revision.content["posts"])))
    if theme not in list_themes() or not specs:
        raise NoTheme(f"there is no “{theme}” theme, or no card.")
    thread = revision.thread
    try:
        look = look_of(theme, thread.account.newsroom)
        behind = behind_of(thread.article) if shows_photo(specs[0]) else None
        return draw_preview(spec_of(specs[0]), look, behind)
    except CardError as error:
        raise NoTheme(str(error)) from error


def _in_theme(thread: Thread, content: dict[str, Any], theme: str) -> dict[str, Any]:
    if theme not in list_themes():
        raise NoTheme(f"there is no “{theme}” theme; there is {', '.join(list_themes())}.")
    look, behind = look_of(theme, thread.account.newsroom), behind_of(thread.article)
    changed = in_step(thread, open_content(content) | {"theme": theme})
    try:
        changed["posts"] = [_drawn(post, look, behind) for post in changed["posts"]]
    except CardError as error:
        raise NoTheme(str(error)) from error
    return settle_content(changed, limits_of(thread))


def _drawn(post: dict[str, Any], look: Theme, behind: CardPhoto | None) -> dict[str, Any]:
    specs, failed = [], list[str]()
    for spec in post["specs"]:
        (pictures,), why = draw_cards([spec_of(spec)], look, behind if shows_photo(spec) else None)
        specs.append(spec | {"drawn": with_alts(spec["drawn"], pictures)})
        failed += [caution.words for caution in why]
    return with_card_warnings(post | {"specs": specs}, *failed)
