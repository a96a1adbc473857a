"""The editor's decisions: approve, send back, cancel."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Unpack

from django.conf import settings
from django.db import transaction

from publisher.accounts.models import Account, Person
from publisher.accounts.rights import wants_two
from publisher.accounts.roles import Act
from publisher.delivery.claim import PREPARE_AHEAD
from publisher.delivery.refusal_checks import find_refusals, of_content
from publisher.review.edit import newest_of
from publisher.review.embargo_reading import require_embargo_read
from publisher.review.errors import (
    Again,
    CardDiffers,
    Closed,
    EmbargoStands,
    NeedsReason,
    NoAccount,
    NotAsRead,
    PictureGone,
    Stale,
    WouldRefuse,
)
from publisher.review.lifting import tell_embargo
from publisher.review.permissions import four_eyes, require_permission
from publisher.review.stood import as_stood
from publisher.review.terms import Terms, changes_embargo, conditions_of, due_of, embargo_of
from publisher.schedule.local_time import GRACE, zone_of
from publisher.schedule.next_slot import lock_schedule
from publisher.thread.card_questions import describe_refusal, find_unanswered_clashes
from publisher.thread.clock import now as database_now
from publisher.thread.duplicate_posts import likeness_of
from publisher.thread.models import Picture, Post, Revision, Thread
from publisher.thread.seal import fingerprint_of, hash_of, seal_of
from publisher.thread.states import ForbiddenMove
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread
from publisher.web.templatetags.desk import Wall, full


def approve(thread: Thread, *, rev: int, who: Person, **terms: Unpack[Terms]) -> None:
    """Approve the version that was read, on these terms.

    Raises NotAllowed, OwnWork, Stale, Closed, Again, NoAccount, PictureGone, EmbargoUnread, CardDiffers,
    NotAsRead, NoSlots, SlotGone, TimePassed, ChangedMeanwhile, EmbargoStands, AlreadyPast or
    WouldRefuse; then nothing is approved.
    """
    newsroom = thread.account.newsroom
    require_permission(who, newsroom, Act.APPROVE)
    with transaction.atomic():
        # Two editors at once: the second finds the slot taken, or the version approved.
        lock_schedule(thread.account)
        revision = newest_of(thread, rev, "approved")
        _once(thread, revision)
        four_eyes(who, newsroom, revision)
        require_usable_account(thread.account)
        require_stored_cards(revision)
        require_embargo_read(thread, revision)
        require_matching_cards(revision)
        moment = database_now()
        as_stood(thread, terms, moment)
        if changes_embargo(thread, terms, moment):
            _tell_embargo(thread, who, embargo_of(thread, terms), moment)
        due = due_of(thread, terms, moment)
        require_no_refusals(thread, revision, due or moment)
        conditions = conditions_of(thread, terms, due, moment)
        _approve(thread, revision, who, conditions, terms.get("seen", ""))
        if due:
            _schedule(thread, who, due, terms.get("wall", ""), moment)


def _tell_embargo(thread: Thread, who: Person, until: datetime | None, moment: datetime) -> None:
    """Leave a row of an embargo that the approval changes. Raises EmbargoStands where that is for two."""
    if wants_two(thread.account.newsroom):
        raise EmbargoStands(
            full(thread.not_before or moment, Wall(thread.account.newsroom.zone, moment))
        )
    tell_embargo(thread, until, who, moment)


def send_back(thread: Thread, *, rev: int, who: Person, why: str) -> None:
    """Return a thread to its writer, with a reason. Raises NotAllowed, NeedsReason, Stale, Closed."""
    require_permission(who, thread.account.newsroom, Act.SEND_BACK)
    if not why.strip():
        raise NeedsReason
    newest = newest_of(thread, rev, "sent back")
    _decide(thread, T.SENT_BACK, newest.rev, who=who, why=why.strip(), act="sent back")


def cancel(thread: Thread, *, rev: int, who: Person, why: str = "") -> None:
    """Drop a thread of which nothing is out. Raises NotAllowed, Stale or Closed."""
    require_permission(who, thread.account.newsroom, Act.SEND_BACK)
    with transaction.atomic():
        # A worker that is preparing it is fenced out by the new epoch, so the row is held first.
        Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
        thread.refresh_from_db()
        newest = thread.revisions.filter(rev=thread.rev).first()
        if newest and newest.rev != rev:
            raise Stale(newest)
        undone = {"wake_at": None, "approved": None, "lease_until": None, "epoch": thread.epoch + 1}
        _decide(thread, T.CANCELLED, rev, who=who, why=why.strip(), act="cancelled", **undone)


def require_usable_account(account: Account) -> None:
    """Raise NoAccount where the account could not send."""
    if account.ended_at:
        raise NoAccount("it was disconnected. Connect it again under Accounts.")
    if account.install_id != settings.INSTALL_ID:
        raise NoAccount("another installation connected it. Connect it again under Accounts.")
    if not account.sealed:
        raise NoAccount("it has no token. Connect it again under Accounts.")


def require_stored_cards(revision: Revision) -> None:
    """Raise PictureGone where a card of this version is not in the database any more."""
    wanted = {
        card["sha256"]: position
        for position, post in enumerate(revision.content["posts"], 1)
        for card in post["cards"]
    }
    there = Picture.objects.filter(pk__in=wanted).values_list("pk", flat=True)
    lost = wanted.keys() - set(there)
    if lost:
        raise PictureGone(min(wanted[each] for each in lost))


def require_matching_cards(revision: Revision) -> None:
    """Raise CardDiffers where a card or its alt text says something else than the thread."""
    if found := find_unanswered_clashes(revision.thread, revision.content):
        raise CardDiffers(describe_refusal(found))


def require_no_refusals(thread: Thread, revision: Revision, moment: datetime) -> None:
    """Raise WouldRefuse where the network is sure to refuse a post of it at that moment."""
    posts = of_content(revision.content)
    found = [each for each in find_refusals(thread, posts, moment) if each.sure]
    if found:
        raise WouldRefuse(thread.account.network.title(), found)


def told_when(thread: Thread, moment: datetime) -> str:
    """What an approved thread is approved for, as the end of a sentence."""
    wall = Wall(thread.account.newsroom.zone, moment)
    start = max(filter(None, (thread.due_at, thread.not_before)), default=None)
    if thread.due_at is None or start is None:
        return ", without a time"
    if start > moment + GRACE:
        return f" for {full(start, wall)}"
    return " and goes out now"


def _once(thread: Thread, revision: Revision) -> None:
    if thread.state in {T.APPROVED, T.SCHEDULED} and thread.approved_id == revision.pk:
        raise Again(revision, told_when(thread, database_now()))


def _approve(
    thread: Thread, revision: Revision, who: Person, conditions: dict[str, Any], seen: str
) -> None:
    seal = seal_of(
        revision.content,
        account=thread.account,
        replies=thread.replies,
        not_before=conditions["not_before"],
        approved_until=conditions["approved_until"],
    )
    if seen and seen != fingerprint_of(seal):
        raise NotAsRead
    _close(revision, seal, who)
    _lay_out_posts(thread, seal)
    _decide(
        thread,
        T.APPROVED,
        revision.rev,
        who=who,
        act="approved",
        why=_conditions(thread, conditions),
        approved=revision,
        lease_until=None,
        # A time it had before is given anew below, or is none any more.
        due_at=None,
        due_zone="",
        due_wall="",
        # Looked at again when the approval lapses, where no time to send is set before.
        wake_at=conditions["approved_until"],
        **conditions,
    )


def _conditions(thread: Thread, conditions: dict[str, Any]) -> str:
    """The conditions an approval was given on, for its Move; nothing where there are none."""
    zone, embargo = thread.account.newsroom.zone, conditions["not_before"]
    until = f"{embargo.astimezone(zone_of(zone)):%Y-%m-%d %H:%M} ({zone})" if embargo else ""
    said = [
        *(["breaking"] if conditions["breaking"] else []),
        *([f"embargo until {until}"] if until else []),
        *(["it does not lapse"] if conditions["approved_until"] is None else []),
    ]
    return ", ".join(said)


def _close(revision: Revision, seal: dict[str, Any], who: Person) -> None:
    revision.seal, revision.seal_hash = seal, hash_of(seal)
    revision.sealed_by, revision.sealed_at = who, database_now()
    revision.save(update_fields=["seal", "seal_hash", "sealed_by", "sealed_at"])


def _lay_out_posts(thread: Thread, seal: dict[str, Any]) -> None:
    thread.posts.update(reply_to=None)
    thread.posts.all().delete()
    before: Post | None = None
    for position, post in enumerate(seal["posts"], 1):
        words = likeness_of(post["text"])
        before = Post.objects.create(
            thread=thread, position=position, reply_to=before, likeness=words
        )


def _schedule(thread: Thread, who: Person, due: datetime, wall: str, moment: datetime) -> None:
    zone = thread.account.newsroom.zone
    start = max(filter(None, (due, thread.not_before)))
    typed = wall or f"{due.astimezone(zone_of(zone)):%Y-%m-%d %H:%M}"
    move_thread(
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
        move_thread(thread, after, who=who, why=why, guard={"rev": rev}, **changes)
    except ForbiddenMove as error:
        raise Closed(thread.state, act) from error
    except Overtaken as error:
        # Somebody saved a new version, or moved the thread on.
        newest_of(thread, rev, act)
        raise Closed(thread.state, act) from error
