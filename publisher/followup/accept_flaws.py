"""What an editor says to what was found when a thread was read back."""

from __future__ import annotations

from dataclasses import replace

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.verify import OUT
from publisher.followup.guards import lock_for_decision, record_decision, require_permission
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.transitions import record_move
from publisher.thread.verification import Proof

LEFT = "left as it is"


def leave_as_is(thread: Thread, *, who: Person, epoch: int) -> None:
    """Leave it as it is: nothing is done, and it is asked no more.

    Raises NotAllowed, Changed or Closed.
    """
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=epoch, among=OUT, act=LEFT):
        proof = replace(Proof.of(thread.proof), kept=who.name)
        record_move(thread.account.newsroom, "proof", "", "kept", thread=thread, who=who)
        record_decision(thread, proof=proof.json)


def read_again(thread: Thread, *, who: Person, epoch: int) -> None:
    """Have a worker read all of it once more, now. Raises NotAllowed, Changed or Closed."""
    require_permission(who, thread, Act.FOLLOW_UP)
    with lock_for_decision(thread, epoch=epoch, among=OUT, act="read back"):
        record_move(thread.account.newsroom, "proof", "", "again", thread=thread, who=who)
        record_decision(thread, proof=None, proved_at=None, wake_at=now(), failures=0)
