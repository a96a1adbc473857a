"""An editor's answer for a card that is not out and says something else than its thread."""

from __future__ import annotations

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.followup.continue_thread import not_out
from publisher.followup.edit_remaining import (
    CHANGED,
    copy_newest_content,
    place_pictures,
    save_tail_revision,
)
from publisher.followup.errors import Changed, NoSuchTailCard, TailCardNotDrawn, WrongState
from publisher.followup.guards import (
    BEGUN,
    CHANGEABLE,
    lock_for_decision,
    post_at,
    require_permission,
)
from publisher.thread.agreeing import told_card_at
from publisher.thread.card_drawing import behind_of, look_of
from publisher.thread.card_questions import find_unanswered_clashes
from publisher.thread.counting import limits_of
from publisher.thread.models import Thread
from publisher.thread.opening import open_content
from publisher.thread.redrawing import drawn_anew, with_card_warnings, without_hand
from publisher.thread.states import Goal
from publisher.thread.transitions import RIGHT, record_move


def keep_card(thread: Thread, position: int, *, key: str, rev: int, who: Person) -> None:
    """Keep that this card may say what it says; an answer to exactly these words.

    Raises NoSuchTailCard, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.EDIT)
    with lock_for_decision(thread, epoch=None, among=BEGUN, act=CHANGED):
        _read(thread, rev)
        revision = thread.revisions.get(rev=rev)
        asked = find_unanswered_clashes(thread, revision.content, not_out(thread, revision))
        clash = next((c for c in asked if (c.position, c.key) == (position, key)), None)
        if clash is None:
            raise NoSuchTailCard
        why = f"the card of post {position}"
        record_move(thread.account.newsroom, "check", key, RIGHT, thread=thread, who=who, why=why)


def draw_card(thread: Thread, position: int, *, card: int, rev: int, who: Person) -> None:
    """Draw a card of a post that is not out from what the posts say, as the next version.

    Raises NoSuchTailCard, TailCardNotDrawn, NotAllowed, Changed or WrongState.
    """
    require_permission(who, thread, Act.EDIT)
    with lock_for_decision(thread, epoch=None, among=BEGUN, act=CHANGED):
        _read(thread, rev)
        post_at(thread, position, CHANGEABLE)
        before = open_content(copy_newest_content(thread))
        post = before["posts"][position - 1]
        if not 0 <= card < len(post["specs"]):
            raise NoSuchTailCard
        look = look_of(before.get("theme") or thread.theme, thread.account.newsroom)
        fields, behind = (
            told_card_at(before, position, card).from_the_posts,
            behind_of(thread.article),
        )
        spec, why = drawn_anew(without_hand(post["specs"][card]), fields, look, behind)
        if why:
            raise TailCardNotDrawn(why)
        specs = [*post["specs"][:card], spec, *post["specs"][card + 1 :]]
        posts = [*before["posts"]]
        posts[position - 1] = with_card_warnings(post | {"specs": specs})
        after = place_pictures(before | {"posts": posts}, before, [position], limits_of(thread))
        save_tail_revision(thread, after, who, f"Card of post {position} drawn from the posts")


def _read(thread: Thread, rev: int) -> None:
    if thread.goal == Goal.GONE:
        raise WrongState("taken down", CHANGED)
    if thread.rev != rev:
        raise Changed
