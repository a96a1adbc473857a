"""What is worth telling: which moves, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Q, QuerySet

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Act, Role, role_allows
from publisher.schedule.pause import Scope
from publisher.thread.approvers import find_barred_approvers
from publisher.thread.models import Move, Thread
from publisher.thread.replies import PROPOSED
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import ALONE, EMBARGO, TWO_PEOPLE
from publisher.thread.verification import FLAWED


class Occasion(StrEnum):
    """Why somebody is told."""

    WAITS = "waits"
    SENT_BACK = "sent back"
    MISSED = "missed"
    NEEDS = "needs an editor"
    STILL = "still needs one"
    REPLY = "reply waits"
    REPLY_STILL = "reply still waits"
    FLAWED = "not as sent"
    FLAWED_STILL = "still not as sent"
    STOPPED = "account stopped"
    OUT = "out"
    ONE_ALONE = "one alone"
    EMBARGO = "embargo"
    JOINED = "joined"
    TEST = "test"


_BY_STATE: dict[str, Occasion] = {
    T.IN_REVIEW: Occasion.WAITS,
    T.SENT_BACK: Occasion.SENT_BACK,
    T.MISSED: Occasion.MISSED,
    T.NEEDS_EDITOR: Occasion.NEEDS,
    T.POSTED: Occasion.OUT,
}
#: What everybody hears, when nobody has acted for a while on what some were told of.
LATER: dict[Occasion, Occasion] = {
    Occasion.NEEDS: Occasion.STILL,
    Occasion.REPLY: Occasion.REPLY_STILL,
    Occasion.FLAWED: Occasion.FLAWED_STILL,
}
#: What a pause's move says where an account was stopped.
_ACCOUNT_STOPPED = f"{Scope.ACCOUNT} paused"
#: The moves that are an occasion; a pause only where nobody pressed it.
WORTH_TELLING = (
    Q(subject="thread", after__in=list(_BY_STATE))
    | Q(subject="reply", after=PROPOSED)
    | Q(subject="proof", after=FLAWED)
    | Q(subject="pause", after=_ACCOUNT_STOPPED, who=None)
    | Q(subject=TWO_PEOPLE, after__in=("no", ALONE))
    | Q(subject=EMBARGO)
    | Q(subject="people", after="joined")
)
_BY_SUBJECT = {
    "reply": Occasion.REPLY,
    "proof": Occasion.FLAWED,
    "pause": Occasion.STOPPED,
    TWO_PEOPLE: Occasion.ONE_ALONE,
    EMBARGO: Occasion.EMBARGO,
    "people": Occasion.JOINED,
}
#: A private matter between the editor and the writer.
NOT_FOR_THE_HOOK = frozenset({Occasion.SENT_BACK, Occasion.EMBARGO})


def occasion_of(move: Move) -> Occasion:
    """What this move is, among those WORTH_TELLING."""
    return _BY_SUBJECT.get(move.subject) or _BY_STATE[move.after]


def same_again(move: Move) -> bool:
    """Whether a read found what the one before had found: nothing new to tell of."""
    if move.thread is None or move.subject != "proof":
        return False
    before = move.thread.moves.filter(subject="proof", after=FLAWED, pk__lt=move.pk).last()
    return bool(before and before.why == move.why)


def list_recipients(what: Occasion, house: Newsroom, move: Move) -> list[str]:
    """The mail addresses that hear of it. Who did it herself does not."""
    if what == Occasion.ONE_ALONE:
        # Whoever sits at an admin's desk may not be that admin, so nobody is left out.
        # Who has lost her role hears it with them.
        rows = _admins(house) if move.after == "no" else _active(house)
        return [row.person.email for row in rows]
    if what == Occasion.JOINED:
        # An admin who let somebody in whom nobody knows is seen by the others.
        return [row.person.email for row in _admins(house) if row.person != move.who]
    thread = move.thread
    people = _concerned(what, house, thread) if thread else _who_may(house, Act.RESUME)
    return [each.email for each in people if each != move.who]


def list_subscribers(house: Newsroom) -> list[Person]:
    """Everybody of the newsroom who wants mail."""
    rows = _reachable(house).select_related("person").order_by("id")
    return [row.person for row in rows]


def _concerned(what: Occasion, house: Newsroom, thread: Thread) -> list[Person]:
    match what:
        case Occasion.WAITS:
            return _readers(house, thread)
        case Occasion.SENT_BACK:
            return _wanting(house, [_last_hand(thread), thread.made_by])
        case Occasion.OUT:
            return _wanting(house, [thread.made_by, _approver(thread)])
        case Occasion.REPLY:
            return _unbarred(house, thread, Act.FOLLOW_UP)
        case Occasion.NEEDS | Occasion.FLAWED:
            own = _wanting(house, [_approver(thread), thread.made_by])
            return own or _who_may(house, Act.FOLLOW_UP)
    return _who_may(house, Act.APPROVE)


def _readers(house: Newsroom, thread: Thread) -> list[Person]:
    """Who may approve it: nobody who worked on it, where the house wants two."""
    return _unbarred(house, thread, Act.APPROVE)


def _unbarred(house: Newsroom, thread: Thread, act: Act) -> list[Person]:
    able = _who_may(house, act)
    newest = thread.revisions.filter(rev=thread.rev).first()
    without = find_barred_approvers(newest, house) if newest else frozenset[int]()
    return [each for each in able if each.pk not in without]


def _admins(house: Newsroom) -> QuerySet[Membership]:
    able = [role for role in Role if role_allows(role, Act.HOUSE)]
    return _active(house).filter(role__in=able)


def _active(house: Newsroom) -> QuerySet[Membership]:
    rows = Membership.objects.filter(newsroom=house, person__is_active=True)
    return rows.select_related("person").order_by("id")


def _who_may(house: Newsroom, act: Act) -> list[Person]:
    able = [role for role in Role if role_allows(role, act)]
    rows = _reachable(house).filter(role__in=able).select_related("person").order_by("id")
    return [row.person for row in rows]


def _wanting(house: Newsroom, people: Iterable[Person | None]) -> list[Person]:
    asked = {each.pk: each for each in people if each}
    return [each for each in list_subscribers(house) if each.pk in asked]


def _reachable(house: Newsroom) -> QuerySet[Membership]:
    return Membership.objects.filter(newsroom=house, mailed=True, person__is_active=True)


def _last_hand(thread: Thread) -> Person | None:
    newest = thread.revisions.filter(rev=thread.rev).select_related("made_by").first()
    return newest.made_by if newest else thread.made_by


def _approver(thread: Thread) -> Person | None:
    return thread.approved.sealed_by if thread.approved else None
