"""What can go wrong at the desk, in an editor's words.

DeskError           nothing was changed; the sentence says why
├── Stale             somebody saved in between
├── NotAllowed        this person's role does not allow it
├── OwnWork           who had a hand in a version may not approve it
├── NothingToTake     no version is without this person's hand
├── TooLong           a post is longer than the network takes
├── EmptyPost         a post would have no words
├── NoSuchPost        the thread has no post of this number
├── NeedsReason       sending back needs a reason
├── NoAccount         the account cannot send
├── PictureGone       a card is not in the database any more
├── CardDiffers       a card says something else than its thread
├── TwoTimes          a time was typed beside another choice
├── TimePassed        the time it had has passed, and no other was chosen
├── EmbargoStands     lifting or moving its embargo is for two people
├── ChangedMeanwhile  its embargo, time or conditions are not those of the page any more
├── NoTheme           the cards cannot be drawn in this theme
├── NoSuchCheck       the words to check are not there any more
├── NoSlots           there is no weekly slot to take
├── SlotGone          the slot that was shown is not the next free one any more
├── NotTogether       one of a bundle cannot be approved, so none of it is
├── EmbargoUnread     the source holds an embargo line that nobody has read yet
├── WouldRefuse       the network is sure to refuse a post of it
├── NotAsRead         what would be sent is not what stood on the page
└── Closed            the thread stands where this is not possible any more
    └── Again         this version is approved already
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.networks.refusals import Refusal
from publisher.thread.models import Revision

#: So many refusals are told one by one.
SAID = 3


class DeskError(Exception):
    """Nothing was changed."""


class Stale(DeskError):
    def __init__(self, newest: Revision) -> None:
        who = newest.made_by.name if newest.made_by else "The publisher"
        super().__init__(
            f"{who} saved version {newest.rev} while you were reading. Nothing was changed: "
            "read the new version and decide again."
        )
        self.newest = newest


class NotAllowed(DeskError):
    def __init__(self, role: str, act: str) -> None:
        super().__init__(f"As {role} you may not {act}. Ask an editor.")


class OwnWork(DeskError):
    def __init__(self, ask: str) -> None:
        super().__init__(f"You worked on this version: somebody else has to approve it. {ask}")


class NothingToTake(DeskError):
    def __init__(self) -> None:
        super().__init__(
            "No version is without your words, or your change cannot be told from the others: ask "
            "somebody else to approve. Nothing was changed."
        )


class TooLong(DeskError):
    def __init__(self, position: int, over: int) -> None:
        super().__init__(
            f"Post {position} is {over} too long. Shorten it, or split it in two. Nothing was saved."
        )
        self.position = position
        self.over = over


class EmptyPost(DeskError):
    def __init__(self, position: int) -> None:
        super().__init__(f"Post {position} would have no words. Write some. Nothing was saved.")


class NoSuchPost(DeskError):
    def __init__(self, position: int) -> None:
        super().__init__(f"This thread has no post {position}. Nothing was saved.")


class NeedsReason(DeskError):
    def __init__(self) -> None:
        super().__init__("Say what should change: the writer reads it.")


class NoAccount(DeskError):
    def __init__(self, why: str) -> None:
        super().__init__(f"This account cannot send: {why}")


class PictureGone(DeskError):
    def __init__(self, position: int) -> None:
        super().__init__(
            f"A picture of post {position} is gone from the database. Draw the cards again, look "
            "at them, then approve."
        )


class CardDiffers(DeskError):
    """The sentence names each card, what it says, and what to press."""


class TwoTimes(DeskError):
    def __init__(self, typed: str, choice: str) -> None:
        super().__init__(
            f"You typed {typed} but {choice}: say which one you mean. Nothing was approved."
        )


class TimePassed(DeskError):
    def __init__(self, when: str) -> None:
        super().__init__(
            f"It was scheduled for {when}; that time has passed. Choose when it goes out. "
            "Nothing was approved."
        )


class EmbargoStands(DeskError):
    def __init__(self, until: str) -> None:
        super().__init__(
            f"It is under embargo until {until}. Lift or move that on its own page; then somebody "
            "else approves it. Nothing was approved."
        )


class ChangedMeanwhile(DeskError):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} meanwhile. Look again, then decide. Nothing was approved.")


class NoTheme(DeskError):
    def __init__(self, why: str) -> None:
        super().__init__(f"The cards were not drawn anew: {why}")


class NoSuchCheck(DeskError):
    def __init__(self) -> None:
        super().__init__("These words do not stand there any more. Nothing was changed.")


class NoSlots(DeskError):
    def __init__(self) -> None:
        super().__init__(
            "No posting times are set: an admin sets them under House. Nothing was approved."
        )


class SlotGone(DeskError):
    def __init__(self, expected: str, free: str, *, passed: bool) -> None:
        became = "passed" if passed else "was taken"
        super().__init__(
            f"The posting time {expected} {became} while you were reading. The next free one is {free}. "
            "Nothing was approved."
        )


class WouldRefuse(DeskError):
    """`found` is all that would be refused, in the order of the posts."""

    def __init__(self, network: str, found: Sequence[Refusal]) -> None:
        told = " ".join(f"Post {each.position}: {each.why}" for each in found[:SAID])
        more = f" So do {len(found) - SAID} more." if len(found) > SAID else ""
        super().__init__(f"{network} would refuse this thread. {told}{more} Nothing was approved.")
        self.found = tuple(found)


class NotAsRead(DeskError):
    def __init__(self) -> None:
        super().__init__(
            "What would be sent is not what stood on your page any more: the account or who may "
            "reply was changed. Nothing was approved: read it again."
        )


class EmbargoUnread(DeskError):
    def __init__(self, line: str) -> None:
        super().__init__(
            f"The source says “{line}”, and no time could be read from it for certain. Open the thread, "
            "set the embargo it means, and say that you have read it. Nothing was approved."
        )


class NotTogether(DeskError):
    """`refused` are the accounts whose threads cannot be approved, or sent back, and why."""

    def __init__(self, refused: Sequence[tuple[str, str]], act: str = "approved") -> None:
        super().__init__(f"None of these threads was {act}, and nothing you typed is lost.")
        self.refused = tuple(refused)


class Closed(DeskError):
    def __init__(self, state: str, act: str) -> None:
        super().__init__(f"This thread is {state.replace('_', ' ')}: it cannot be {act} any more.")


class Again(Closed):
    """`when` says what the approval that stands is for."""

    def __init__(self, revision: Revision, when: str) -> None:
        DeskError.__init__(
            self,
            f"Version {revision.rev} is approved already{_by(revision)}{when}. Nothing was changed.",
        )


def _by(revision: Revision) -> str:
    return f" by {revision.sealed_by.name}" if revision.sealed_by else ""
