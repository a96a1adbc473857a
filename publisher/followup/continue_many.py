"""Continue many threads of an account that one cause had stopped: each is decided by itself.

Nothing is approved here. What has no approval that still holds is named, and stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from publisher.accounts.models import Account, Person
from publisher.accounts.roles import Act
from publisher.followup.continue_thread import (
    CONTINUED,
    go_on,
    is_newest_approved,
    require_continuable_posts,
)
from publisher.followup.errors import (
    AccountGone,
    Changed,
    FollowupError,
    Lapsed,
    Unapproved,
    WrongState,
)
from publisher.followup.guards import lock_for_decision, require_permission
from publisher.schedule.pause import Scope, resume
from publisher.thread.clock import now
from publisher.thread.models import Pause, Post, Thread
from publisher.thread.states import Goal, PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import Overtaken, move_thread
from publisher.web.lamps import Lamp, count_posts_out

#: So many are listed at a time.
LISTED = 100
_GOING = frozenset({T.SENDING, T.SCHEDULED, T.POSTED, T.CLOSED_OUT})


@dataclass(frozen=True, slots=True)
class StoppedThread:
    """A thread that stands still; `blocked` says why it cannot be continued from here."""

    thread: Thread
    lamps: tuple[Lamp, ...]
    blocked: str = ""
    ticked: bool = False

    @property
    def name(self) -> str:
        return self.thread.public_id

    @property
    def standing(self) -> str:
        """Where it stands, and what continuing it does."""
        if self.thread.state == T.MISSED:
            return "None of it is out: its time had passed. Goes out now, late."
        waiting = [lamp.position for lamp in self.lamps if lamp.state == PostState.WAITING]
        so_far = f"{count_posts_out(self.lamps)} of {len(self.lamps)} out."
        if self.blocked or not waiting:
            return so_far
        first, last = waiting[0], waiting[-1]
        return f"{so_far} Sends {f'post {first}' if first == last else f'posts {first} to {last}'}."


@dataclass(frozen=True, slots=True)
class ReadThread:
    """What of a thread the page was drawn from."""

    epoch: int
    rev: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thread; `why` is empty where it goes on."""

    headline: str
    why: str = ""


def find_stopping_pause(account: Account) -> Pause | None:
    """What stopped the account last, where it was no person."""
    pauses = Pause.objects.filter(account=account, scope=Scope.ACCOUNT, who=None)
    return pauses.order_by("-id").first()


def list_stopped_threads(
    account: Account, since: Pause | None, moment: datetime
) -> list[StoppedThread]:
    """The threads of the account that stand still, those half out first.

    Ticked is what stands half way since the account was stopped, `since`; nothing late ever is.
    """
    threads = list(_standing(account)[:LISTED])
    posts = Post.objects.filter(thread__in=threads).select_related("reply_to")
    of: dict[int, list[Post]] = {}
    for post in posts.order_by("thread", "position"):
        of.setdefault(post.thread_id, []).append(post)
    return [_stopped(each, of.get(each.pk, []), since, moment) for each in threads]


def continue_all(
    account: Account, drawn: Mapping[str, ReadThread], *, who: Person
) -> Sequence[Outcome]:
    """Let each of these go on, one after the other: what cannot stays, and holds up no other.

    A thread that goes on already counts as going on: pressed twice, nothing is done twice.
    """
    rows = Thread.objects.filter(account=account, public_id__in=drawn)
    threads = rows.select_related("article", "account__newsroom", "approved").order_by("id")
    return [_try(thread, drawn[thread.public_id], who) for thread in threads]


def _standing(account: Account) -> QuerySet[Thread]:
    own = Pause.objects.filter(thread_id=OuterRef("pk"), lifted_at__isnull=True)
    held = Q(state=T.SENDING) & Exists(own)
    still = Q(state=T.NEEDS_EDITOR) | Q(state=T.MISSED) | held
    rows = Thread.objects.filter(still, account=account).exclude(goal=Goal.GONE)
    whole = rows.select_related("article", "account__newsroom", "approved")
    return whole.defer("article__source", "account__sealed").order_by("begun_at", "due_at", "id")


def _stopped(
    thread: Thread, posts: Sequence[Post], since: Pause | None, moment: datetime
) -> StoppedThread:
    lamps = tuple(Lamp(post.position, post.state) for post in posts)
    try:
        _check(thread, posts, moment)
    except FollowupError as error:
        return StoppedThread(thread, lamps, str(error))
    half = thread.state == T.NEEDS_EDITOR and since is not None
    ticked = half and since is not None and thread.changed_at >= since.at
    return StoppedThread(thread, lamps, ticked=ticked)


def _check(thread: Thread, posts: Sequence[Post], moment: datetime) -> None:
    """Raise what keeps a thread from going on without anybody reading it."""
    if thread.account.ended_at:
        raise AccountGone(str(thread.account))
    if thread.approved is None or not is_newest_approved(thread):
        raise Unapproved(thread.rev)
    if thread.state == T.MISSED:
        if thread.approved_until and thread.approved_until <= moment:
            raise Lapsed
    elif thread.state == T.NEEDS_EDITOR:
        require_continuable_posts(posts)


def _try(thread: Thread, drawn: ReadThread, who: Person) -> Outcome:
    headline = str(thread.article)
    try:
        with transaction.atomic():
            _continue(thread, drawn, who)
    except (FollowupError, Overtaken) as error:
        return Outcome(headline, str(error))
    return Outcome(headline)


def _continue(thread: Thread, drawn: ReadThread, who: Person) -> None:
    own = list(Pause.objects.filter(thread=thread, lifted_at__isnull=True))
    if thread.state in _GOING and not own:
        return
    posts = thread.posts.select_related("reply_to").order_by("position")
    _check(thread, list(posts), now())
    if thread.state == T.NEEDS_EDITOR:
        go_on(thread, rev=drawn.rev, epoch=drawn.epoch, who=who)
    elif thread.state == T.MISSED:
        _send_late(thread, drawn, who)
    elif not own:
        raise WrongState(thread.state, CONTINUED)
    _lift(own, who)


def _send_late(thread: Thread, drawn: ReadThread, who: Person) -> None:
    """An editor's word that it goes out late: under the approval it has, and its embargo."""
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=drawn.epoch, among={T.MISSED}, act=CONTINUED):
        if thread.rev != drawn.rev:
            raise Changed
        moment = now()
        due: dict[str, Any] = {"due_at": moment, "due_wall": "", "prepared_at": None}
        start = max(filter(None, (moment, thread.not_before)))
        fresh = {"wake_at": start, "lease_until": None, "failures": 0, "epoch": thread.epoch + 1}
        why = "late, by an editor's word"
        move_thread(
            thread, T.SCHEDULED, who=who, why=why, guard={"epoch": thread.epoch}, **due, **fresh
        )


def _lift(pauses: Iterable[Pause], who: Person) -> None:
    for pause in pauses:
        resume(pause, who=who)
