"""What a trial does next, by the calls it has made: the table of its steps. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class TrialStep(StrEnum):
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


class TrialCall(Protocol):
    """A call a trial has made."""

    outcome: str
    body: dict[str, object]
    remote_id: str


FORWARD = (TrialStep.OWNER, TrialStep.UPLOAD, TrialStep.ALT, TrialStep.ROOT, TrialStep.REPLY)
POSTS = (TrialStep.ROOT, TrialStep.REPLY)
#: The answer goes first: nobody sees it hang in the air.
BACK = {TrialStep.REMOVE_REPLY: TrialStep.REPLY, TrialStep.REMOVE_ROOT: TrialStep.ROOT}
OPEN = ("", "unknown")
DONE, REFUSED = "done", "refused"


def next_step(lines: Sequence[TrialCall], *, stopping: bool) -> TrialStep:
    """What comes next; `stopping` means: only what is out is deleted."""
    newest = {step: newest_of(lines, step) for step in (*FORWARD, *BACK)}
    if any(_open(newest[step]) for step in POSTS):
        return TrialStep.LOOK
    if not stopping:
        for step in FORWARD:
            line = newest[step]
            if line is None or (step is TrialStep.REPLY and line.outcome == "later"):
                return step
            if line.outcome != DONE:
                return TrialStep.BROKEN
    return _back(newest)


def _back(newest: dict[TrialStep, TrialCall | None]) -> TrialStep:
    for step, post in BACK.items():
        made, gone = newest[post], newest[step]
        out = made is not None and made.outcome == DONE
        if out and (gone is None or gone.outcome not in {DONE, REFUSED}):
            return step
    return TrialStep.END


def newest_of(lines: Sequence[TrialCall], step: TrialStep) -> TrialCall | None:
    """The last call of this step."""
    return next((line for line in reversed(lines) if line.body.get("step") == step), None)


def step_undone_by(step: TrialStep) -> TrialStep:
    """Which post a step of deleting deletes."""
    return BACK[step]


def _open(line: TrialCall | None) -> bool:
    return line is not None and line.outcome in OPEN
