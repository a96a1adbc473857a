"""What a trial does next, by the calls it has made: the table of its steps. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """One step of a trial."""

    OWNER = "owner"
    UPLOAD = "upload"
    ALT = "alt"
    ROOT = "root"
    REPLY = "reply"
    LOOK = "look"
    BROKEN = "broken"
    REMOVE_REPLY = "remove reply"
    REMOVE_ROOT = "remove root"
    END = "end"


class Line(Protocol):
    """A call a trial has made."""

    outcome: str
    body: dict[str, object]
    remote_id: str


FORWARD = (Step.OWNER, Step.UPLOAD, Step.ALT, Step.ROOT, Step.REPLY)
POSTS = (Step.ROOT, Step.REPLY)
#: The answer goes first: nobody sees it hang in the air.
BACK = {Step.REMOVE_REPLY: Step.REPLY, Step.REMOVE_ROOT: Step.ROOT}
OPEN = ("", "unknown")
DONE, REFUSED = "done", "refused"


def next_step(lines: Sequence[Line], *, stopping: bool) -> Step:
    """What comes next; `stopping` means: only what is out is deleted."""
    newest = {step: newest_of(lines, step) for step in (*FORWARD, *BACK)}
    if any(_open(newest[step]) for step in POSTS):
        return Step.LOOK
    if not stopping:
        for step in FORWARD:
            line = newest[step]
            if line is None or (step is Step.REPLY and line.outcome == "later"):
                return step
            if line.outcome != DONE:
                return Step.BROKEN
    return _back(newest)


def _back(newest: dict[Step, Line | None]) -> Step:
    for step, post in BACK.items():
        made, gone = newest[post], newest[step]
        out = made is not None and made.outcome == DONE
        if out and (gone is None or gone.outcome not in {DONE, REFUSED}):
            return step
    return Step.END


def newest_of(lines: Sequence[Line], step: Step) -> Line | None:
    """The last call of this step."""
    return next((line for line in reversed(lines) if line.body.get("step") == step), None)


def removing(step: Step) -> Step:
    """Which post a step of deleting deletes."""
    return BACK[step]


def _open(line: Line | None) -> bool:
    return line is not None and line.outcome in OPEN
