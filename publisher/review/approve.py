"""The editor's decisions: approve, send back, cancel."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from publisher.accounts.models import Account, Person
from publisher.accounts.roles import Act
from publisher.review.edit import newest_of
from publisher.review.errors import Closed, NeedsReason, NoAccount, Stale
from publisher.review.rights import allow, four_eyes
from publisher.schedule.wall import AlreadyPast, zone_of
from publisher.thread.models import Post, Revision, Thread
from publisher.thread.moves import Overtaken, move
from publisher.thread.now import now as database_now
from publisher.thread.seal import hash_of, seal_of
from publisher.thread.states import ForbiddenMove
from publisher.thread.states import ThreadState as T

#: Pictures are handed over this long before a thread is due.
PREPARE_AHEAD = timedelta(minutes=15)
#: An approval lasts until the end of the day, and this long where a thread may be that late.
AT_LEAST = timedelta(hours=1)


def approve(
    thread: Thread,
    *,
    rev: int,
    who: Person,
    at: datetime | None = None,
    now: bool = False,
    wall: str = "",
    not_before: datetime | None = None,
    breaking: bool = False,
    late_after: int | None = None,
) -> None:
    """Approve the version that was read, for a time, for now, or without a time yet.

    Raises NotAllowed, OwnWork, Stale, Closed, NoAccount or AlreadyPast; then nothing is approved.
    """
    newsroom = thread.account.newsroom
    allow(who, newsroom, Act.APPROVE)
    revision = newest_of(thread, rev, "approved")
    four_eyes(who, newsroom, revision)
    usable(thread.account)
    moment = database_now()
    due = moment if now else at
    if due and due < moment - timedelta(minutes=1):
        raise AlreadyPast(wall or f"{due:%Y-%m-%d %H:%M}", "UTC" if not wall else newsroom.zone)
    late = thread.late_after if late_after is None else late_after
    start = max(filter(None, (due, not_before, moment)))
    conditions: dict[str, Any] = {
        "not_before": not_before,
        # What is due shortly before midnight may be late too.
        "approved_until": max(
            lapses(start, newsroom.zone), start + min(timedelta(seconds=late), AT_LEAST)
        ),
        "breaking": breaking,
        "late_after": late,
    }
    with transaction.atomic():
        _approve(thread, revision, who, conditions)
        if due:
            _schedule(thread, who, due, wall, moment)


def send_back(thread: Thread, *, rev: int, who: Person, why: str) -> None:
    """Return a thread to its writer, with a reason. Raises NotAllowed, NeedsReason, Stale, Closed."""
    allow(who, thread.account.newsroom, Act.SEND_BACK)
    if not why.strip():
        raise NeedsReason
    newest = newest_of(thread, rev, "sent back")
    _decide(thread, T.SENT_BACK, newest.rev, who=who, why=why.strip(), act="sent back")


def cancel(thread: Thread, *, rev: int, who: Person, why: str = "") -> None:
    """Drop a thread of which nothing is out. Raises NotAllowed, Stale or Closed."""
    allow(who, thread.account.newsroom, Act.SEND_BACK)
    with transaction.atomic():
        # A worker that is preparing it is fenced out by the new epoch, so the row is held first.
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        thread.refresh_from_db()
        newest = thread.revisions.filter(rev=thread.rev).first()
        if newest and newest.rev != rev:
            raise Stale(newest)
        undone = {"wake_at": None, "approved": None, "lease_until": None, "epoch": thread.epoch + 1}
        _decide(thread, T.CANCELLED, rev, who=who, why=why.strip(), act="cancelled", **undone)


def usable(account: Account) -> None:
    """Raise NoAccount where the account could not send."""
    if account.ended_at:
        raise NoAccount("it was disconnected. Connect it again under Accounts.")
    if account.install_id != settings.INSTALL_ID:
        raise NoAccount("another installation connected it. Connect it again under Accounts.")
    if not account.sealed:
        raise NoAccount("it has no token. Connect it again under Accounts.")


def lapses(due: datetime, zone: str) -> datetime:
    """The end of the intended local day, when an approval lapses by itself."""
    tz = zone_of(zone)
    after = due.astimezone(tz).date() + timedelta(days=1)
    return datetime.combine(after, time(), tz).astimezone(UTC)


def _approve(thread: Thread, revision: Revision, who: Person, conditions: dict[str, Any]) -> None:
    seal = seal_of(
        revision.content,
        account=thread.account,
        replies=thread.replies,
        not_before=conditions["not_before"],
        approved_until=conditions["approved_until"],
    )
    _close(revision, seal, who)
    _lay_out_posts(thread, len(seal["posts"]))
    _decide(
        thread,
        T.APPROVED,
        revision.rev,
        who=who,
        act="approved",
        why="",
        approved=revision,
        lease_until=None,
        # Looked at again when the approval lapses, where no time to send is set before.
        wake_at=conditions["approved_until"],
        **conditions,
    )


def _close(revision: Revision, seal: dict[str, Any], who: Person) -> None:
    revision.seal, revision.seal_hash = seal, hash_of(seal)
    revision.sealed_by, revision.sealed_at = who, database_now()
    revision.save(update_fields=["seal", "seal_hash", "sealed_by", "sealed_at"])


def _lay_out_posts(thread: Thread, total: int) -> None:
    thread.posts.update(reply_to=None)
    thread.posts.all().delete()
    before: Post | None = None
    for position in range(1, total + 1):
        before = Post.objects.create(thread=thread, position=position, reply_to=before)


def _schedule(thread: Thread, who: Person, due: datetime, wall: str, moment: datetime) -> None:
    zone = thread.account.newsroom.zone
    start = max(filter(None, (due, thread.not_before)))
    typed = wall or f"{due.astimezone(zone_of(zone)):%Y-%m-%d %H:%M}"
    move(
        thread,
        T.SCHEDULED,
        who=who,
        why=f"for {typed} ({zone})",
        due_at=due,
        due_zone=zone,
        due_wall=typed,
        wake_at=max(moment, start - PREPARE_AHEAD),
    )


def _decide(
    thread: Thread, after: T, rev: int, *, who: Person, why: str, act: str, **changes: Any
) -> None:
    try:
        move(thread, after, who=who, why=why, guard={"rev": rev}, **changes)
    except ForbiddenMove as error:
        raise Closed(thread.state, act) from error
    except Overtaken as error:
        # Somebody saved a new version, or moved the thread on.
        newest_of(thread, rev, act)
        raise Closed(thread.state, act) from error
