"""Go back to an older version. It is saved as the newest, so nothing of the history is lost."""

from __future__ import annotations

from typing import Any

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of, save_revision
from publisher.review.errors import Stale
from publisher.review.permissions import require_permission
from publisher.review.shape.errors import NoSuchVersion, Unchanged
from publisher.review.shape.opened_content import open_content, settle_content
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.thread.redrawing import in_step


def go_back(thread: Thread, *, rev: int, to: int, who: Person) -> Revision:
    """Save what version `to` says as the next one; to undo is to go back to the one before.

    Raises NotAllowed, Stale, Closed, NoSuchVersion or Unchanged. Pressed twice it is done once.
    """
    require_permission(who, thread.account.newsroom, Act.EDIT)
    why = f"Back to version {to}"
    try:
        newest = newest_of(thread, rev)
    except Stale as stale:
        pressed = (stale.newest.rev, stale.newest.made_by, stale.newest.why)
        if pressed == (rev + 1, who, why):
            return stale.newest
        raise
    old = thread.revisions.filter(rev=to).first()
    if old is None:
        raise NoSuchVersion(to)
    content = _with_cards(thread, old.content)
    if content == newest.content:
        raise Unchanged
    return save_revision(thread, newest, content, who=who, why=why)


def _with_cards(thread: Thread, content: dict[str, Any]) -> dict[str, Any]:
    """What the version says, word for word; only cards that said something else follow their posts."""
    old = open_content(content)
    followed = in_step(thread, old)
    return content if followed == old else settle_content(followed, limits_of(thread))
