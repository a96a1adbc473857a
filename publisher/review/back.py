"""Go back to an older version. It is saved as the newest, so nothing of the history is lost."""

from __future__ import annotations

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of, save
from publisher.review.errors import Stale
from publisher.review.rights import allow
from publisher.review.shape.errors import NoSuchVersion, Unchanged
from publisher.thread.models import Revision, Thread


def go_back(thread: Thread, *, rev: int, to: int, who: Person) -> Revision:
    """Save what version `to` says as the next one; to undo is to go back to the one before.

    Raises NotAllowed, Stale, Closed, NoSuchVersion or Unchanged. Pressed twice it is done once.
    """
    allow(who, thread.account.newsroom, Act.EDIT)
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
    if old.content == newest.content:
        raise Unchanged
    return save(thread, newest, old.content, who=who, why=why)
