"""What an editor says to what was found when a thread was read back."""

from __future__ import annotations

from dataclasses import replace

from publisher.accounts.models import Person
from publisher.accounts.roles import Act
from publisher.delivery.verify import OUT
from publisher.followup.guards import allow, deciding, turn
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.transitions import tell
from publisher.thread.verification import Proof

LEFT = "left as it is"


def leave(thread: Thread, *, who: Person, epoch: int) -> None:
    """Leave it as it is: nothing is done, and it is asked no more.

    Raises NotAllowed, Changed or Closed.
    """
    allow(who, thread, Act.FOLLOW_UP)
    with deciding(thread, epoch=epoch, among=OUT, act=LEFT):
        proof = replace(Proof.of(thread.proof), kept=who.name)
        tell(thread.account.newsroom, "proof", "", "kept", thread=thread, who=who)
        turn(thread, proof=proof.json)


def read_again(thread: Thread, *, who: Person, epoch: int) -> None:
    """Have a worker read all of it once more, now. Raises NotAllowed, Changed or Closed."""
    allow(who, thread, Act.FOLLOW_UP)
    with deciding(thread, epoch=epoch, among=OUT, act="read back"):
        tell(thread.account.newsroom, "proof", "", "again", thread=thread, who=who)
        turn(thread, proof=None, proved_at=None, wake_at=now(), failures=0)
