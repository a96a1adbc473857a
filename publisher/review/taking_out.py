"""Take one's own change out of a thread, so that somebody else's is left and one may approve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of, save_revision
from publisher.review.errors import NothingToTake
from publisher.review.permissions import require_permission
from publisher.review.shape.opened_content import open_content, settle_content
from publisher.thread.approvers import find_barred_approvers
from publisher.thread.clock import now
from publisher.thread.counting import limits_of
from publisher.thread.hands import keys_of
from publisher.thread.models import Revision, Thread

WHY = "Own change taken out"


def take_out(thread: Thread, *, rev: int, who: Person) -> Revision:
    """Save the thread without what this person did since it was approved last; others' changes stay.

    Where hers cannot be told from theirs it is the newest version she had no hand in. Raises
    NotAllowed, Stale, Closed, or NothingToTake where she began it.
    """
    require_permission(who, thread.account.newsroom, Act.EDIT)
    newest = newest_of(thread, rev)
    content = content_without(thread, newest, who)
    if content is None:
        raise NothingToTake
    return save_revision(thread, newest, content, who=who, why=WHY)


def content_without(thread: Thread, newest: Revision, who: Person) -> dict[str, Any] | None:
    """What would be left, or None where nothing can be."""
    rows = list(thread.revisions.filter(rev__lt=newest.rev).order_by("-rev"))
    free = [row for row in rows if not _has(row, thread, who)]
    if not free:
        return None
    tried = (_posts_of(newest, free, thread, who), free[0].content)
    return next((each for each in tried if each and _is_free(each, newest, thread, who)), None)


def _posts_of(
    newest: Revision, free: Sequence[Revision], thread: Thread, who: Person
) -> dict[str, Any] | None:
    """The newest version with each stretch of posts that she changed as it was before her."""
    now_, before = open_content(newest.content), open_content(free[0].content)
    steps = _steps(keys_of(before)[1:-1], keys_of(now_)[1:-1])
    moved = {key for step in steps if not step.old for key in step.keys}
    posts = list[Any]()
    for step in steps:
        # The place behind a stretch tells of what was cut there.
        places = [n + 1 for n in step.new] or [step.new.stop + 1]
        hers = not step.same and who.pk in find_barred_approvers(
            newest, _house(thread), among=places
        )
        back = hers or (not step.new and bool(moved.intersection(step.keys)))
        posts += [before["posts"][n] for n in step.old] if back else []
        posts += [] if back else [now_["posts"][n] for n in step.new]
    if who.pk in find_barred_approvers(newest, _house(thread), among=[0]):
        now_["numbering"] = before["numbering"]
        now_["replies"] = before.get("replies", "everyone")
    return settle_content(now_ | {"posts": posts}, limits_of(thread)) if posts else None


@dataclass(frozen=True, slots=True)
class _Step:
    """A stretch of the older version and what stands there now, by place from 0."""

    same: bool
    old: range
    new: range
    keys: tuple[str, ...]


def _steps(before: Sequence[str], after: Sequence[str]) -> list[_Step]:
    found = list[_Step]()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        apart = b - a == d - c and tag != "equal"
        pairs = [(n, n + 1, n - a + c, n - a + c + 1) for n in range(a, b)]
        for e, f, g, h in pairs if apart else [(a, b, c, d)]:
            keys = (*before[e:f], *after[g:h])
            found.append(_Step(tag == "equal", range(e, f), range(g, h), keys))
    return found


def _house(thread: Thread) -> Newsroom:
    return thread.account.newsroom


def _is_free(content: dict[str, Any], newest: Revision, thread: Thread, who: Person) -> bool:
    """Whether she would have no hand in this, as the next version of hers."""
    row = Revision(thread=thread, rev=newest.rev + 1, content=content, made_by=who, made_at=now())
    return content != newest.content and not _has(row, thread, who)


def _has(row: Revision, thread: Thread, who: Person) -> bool:
    row.thread = thread
    return who.pk in find_barred_approvers(row, _house(thread))
