"""Moves in plain words: who did what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from publisher.thread.models import Move
from publisher.thread.replies import GIVEN_UP, PROPOSED
from publisher.thread.states import Goal
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import (
    ALONE,
    ANOTHER_TIME,
    CHECK,
    EMBARGO,
    EMBARGO_CHANGED,
    EMBARGO_LINE,
    RIGHT,
    TWO_PEOPLE,
)
from publisher.web.told_people import PEOPLE, describe_people_move

_THREAD: dict[str, str] = {
    T.DRAFTING: "began to make the thread",
    T.IN_REVIEW: "made the thread: it waits for an editor",
    T.BROKEN: "could not make the thread",
    T.SENT_BACK: "sent it back",
    T.APPROVED: "approved it",
    T.SCHEDULED: "put it on the schedule",
    T.MISSED: "let it wait: its time had passed",
    T.SENDING: "began to send",
    T.NEEDS_EDITOR: "stopped: it needs an editor",
    T.POSTED: "sent the last post: all are out",
    T.CLOSED_OUT: "closed it out",
    T.TAKEN_DOWN: "took it down",
    T.CANCELLED: "dropped it",
}
_POST: dict[str, str] = {
    P.WAITING: "will try post {n} again",
    P.INTENT: "sent post {n}",
    P.POSTED: "has post {n} out",
    P.UNKNOWN: "got no clear answer to post {n}",
    P.REFUSED: "had post {n} refused",
    P.DROPPED: "dropped post {n}",
    P.REMOVING: "is removing post {n}",
    P.REMOVED: "removed post {n}",
}
_PAUSE = {
    "all paused": "paused everything",
    "account paused": "paused {account}",
    "thread paused": "paused this thread",
    "all resumed": "resumed everything",
    "account resumed": "resumed {account}",
    "thread resumed": "resumed this thread",
}
_GOAL: dict[str, str] = {
    Goal.CLOSED: "decided to close it out",
    Goal.GONE: "decided to take it down",
}
_PROOF = {
    "whole": "read it back: it is as it was sent",
    "flawed": "read it back: not all is as it was sent",
    "unread": "could not read it back",
    "kept": "decided to leave it as it is",
    "again": "asked to have it read back again",
}
_REPLY = {
    PROPOSED: "wrote a reply, as version {rev}: it waits for an editor",
    GIVEN_UP: "gave the reply up: version {rev} is what was approved before",
}
_TWO = {
    "yes": "turned on the rule that a second person approves",
    "no": "turned off the rule that a second person approves",
    ALONE: "left one person who may approve",
}
_CHECK = {RIGHT: "found it right as it is", CHECK: "wants it checked again"}
_HOUSE = {
    "account connected": "connected {account}",
    "account renewed": "gave {account} new keys",
    "account disconnected": "disconnected {account}",
    "account gap": "changed the seconds between two posts of {account}",
    "account trial": "tried {account} with two posts",
    "keys closed anew": "closed all secrets with a new key",
    "keys app": "gave the house’s app new keys",
}
#: Reasons that only repeat what the line says.
_SAID = {"added", "drafted", ANOTHER_TIME, EMBARGO_CHANGED}
#: Where the publisher itself is meant, as nobody pressed anything.
NOBODY = "The publisher"


@dataclass(frozen=True, slots=True)
class ToldMove:
    """One line of a history. `thread` is the public id of what it is about, or empty."""

    at: datetime
    who: str
    what: str
    why: str
    thread: str = ""
    headline: str = ""
    #: Tells the threads of one explainer apart.
    handle: str = ""


def describe_move(move: Move, *, with_thread: bool = False) -> ToldMove:
    """A move as a line; its person, post, account and thread must be loaded."""
    if move.subject in PEOPLE:
        who, what = describe_people_move(move)
        return ToldMove(at=move.at, who=who, what=what, why="")
    who = move.who.name if move.who else NOBODY
    line = ToldMove(
        at=move.at, who=who, what=_what(move), why="" if move.why in _SAID else move.why
    )
    if not with_thread or move.thread is None:
        return line
    thread = move.thread
    return replace(
        line,
        thread=thread.public_id,
        headline=str(thread.article),
        handle=thread.account.handle,
    )


def _what(move: Move) -> str:
    say = _SUBJECTS.get(move.subject)
    return say(move) if say else f"{move.subject}: {move.after}".replace("_", " ")


def _of_post(move: Move) -> str:
    return _POST.get(move.after, move.after).format(n=move.post.position if move.post else "")


def _of_pause(move: Move) -> str:
    return _PAUSE.get(move.after, move.after).format(account=move.account or "an account")


def _saved(move: Move) -> str:
    return _GOAL.get(move.after, f"saved version {move.rev}")


def _of_setting(_move: Move) -> str:
    return "changed the house’s settings"


def _of_house(move: Move) -> str:
    plain = f"{move.subject}: {move.after}".replace("_", " ")
    words = _HOUSE.get(f"{move.subject} {move.after}", plain)
    return words.format(account=move.account or "an account")


def _versioned(move: Move) -> str:
    if move.after == T.DRAFTING and not move.before:
        return "added the explainer"
    if move.after == T.SENDING and move.before == T.NEEDS_EDITOR:
        return "sent it on its way again"
    if move.after == T.SENDING and move.before in {T.POSTED, T.CLOSED_OUT}:
        return f"approved version {move.rev}: it goes out now"
    if move.after == T.APPROVED and move.rev:
        return f"approved version {move.rev}"
    if move.after == T.IN_REVIEW and move.before not in {"", T.DRAFTING}:
        return _back(move)
    return _THREAD.get(move.after, move.after.replace("_", " "))


def _back(move: Move) -> str:
    """Back in review: taken off its time, by itself, or with a new version."""
    if move.why == ANOTHER_TIME:
        return "took it off its time"
    if move.why == EMBARGO_CHANGED:
        return "took the approval back with the embargo it was given on"
    if move.who is None:
        return "let the approval lapse: it waits for an editor"
    return f"saved version {move.rev}: it needs a new approval"


_SUBJECTS: dict[str, Callable[[Move], str]] = {
    "thread": _versioned,
    "post": _of_post,
    "pause": _of_pause,
    "goal": _saved,
    "version": _saved,
    "reply": lambda move: _REPLY.get(move.after, move.after).format(rev=move.rev),
    "proof": lambda move: _PROOF.get(move.after, move.after),
    "check": lambda move: _CHECK.get(move.after, move.after),
    EMBARGO_LINE: lambda _: "read the embargo line of the source",
    "notices": lambda move: move.after,
    "worker": lambda _: "took it over from a worker that had stopped",
    "account": _of_house,
    "keys": _of_house,
    "setting": _of_setting,
    TWO_PEOPLE: lambda move: _TWO.get(move.after, move.after),
    EMBARGO: lambda move: "moved the embargo" if move.after else "lifted the embargo",
}
