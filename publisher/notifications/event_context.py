"""What a message may say of a thread, read at the moment it is sent."""

from __future__ import annotations

from django.conf import settings

from publisher.accounts.models import Newsroom
from publisher.notifications.events import LATER, Occasion
from publisher.notifications.messages import UNDER_EMBARGO, Facts
from publisher.thread.clock import now
from publisher.thread.models import Notice, Thread
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import ALONE
from publisher.thread.verification import Proof
from publisher.web.templatetags.desk import Wall

#: Where a thread has to stand for the message still to be true.
_STANDS = {
    Occasion.WAITS: T.IN_REVIEW,
    Occasion.SENT_BACK: T.SENT_BACK,
    Occasion.MISSED: T.MISSED,
    Occasion.NEEDS: T.NEEDS_EDITOR,
    Occasion.STILL: T.NEEDS_EDITOR,
}


def still_true(notice: Notice) -> bool:
    """Whether the message would still be right; after a quarter of an hour, that nobody acted."""
    what, thread = Occasion(notice.kind), notice.thread
    if thread is None or not _stands(what, thread, notice):
        return thread is None
    acted = thread.moves.filter(pk__gt=notice.move_id or 0, who__isnull=False)
    return what not in LATER.values() or not acted.exists()


def _stands(what: Occasion, thread: Thread, notice: Notice) -> bool:
    match what:
        case Occasion.REPLY | Occasion.REPLY_STILL:
            written = notice.move.rev if notice.move else None
            return written == thread.rev and thread.approved != thread.revisions.latest("rev")
        case Occasion.FLAWED | Occasion.FLAWED_STILL:
            return Proof.of(thread.proof).open
    return thread.state == _STANDS.get(what, thread.state)


_PLACES: dict[str, str] = {Occasion.ONE_ALONE: "/house", Occasion.JOINED: "/people"}


def facts_of(notice: Notice) -> Facts:
    """The facts of this notice. A thread under embargo is told of without a word of it."""
    move, house, moment = notice.move, notice.newsroom, now()
    wall = Wall(house.zone, moment)
    who, why = (move.who.name if move and move.who else "", move.why if move else "")
    if notice.thread is None:
        account = str(move.account) if move and move.account else ""
        place = _PLACES.get(notice.kind) or ("/accounts" if account else "/")
        if move and move.after == ALONE:
            place = "/history"
        link = f"{settings.PUBLIC_URL}{place}"
        return Facts(house.name, wall, link, account=account, who=who, why=why)
    return _of_thread(notice.thread, house, wall, who, why)


def _of_thread(thread: Thread, house: Newsroom, wall: Wall, who: str, why: str) -> Facts:
    secret = bool(thread.not_before and thread.not_before > wall.now)
    states = list(thread.posts.values_list("state", "url"))
    newest = thread.revisions.filter(rev=thread.rev).first()
    return Facts(
        house=house.name,
        wall=wall,
        link=f"{settings.PUBLIC_URL}/threads/{thread.public_id}",
        headline=UNDER_EMBARGO if secret else str(thread.article),
        account=str(thread.account),
        who=who,
        # A reason may name what is under embargo.
        why="" if secret else why,
        posts=len(states) or (len(newest.content["posts"]) if newest else 0),
        out=sum(state == PostState.POSTED for state, _ in states),
        due_at=thread.start,
        first_url=next((url for _, url in states if url), ""),
    )
